package org.interlaminar.recognition;

/** What a record is evidence of; the words stand in {@code fhir-profiles/CodeSystem-tag.json} where we publish them. */
public enum Tag {
    LSS("lss"),
    LSS_FORAMINAL("lss-foraminal"),
    NEUROGENIC_CLAUDICATION("neurogenic-claudication"),
    MILD("mild"),
    MILD_COMPANION("mild-companion"),
    MILD_BRAND("mild-brand"),
    PILD_TRIAL_BLINDED("pild-trial-blinded"),
    MILD_NOT_PERFORMED("mild-not-performed"),
    OPEN_DECOMPRESSION("open-decompression"),
    FUSION("fusion"),
    SPACER("spacer"),
    EPIDURAL_INJECTION("epidural-injection"),
    ABLATION("ablation"),
    STIMULATION("stimulation");

    private final String word;

    Tag(String word) {
        this.word = word;
    }

    /** The word of the reporting store. */
    public String word() {
        return word;
    }
}
