package org.interlaminar.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.interlaminar.ledger.EhrLoad.Counts;
import org.interlaminar.operations.Standing.State;

/** Sources as an operator reads them on a console, a line or two each. */
final class SourceLines {
    private SourceLines() {}

    /** The state of each in one line. */
    static List<String> states(List<SourceCard> cards) {
        return cards.stream().map(card -> line(card, width(cards), why(card))).toList();
    }

    /** The same without what is wrong, which was told before; and below it the load of today, and an export under way. */
    static List<String> standings(List<SourceCard> cards) {
        List<String> lines = new ArrayList<>();
        for (SourceCard card : cards) {
            boolean isTold = card.is(State.STOPPED, State.UNUSABLE, State.MISSING);
            lines.add("  " + line(card, width(cards), isTold ? "" : why(card)));
            if (card.isExporting() && !card.is(State.EXPORTING)) {
                lines.add("    export " + export(card.job()));
            }
            if (card.load() != null && card.load().today().requests() > 0) {
                lines.add("    today " + load(card.load().today()));
            }
        }
        return lines;
    }

    private static int width(List<SourceCard> cards) {
        return cards.stream().mapToInt(card -> card.id().length()).max().orElse(1);
    }

    private static String line(SourceCard card, int width, String why) {
        String word = card.standing().word().toLowerCase(Locale.ROOT);
        return String.format(Locale.ROOT, "%-" + width + "s  %s", card.id(), word) + (why.isEmpty() ? "" : ": " + why);
    }

    private static String why(SourceCard card) {
        Standing standing = card.standing();
        return switch (standing.state()) {
            case PULLING, RECEIVING -> "run " + card.running().run() + " ("
                    + card.running().way() + ") since "
                    + StatusReport.minute(card.running().startedAt()) + ", "
                    + Console.number(card.running().received()) + " received";
            case EXPORTING -> export(card.job());
            case RESTING -> standing.why() + ", until " + StatusReport.minute(standing.until());
            case WAITING -> card.next() == null ? "" : StatusReport.minute(card.next());
            case MISSING, MISSING_FILES -> card.gaps().get(0).why().stream()
                    .findFirst()
                    .orElse("");
            default -> standing.why() == null ? "" : standing.why();
        };
    }

    private static String export(ExportSeen job) {
        return "since " + StatusReport.minute(job.since()) + ", " + job.what()
                + (job.progress() == null ? "" : " and says " + job.progress())
                + (job.files().all() == 0
                        ? ""
                        : ", " + job.files().done() + " of " + job.files().all() + " files landed");
    }

    private static String load(Counts counts) {
        return Console.number(counts.requests()) + " requests, " + Console.megabytes(counts.bytes()) + ", "
                + Console.number(counts.busyMillis() / counts.requests()) + " ms each, "
                + Console.number(counts.refused()) + " refused";
    }
}
