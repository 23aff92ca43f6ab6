package org.interlaminar.inbox;

import java.time.Duration;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** A request, or an entry of a batch, that is not taken. The message names what is wrong and never repeats content. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final IssueType code;
    private final String where;
    private final transient Duration again;

    private Refused(int status, IssueType code, String message, String where, Duration again) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.where = where;
        this.again = again;
    }

    Refused(int status, IssueType code, String message) {
        this(status, code, message, null, null);
    }

    /** Something that passes: the same request may succeed later. */
    static Refused forNow(Duration again, String message) {
        return new Refused(503, IssueType.TRANSIENT, message, null, again);
    }

    static Refused malformed(String message) {
        return new Refused(400, IssueType.STRUCTURE, message);
    }

    static Refused tooMuch(String message) {
        return new Refused(413, IssueType.TOOCOSTLY, message);
    }

    static Refused conditional(String what) {
        return new Refused(412, IssueType.NOTSUPPORTED, what + " is not offered here: name the resource by its id.");
    }

    static Refused unsupported(String message) {
        return new Refused(422, IssueType.NOTSUPPORTED, message);
    }

    /** The same of the entry at this place. */
    Refused at(int entry) {
        return where != null ? this : new Refused(status, code, getMessage(), "Bundle.entry[" + entry + "]", again);
    }

    int status() {
        return status;
    }

    IssueType code() {
        return code;
    }

    /** FHIRPath of the entry, or null. */
    String where() {
        return where;
    }

    /** After what time it may be sent again, or null. */
    Duration again() {
        return again;
    }
}
