package org.interlaminar.recognition;

/** What an undecided record lacks, and what would settle it. */
public enum Missing {
    REGION("a body site, a lumbar level in words, or a lumbar MRI within 180 days"),
    VERIFICATION("a verification status of confirmed or refuted"),
    CODE("a coded diagnosis, or the note it was taken from"),
    COMPLETION("a status that says whether it was completed"),
    TECHNIQUE("an operative note or a device record that names the technique"),
    CONTEXT("an operative note that says which procedure the words mean"),
    DIAGNOSIS("a lumbar stenosis diagnosis or a finding on the ligamentum flavum within 180 days"),
    DATE("the date of the procedure"),
    COMPANY("the record or bill of the procedure that the code accompanies"),
    CODING("the operative note: the code is one digit away from the lumbar one");

    private final String settledBy;

    Missing(String settledBy) {
        this.settledBy = settledBy;
    }

    /** A phrase for a person: what to look for. */
    public String settledBy() {
        return settledBy;
    }

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
