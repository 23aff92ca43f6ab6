package org.interlaminar.ehr.preflight;

/** What an examination found, not yet under its name. */
record Finding(Outcome outcome, String sentence, String advice) {
    Finding {
        sentence = sentence(sentence);
    }

    static Finding good(String sentence) {
        return new Finding(Outcome.GOOD, sentence, null);
    }

    static Finding warning(String sentence, String advice) {
        return new Finding(Outcome.WARNING, sentence, advice);
    }

    static Finding bad(String sentence, String advice) {
        return new Finding(Outcome.BAD, sentence, advice);
    }

    static Finding skipped(String sentence) {
        return new Finding(Outcome.SKIPPED, sentence, null);
    }

    /** Words of other rooms begin small and have no end. */
    private static String sentence(String words) {
        String begun = Character.toUpperCase(words.charAt(0)) + words.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }
}
