package org.interlaminar.intake;

/**
 * How far a run is, for whoever watches it.
 *
 * @param part name of the file or page that is landing
 * @param resources that have come so far
 * @param bytes of these, uncompressed
 * @param measure what done and expected count
 * @param done of what is expected
 * @param expected in all, or 0 where nobody can tell
 */
public record Progress(String part, long resources, long bytes, Measure measure, long done, long expected) {
    static final Progress NOTHING = new Progress("", 0, 0, Measure.RESOURCES, 0, 0);

    /** What is known beforehand differs from way to way. */
    public enum Measure {
        /** Of one search, or of all files of an export, as the server announced. */
        RESOURCES,
        /** Of files, as they lie on disk. */
        BYTES_ON_DISK,
        /** Who are fetched one by one. */
        PEOPLE
    }

    Progress at(String next) {
        return new Progress(next, resources, bytes, measure, done, expected);
    }

    /** From now on this is what is counted. */
    Progress outOf(Measure other, long all) {
        return new Progress(part, resources, bytes, other, 0, all);
    }

    /** What one page announces is little beside all the people, or all the files, that are counted already. */
    Progress announced(long all) {
        return measure == Measure.RESOURCES ? outOf(measure, all) : this;
    }

    Progress came(long more, long size) {
        return new Progress(part, resources + more, bytes + size, measure, done, expected)
                .further(Measure.RESOURCES, more);
    }

    Progress further(Measure of, long more) {
        return of == measure ? new Progress(part, resources, bytes, measure, done + more, expected) : this;
    }
}
