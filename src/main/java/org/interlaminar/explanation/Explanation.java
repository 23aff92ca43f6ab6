package org.interlaminar.explanation;

import java.math.BigDecimal;
import java.util.List;

/**
 * One person on one page. The names of its parts are the names of the fields in {@code explain --json}: they are added to and
 * not renamed. A date is as precise as it was recorded (2019, 2019-05, 2019-05-17), or null.
 *
 * @param counts false when nothing that landed counts, or the person is held back; then there are changes and what is held back
 * @param answers one for each question, in a fixed order
 * @param timeline everything with a date, in time; what has none comes first
 * @param scales of the instruments of the scores
 * @param procedures every recognised event, the index procedures too
 * @param scores those of a person without an index procedure
 * @param notCounted codings that were looked at and decide nothing
 * @param reviews what only a person can settle
 * @param heldBack records that take no part because of their confidentiality labels
 */
public record Explanation(
        String source,
        String patient,
        boolean counts,
        Person person,
        List<Answer> answers,
        List<Entry> timeline,
        List<Scale> scales,
        List<Index> indexes,
        List<Procedure> procedures,
        List<Score> scores,
        List<Ground> notCounted,
        List<Open> reviews,
        List<Aside> setAside,
        List<Missing> bodiesMissing,
        List<Change> changes,
        List<Held> heldBack) {

    /** The same, saying what analysts may not know of. */
    public Explanation holdingBack(List<Held> held) {
        return new Explanation(
                source,
                patient,
                counts,
                person,
                answers,
                timeline,
                scales,
                indexes,
                procedures,
                scores,
                notCounted,
                reviews,
                setAside,
                bodiesMissing,
                changes,
                List.copyOf(held));
    }

    /** Whether nothing of the person is shown to analysts. */
    public boolean whollyHeldBack() {
        return !counts && !heldBack.isEmpty();
    }

    /** @param deceased whether a death is recorded, with or without its date */
    public record Person(
            String sex, Integer ageAtIndex, boolean deceased, String death, String lastContact, List<String> joined) {}

    /**
     * The answer to one question.
     *
     * @param question stable name, as in mild
     * @param answer the word of the reporting store
     * @param on the date that goes with it, or null
     * @param because why it is that, in sentences
     * @param others why it is none of the other words it could have been
     */
    public record Answer(
            String question,
            String label,
            String answer,
            String on,
            List<String> because,
            List<Ground> evidence,
            List<Other> others) {}

    public record Other(String answer, String because) {}

    /**
     * One coding or phrase with the rule that matched it, and every record that carries it.
     *
     * @param answer tagged, undecided, not-ours, score or no-score
     * @param tag what it was asked for, or empty
     * @param label our own short label of the code, or null
     * @param member the code of the value set it stands for, when that is another
     * @param route direct, site-map or text
     * @param reason why it does not count, or empty
     */
    public record Ground(
            String answer,
            String tag,
            String system,
            String code,
            String label,
            String member,
            String rule,
            String valueSet,
            String valueSetVersion,
            String route,
            String reason,
            List<Source> records) {}

    /** @param version hash of the landed content, 32 hexadecimal digits */
    public record Source(String type, String id, String version, String on) {}

    /**
     * Something on the timeline.
     *
     * @param until when it ended, or null
     * @param lane diagnosis, procedure, score, event, therapy, assessment, review, contact or death
     * @param kind what it is, in the words of the reporting store; of a score its instrument
     * @param indexNo the index it is told from, or null
     * @param value of a score, or null
     * @param stands whether it is an index, a chosen score, or an event that counts
     */
    public record Entry(
            String on,
            String until,
            String lane,
            String kind,
            String what,
            Integer indexNo,
            BigDecimal value,
            boolean stands) {}

    /**
     * How an instrument counts.
     *
     * @param meaningfulChange the improvement that makes a responder, or null when none is agreed upon
     */
    public record Scale(
            String instrument,
            String component,
            BigDecimal lowest,
            BigDecimal highest,
            String unit,
            boolean highIsWorse,
            BigDecimal meaningfulChange) {}

    /**
     * An index procedure with what is told from it.
     *
     * @param failure what made it a treatment failure, or null
     * @param unscheduled scores that no window takes, each with the reason
     */
    public record Index(
            int no,
            String on,
            String certainty,
            List<String> levels,
            Long minutes,
            List<Fact> context,
            List<Word> warnings,
            Failure failure,
            List<Window> windows,
            List<Passed> unscheduled,
            List<Event> events,
            List<Therapy> before,
            List<Therapy> after,
            Assessment assessment) {}

    /** @param value a word or a number; {@code not-documented} is one */
    public record Fact(String name, String label, String value) {}

    /** A word of the reporting store and what it means. */
    public record Word(String word, String means) {}

    /** @param day from the index */
    public record Failure(String on, long day, String because) {}

    /**
     * A window around an index.
     *
     * @param from its first day in the calendar
     * @param fromDay the same, in days from the index
     * @param remarks what a reader should know of the window, that it holds no score for instance
     */
    public record Window(
            String name,
            String from,
            String to,
            int fromDay,
            int toDay,
            int targetDay,
            List<Series> series,
            List<String> remarks) {}

    /** What one window holds of one instrument. */
    public record Series(String instrument, String component, Score chosen, List<Passed> passedOver) {}

    public record Passed(Score score, String because) {}

    /**
     * A score.
     *
     * @param day from the index, or null without one
     * @param remarks what a reader should know of it
     */
    public record Score(
            String instrument,
            String component,
            BigDecimal value,
            String unit,
            String on,
            Long day,
            List<String> remarks,
            Ground evidence) {}

    /** @param means what the attribution says */
    public record Event(
            String kind,
            String type,
            String label,
            String on,
            int indexNo,
            long day,
            String attribution,
            String means,
            List<Ground> evidence) {}

    public record Therapy(
            String kind,
            String ingredient,
            String phase,
            String first,
            String last,
            int count,
            String certainty,
            BigDecimal morphineMgPerDay,
            List<Ground> evidence) {}

    /** Facts before an index; an empty list of comorbidities says that none is recorded, not that there is none. */
    public record Assessment(List<Fact> facts, List<String> comorbidities) {}

    /** @param role none, surgical or non-surgical: what it is to an index before it */
    public record Procedure(
            String kind,
            String label,
            String on,
            Integer indexNo,
            Long day,
            boolean opensIndex,
            String role,
            String certainty,
            List<String> levels,
            List<Ground> evidence) {}

    public record Open(String type, String id, String on, String tag, String because, String settledBy) {}

    public record Aside(String type, String id, String cause, String because) {}

    /** A record that is as if it were not there. @param labels codes of its confidentiality labels */
    public record Held(String type, String id, List<String> labels) {}

    /** A record whose bodies were given up. @param orderedAt when they were asked for again, or null */
    public record Missing(String patient, int bodies, String orderedAt, String parts) {}

    /** @param at a moment, in UTC */
    public record Change(String at, List<String> what, List<String> why) {}
}
