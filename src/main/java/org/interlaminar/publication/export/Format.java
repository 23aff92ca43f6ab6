package org.interlaminar.publication.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.interlaminar.reporting.Mart.Column;

/** How tables are written. */
public enum Format {
    /** Text for every tool. */
    CSV,
    /** Typed and packed columns for R, Python and DuckDB. */
    PARQUET;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A table without rows yet; closing it leaves the stream open. */
    public TableFile table(OutputStream out, List<Column> columns, Regime regime) throws IOException {
        return this == CSV ? new CsvTable(out, columns, regime) : new ParquetTable(out, columns, regime);
    }
}
