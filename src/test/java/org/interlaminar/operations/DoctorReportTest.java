package org.interlaminar.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.interlaminar.ehr.preflight.Check;
import org.interlaminar.ehr.preflight.Outcome;
import org.interlaminar.ehr.preflight.Plan;
import org.interlaminar.ehr.preflight.Report;
import org.interlaminar.ehr.preflight.Report.Verdict;
import org.interlaminar.ehr.preflight.TypeReport;
import org.junit.jupiter.api.Test;

/** The report as it is read on a screen of a hundred columns, or in a ticket. */
class DoctorReportTest {
    private static final String LONG =
            "A sentence that goes on and on, as sentences about computers and what is wrong with"
                    + " them sometimes do, until it does not fit beside its name.";

    @Test
    void saysOnceWhatHoldsForSeveralTypes() {
        Plan crawl = new Plan(
                Plan.Way.CRAWL,
                "Everything by whole pulls, every 7 days",
                List.of("Nothing is seen."),
                List.of("interlaminar.sources.a.search.T.changes: none"));
        Check ignored = new Check("changes", Outcome.BAD, "It ignores _lastUpdated.", "Set its changes to none.");
        Check claims = new Check("claims", Outcome.GOOD, "Read, search.", null);

        List<String> lines = DoctorReport.lines(report(
                Verdict.NEEDS_SOMEBODY,
                List.of(new Check("settings", Outcome.GOOD, "All is well.", null)),
                List.of(
                        new TypeReport("Condition", List.of(claims, ignored), crawl),
                        new TypeReport("Procedure", List.of(claims, ignored), crawl))));

        assertThat(lines)
                .containsSubsequence(
                        "Pre-flight of a: it can be pulled, and 2 things need somebody.",
                        "https://ehr.example/r4, 2026-03-01 10:00 UTC, 7 requests in 1.5 s, the slowest answer in 0.5 s",
                        "Source",
                        "  good     settings             All is well.",
                        "Types                      claims   changes",
                        "  Condition                good     bad",
                        "  Procedure                good     bad",
                        "  changes of Condition, Procedure: bad. It ignores _lastUpdated.",
                        "    -> Set its changes to none.",
                        "Claimed",
                        "  Condition, Procedure: Read, search.",
                        "Plan (notifications are not possible yet)",
                        "  crawl  Everything by whole pulls, every 7 days. Condition, Procedure",
                        "Blind spots",
                        "  Condition, Procedure: Nothing is seen.",
                        "Settings that the plan needs",
                        "  interlaminar.sources.a.search.T.changes: none");
    }

    @Test
    void saysOnceWhyTheRestWasNotLookedAt() {
        List<String> lines = DoctorReport.lines(report(
                Verdict.CANNOT_BE_PULLED,
                List.of(
                        new Check("name", Outcome.BAD, "DNS does not know it.", "Look again."),
                        new Check("connection", Outcome.SKIPPED, "Not looked at: name comes first.", null),
                        new Check("clock", Outcome.SKIPPED, "Not looked at: name comes first.", null)),
                List.of()));

        assertThat(lines)
                .containsExactly(
                        "Pre-flight of a: it cannot be pulled as it is.",
                        "https://ehr.example/r4, 2026-03-01 10:00 UTC, 7 requests in 1.5 s, the slowest answer in 0.5 s",
                        "",
                        "Source",
                        "  bad      name                 DNS does not know it.",
                        "                                -> Look again.",
                        "  skipped  connection, clock: Not looked at: name comes first.");
    }

    @Test
    void saysWhenNothingOrNotEverythingWasAsked() {
        Check left = new Check("connection", Outcome.SKIPPED, "The source is left alone.", null);
        Plan plan = new Plan(Plan.Way.DELTA, "Changes", List.of(), List.of());

        assertThat(DoctorReport.lines(report(Verdict.NEEDS_SOMEBODY, List.of(left), List.of())))
                .startsWith("Pre-flight of a: nothing can be asked of it now.");
        assertThat(DoctorReport.lines(report(
                        Verdict.NEEDS_SOMEBODY, List.of(), List.of(new TypeReport("Condition", List.of(left), plan)))))
                .startsWith("Pre-flight of a: it can be pulled, and not everything could be looked at.");
        assertThat(DoctorReport.lines(report(Verdict.READY, List.of(), List.of())))
                .startsWith("Pre-flight of a: it can be pulled, and nothing needs you.");
    }

    @Test
    void staysWithinAHundredColumns() {
        Plan plan = new Plan(Plan.Way.DELTA, LONG, List.of(LONG), List.of());
        Check check = new Check("CapabilityStatement", Outcome.WARNING, LONG, LONG);

        List<String> lines = DoctorReport.lines(report(
                Verdict.NEEDS_SOMEBODY,
                List.of(check),
                List.of(new TypeReport("MedicationAdministration", List.of(check), plan))));

        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(String.join(" ", lines).replaceAll("\\s+", " ")).contains(LONG);
    }

    private static Report report(Verdict verdict, List<Check> checks, List<TypeReport> types) {
        return new Report(
                "a",
                "https://ehr.example/r4",
                Instant.parse("2026-03-01T10:00:00Z"),
                verdict,
                checks,
                types,
                List.of(),
                7,
                Duration.ofMillis(1500),
                Duration.ofMillis(500));
    }
}
