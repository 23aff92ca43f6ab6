package org.interlaminar.operations;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.interlaminar.ledger.Attention;
import org.interlaminar.ledger.Reconciliations;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.reporting.HeldBackRecords;

/** The status in lines that fit a screen: first what somebody has to do, then the rest. */
final class StatusReport {
    /** Lines of one kind beyond which only their number is told. */
    private static final int MOST = 5;

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final List<String> lines = new ArrayList<>();

    private StatusReport() {}

    static List<String> lines(Status.Report report) {
        StatusReport told = new StatusReport();
        told.whatNeedsSomebody(report);
        told.howItStands(report);
        return told.lines;
    }

    private void whatNeedsSomebody(Status.Report report) {
        int before = lines.size();
        report.stopped().forEach(this::stopped);
        report.gaps().forEach(this::gap);
        report.deletes().forEach(this::deletes);
        report.backfills().forEach(this::backfill);
        report.stale()
                .forEach(source ->
                        lines.add("  " + source + ": stale, screened by another screen: resources may be missing"
                                + " that would land today; what is pulled is pulled whole next time, files have to be loaded"
                                + " again"));
        report.differences().forEach(this::difference);
        quarantine(report);
        if (lines.size() > before) {
            lines.add(before, "Needs you");
        } else if (!report.lastRuns().isEmpty()) {
            lines.add("Nothing needs you.");
        }
    }

    private void stopped(Attention.Stopped one) {
        lines.add("  " + one.source() + ": stopped, nothing is asked of it: " + one.why());
        lines.add("    when the cause is gone: sources resume " + one.source());
    }

    private void gap(Attention.Gap gap) {
        lines.add("  " + gap.source() + ": something is missing from run " + gap.run() + " (" + gap.way() + ", "
                + minute(gap.at()) + ")");
        some(gap.why(), "    ");
    }

    private void deletes(Attention.Deletes one) {
        lines.add("  " + one.source() + ": " + Console.number(one.missing()) + " of " + Console.number(one.held()) + " "
                + one.type() + " are no longer shown by the source since " + minute(one.since()) + " (run " + one.run()
                + "); nothing is deleted until you decide:");
        lines.add("    deletions confirm --source " + one.source() + "   or   deletions dismiss --source "
                + one.source());
    }

    private void backfill(BackfillNeed need) {
        lines.add("  " + need.source() + ": people incomplete: " + Console.number(need.people()) + " ("
                + Console.number(need.versions()) + " bodies had been given up before they were needed); "
                + (need.pulled() ? "the next pull fetches them" : "load again:"));
        if (!need.pulled()) {
            some(need.parts(), "    ");
        }
    }

    private void difference(Reconciliations.Compared one) {
        List<String> found = new ArrayList<>();
        if (one.theirs() != null && one.ours() != null && !one.theirs().equals(one.ours())) {
            found.add("the source counts " + Console.number(one.theirs()) + ", here are " + Console.number(one.ours()));
        }
        if (one.missingHere() > 0) {
            found.add(one.missingHere() + " of " + one.sampled() + " sampled there have not landed");
        }
        if (one.missingThere() > 0) {
            found.add(one.missingThere() + " of " + one.sampled() + " sampled here are unknown there");
        }
        lines.add("  " + one.source() + ": " + one.type() + " compared " + minute(one.at()) + ": "
                + String.join("; ", found));
    }

    private void quarantine(Status.Report report) {
        if (report.quarantine().isEmpty()) {
            return;
        }
        lines.add("  In quarantine (see: quarantine list)");
        some(
                report.quarantine().stream()
                        .map(group -> Console.number(group.records()) + " x " + group.cause() + " "
                                + group.fingerprint() + " (" + group.source() + "): " + group.message())
                        .toList(),
                "    ");
    }

    private void howItStands(Status.Report report) {
        sources(report.sources().stream().filter(SourceCard::isPulled).toList());
        if (report.lastRuns().isEmpty()) {
            lines.add("Nothing has been loaded or pulled yet. Start with: load --source ID FOLDER");
            return;
        }
        lines.add("Last runs");
        report.lastRuns().forEach(run -> lines.add(run(run)));
        lines.add("People");
        lines.add("  " + Console.number(report.cohort().people()) + " with a Patient record, "
                + Console.number(report.cohort().lss()) + " with lumbar spinal stenosis, "
                + Console.number(report.cohort().mild()) + " with an index procedure");
        lines.add("  " + Console.number(report.waiting()) + " wait to be derived"
                + (report.waitingSince() == null ? "" : ", the oldest since " + minute(report.waitingSince())));
        heldBack(report.heldBack());
        if (report.inForce() != null) {
            lines.add("In force: value sets " + report.inForce().fingerprint() + ", screen "
                    + report.inForce().screenGeneration());
        }
    }

    private void heldBack(List<HeldBackRecords.Count> counts) {
        if (!counts.isEmpty()) {
            lines.add("Held back from analysts by confidentiality labels");
            counts.forEach(one -> lines.add("  " + one.source() + ": " + Console.number(one.records()) + " "
                    + one.type() + " of " + Console.number(one.people())
                    + (one.people() == 1 ? " person" : " people")
                    + (one.type().equals("Patient") ? ", left out as a whole" : "")));
        }
    }

    private void sources(List<SourceCard> pulled) {
        if (!pulled.isEmpty()) {
            lines.add("Sources");
            lines.addAll(SourceLines.standings(pulled));
        }
    }

    private static String run(RunSummary run) {
        return String.format(
                Locale.ROOT,
                "  %-16s %-8s run %-5d %s  %-8s  received %s = %s stored + %s duplicate + %s filtered + %s quarantined",
                run.source(),
                run.way(),
                run.run(),
                minute(run.startedAt()),
                run.outcome().word(),
                Console.number(run.received()),
                Console.number(run.stored()),
                Console.number(run.duplicate()),
                Console.number(run.filtered()),
                Console.number(run.quarantined()));
    }

    private void some(List<String> all, String indent) {
        all.stream().limit(MOST).forEach(one -> lines.add(indent + one));
        if (all.size() > MOST) {
            lines.add(indent + "and " + (all.size() - MOST) + " more (status --json has all)");
        }
    }

    static String minute(Instant moment) {
        return MINUTE.format(moment);
    }
}
