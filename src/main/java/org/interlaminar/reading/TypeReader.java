package org.interlaminar.reading;

import java.io.IOException;
import org.interlaminar.clinical.ClinicalRecord;

/** Reads one resource of one type: its elements in whatever order they come, then what they say together. */
interface TypeReader {
    /**
     * Reads the value of a root element, or steps over it.
     *
     * @throws Unreadable when it matters and cannot be what it says
     */
    void field(String name) throws IOException, Unreadable;

    /** Called once, behind the last element. */
    ClinicalRecord record();
}
