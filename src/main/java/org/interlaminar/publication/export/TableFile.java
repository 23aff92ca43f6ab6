package org.interlaminar.publication.export;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** One table as it is written, row by row. */
public interface TableFile extends Closeable {
    /** @param values in the order of the columns, null where there is nothing to say */
    void row(List<Object> values) throws IOException;
}
