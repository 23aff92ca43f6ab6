package org.interlaminar.publication.pages;

import java.util.ArrayList;
import java.util.List;
import org.interlaminar.ledger.Attention;
import org.interlaminar.ledger.Reconciliations;
import org.interlaminar.reporting.Unfinished;

/** What somebody has to look at, in plain words: data that is missing first, then what waits for a person. */
final class Notes {
    /** Sentences of one gap beyond which only their number is told. */
    private static final int MOST = 3;

    /**
     * One thing.
     *
     * @param missing whether data is missing; else something waits
     * @param head what it is, and where
     * @param lines what else is known of it
     * @param command what to type, or null
     */
    record Note(boolean missing, String head, List<String> lines, String command) {
        public String level() {
            return missing ? "bad" : "warn";
        }

        /** A sign that does not rely on colour. */
        public String sign() {
            return missing ? "✕" : "!";
        }
    }

    private final Figures figures = new Figures();
    private final List<Note> notes = new ArrayList<>();

    Notes(Attention attention, Unfinished.Counts unfinished) {
        attention.stopped().forEach(this::stopped);
        attention.gaps().forEach(this::gap);
        attention.stale().forEach(this::stale);
        attention.differences().forEach(this::difference);
        attention.deletes().forEach(this::deletes);
        backfills(unfinished.backfills());
        setAside(unfinished.setAside());
    }

    List<Note> all() {
        return List.copyOf(notes);
    }

    private void stopped(Attention.Stopped one) {
        notes.add(new Note(
                true,
                one.source() + " is stopped: nothing is asked of it until somebody has looked.",
                List.of(one.why(), "When the cause is gone, resume it on the page Sources, or by the command."),
                "sources resume " + one.source()));
    }

    private void gap(Attention.Gap gap) {
        List<String> why = new ArrayList<>(gap.why().stream().limit(MOST).toList());
        if (gap.why().size() > MOST) {
            why.add("and " + figures.count((long) gap.why().size() - MOST) + " more");
        }
        notes.add(new Note(
                true,
                gap.source() + ": data is missing. Run " + gap.run() + " (" + gap.way() + ", " + figures.time(gap.at())
                        + ") is not complete.",
                why,
                null));
    }

    private void stale(String source) {
        notes.add(new Note(
                true,
                source + ": data may be missing. It was last received whole under an older screen, which left out what"
                        + " would be kept today.",
                List.of("What is pulled is pulled whole next time; files have to be loaded again."),
                null));
    }

    private void difference(Reconciliations.Compared one) {
        List<String> found = new ArrayList<>();
        if (one.theirs() != null && one.ours() != null && !one.theirs().equals(one.ours())) {
            found.add("The source counts " + figures.count(one.theirs()) + ", here are " + figures.count(one.ours())
                    + ".");
        }
        if (one.missingHere() > 0) {
            found.add(one.missingHere() + " of " + one.sampled() + " looked up there have not come here.");
        }
        if (one.missingThere() > 0) {
            found.add(one.missingThere() + " of " + one.sampled() + " looked up here are unknown there.");
        }
        notes.add(new Note(
                true,
                one.source() + ": " + one.type() + " compared with the source " + figures.time(one.at())
                        + ": they differ.",
                found,
                null));
    }

    private void deletes(Attention.Deletes one) {
        notes.add(new Note(
                false,
                one.source() + ": the source no longer shows " + figures.count(one.missing()) + " of "
                        + figures.count(one.held()) + " " + one.type() + " since " + figures.time(one.since()) + ".",
                List.of("That is more than is believed unasked: nothing is deleted until an operator confirms it, or"
                        + " dismisses it because the source was wrong."),
                "deletions confirm --source " + one.source()));
    }

    private void backfills(long people) {
        if (people > 0) {
            notes.add(new Note(
                    false,
                    figures.count(people) + (people == 1 ? " person is" : " people are")
                            + " incomplete: records given up before they were needed have to come again.",
                    List.of(),
                    "status"));
        }
    }

    private void setAside(long records) {
        if (records > 0) {
            notes.add(new Note(
                    false,
                    figures.count(records)
                            + (records == 1
                                    ? " record waits in quarantine, because it cannot be used."
                                    : " records wait in quarantine, because they cannot be used."),
                    List.of(),
                    "quarantine list"));
        }
    }
}
