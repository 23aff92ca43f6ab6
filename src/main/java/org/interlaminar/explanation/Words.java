package org.interlaminar.explanation;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.Precision;
import org.interlaminar.recognition.Tag;

/** Words of the reporting store in words for people. */
final class Words {
    private static final int REASONS_TOLD = 3;

    private static final Map<String, String> WARNINGS = Map.of(
            "code-date", "A procedure code is used in a year in which it was not in force.",
            "dates-differ-between-records",
                    "Its records tell days that differ by one; the day of the strongest record is taken.",
            "coded-as-not-done-or-converted",
                    "A diagnosis of the day says that a procedure was not carried out or was converted to an open one.",
            "unexpected-setting", "It was done in hospital or in an office; an ambulatory setting is expected.",
            "unexpected-duration", "It took less than 30 or more than 60 minutes.",
            "implant-on-the-day", "An implant is recorded on the day; none is expected with this procedure.",
            "same-day-without-time",
                    "Taken on the day of the procedure without a time: it is held to be from before the procedure.",
            "disagrees-with-items", "Its value and the answers it was made from do not agree.");

    private Words() {}

    /** What a warning means; a warning nobody has put into words speaks for itself. */
    static String warning(String word) {
        return WARNINGS.getOrDefault(word, word.replace('-', ' '));
    }

    /** As precise as it was recorded, or null. */
    static String date(PartialDate date) {
        if (date == null) {
            return null;
        }
        String day = date.first().toString();
        int letters = date.precision() == Precision.YEAR ? 4 : date.precision() == Precision.MONTH ? 7 : day.length();
        return day.substring(0, letters);
    }

    static String date(LocalDate date) {
        return date == null ? null : date.toString();
    }

    /** To follow a noun: "on 2019-05-17", "in 2019", "without a date". */
    static String on(PartialDate date) {
        return date == null ? "without a date" : (date.hasDay() ? "on " : "in ") + date(date);
    }

    static String kind(Tag tag) {
        return switch (tag) {
            case LSS -> "lumbar stenosis";
            case LSS_FORAMINAL -> "foraminal stenosis";
            case NEUROGENIC_CLAUDICATION -> "neurogenic claudication";
            case MILD -> "MILD procedure";
            case MILD_COMPANION -> "companion code of MILD";
            case MILD_BRAND -> "product named";
            case PILD_TRIAL_BLINDED -> "procedure or placebo of a blinded trial";
            case MILD_NOT_PERFORMED -> "MILD not carried out";
            default -> tag.word().replace('-', ' ');
        };
    }

    /** Of an event; "mild" alone would read as severity. */
    static String type(String word) {
        return word.equals("repeat-mild") ? "repeat MILD" : word.replace('-', ' ');
    }

    static String kind(String tagWord) {
        for (Tag tag : Tag.values()) {
            if (tag.word().equals(tagWord)) {
                return kind(tag);
            }
        }
        return tagWord.replace('-', ' ');
    }

    static String count(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }

    /** The first few different ones, joined for a sentence. */
    static String several(Collection<String> reasons) {
        List<String> different = reasons.stream().distinct().toList();
        String told = different.stream().limit(REASONS_TOLD).collect(Collectors.joining("; "));
        return different.size() <= REASONS_TOLD ? told : told + "; and " + (different.size() - REASONS_TOLD) + " more";
    }
}
