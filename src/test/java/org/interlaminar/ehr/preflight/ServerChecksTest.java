package org.interlaminar.ehr.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.ehr.preflight.Outcome.BAD;
import static org.interlaminar.ehr.preflight.Outcome.GOOD;
import static org.interlaminar.ehr.preflight.Outcome.SKIPPED;
import static org.interlaminar.ehr.preflight.Outcome.WARNING;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.interlaminar.ehr.preflight.ClaimingEhr.Lie;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the server does with what is asked of it as a whole. */
class ServerChecksTest {
    private final ClaimingEhr ehr = new ClaimingEhr();

    @AfterEach
    void stop() {
        ehr.close();
    }

    private Examining examining() {
        return Examining.server(ehr);
    }

    @Test
    void aServerThatRefusesWhatItDoesNotKnowIsUnderstood() {
        ehr.refusesUnknownParameters();

        assertThat(examining().check("unknown parameter"))
                .isEqualTo(new Check(
                        "unknown parameter",
                        GOOD,
                        "Refused (400), so a search that is answered was understood.",
                        null));
    }

    @Test
    void aServerThatIgnoresWhatItDoesNotKnowSaysSo() {
        Check check = examining().check("unknown parameter");

        assertThat(check.outcome()).isEqualTo(GOOD);
        assertThat(check.sentence()).contains("Ignored without a word");
    }

    @Test
    void aServerThatFindsNothingByWhatItDoesNotKnowIsAWarning() {
        ehr.with("interlaminar-unknown", Lie.ANSWERS_NOTHING);

        assertThat(examining().check("unknown parameter").outcome()).isEqualTo(WARNING);
    }

    @Test
    void aServerThatFallsOverWhatItDoesNotKnowIsAWarning() {
        ehr.answers("interlaminar-unknown", 500);

        assertThat(examining().check("unknown parameter"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(WARNING))
                .satisfies(check -> assertThat(check.sentence()).contains("the server answered 500"));
    }

    @Test
    void pagesInAnotherOrderEachTimeAreAWarning() {
        assertThat(examining().check("same order twice").outcome()).isEqualTo(GOOD);

        ehr.shuffles();

        assertThat(examining().check("same order twice").outcome()).isEqualTo(WARNING);
    }

    @Test
    void severalIdsAreLookedUpIgnoredOrRefused() {
        assertThat(examining().check("several ids"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(GOOD))
                .satisfies(check -> assertThat(check.sentence())
                        .isEqualTo("Asked for 3 resources by their ids, the server shows 3."));

        ehr.with("_id", Lie.IGNORES);
        assertThat(examining().check("several ids"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(WARNING))
                .satisfies(check -> assertThat(check.sentence()).contains("it ignores _id"));

        ehr.with("_id", Lie.REFUSES);
        assertThat(examining().check("several ids"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(WARNING))
                .satisfies(check -> assertThat(check.sentence()).contains("the server answered 400"));
    }

    @Test
    void searchByPostIsOfferedNotOfferedOrNotRead() {
        assertThat(examining().check("search by POST").sentence()).isEqualTo("Offered; pulls ask by GET.");

        ehr.with("_id", Lie.IGNORES);
        assertThat(examining().check("search by POST").outcome()).isEqualTo(WARNING);

        ehr.takesNoPosts();
        assertThat(examining().check("search by POST"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(GOOD))
                .satisfies(check -> assertThat(check.sentence()).isEqualTo("Not offered (405); pulls ask by GET."));
    }

    @Test
    void aHistoryThatIsToldShouldBeAskedFor() {
        assertThat(examining().check("history").sentence())
                .isEqualTo("None (the server answered 404); deletes are found by whole pulls, every 7 days.");

        ehr.tellsHistory();
        Examining examining = examining();
        Report report = examining.examine();
        assertThat(Examining.of(report, "history").outcome()).isEqualTo(WARNING);
        assertThat(report.settings()).containsExactly("interlaminar.sources." + examining.source + ".history: true");
        assertThat(report.verdict()).isEqualTo(Report.Verdict.NEEDS_SOMEBODY);

        Report asked = examining().set("history", true).examine();
        assertThat(Examining.of(asked, "history").outcome()).isEqualTo(GOOD);
        assertThat(asked.settings()).isEmpty();
        assertThat(Examining.type(asked, "Condition").plan().freshness())
                .isEqualTo("Changes every 15 minutes, deletes with them");
    }

    @Test
    void aHistoryThatIsAskedForAndNotToldIsBad() {
        Examining examining = examining().set("history", true);

        Report report = examining.examine();

        assertThat(Examining.of(report, "history").outcome()).isEqualTo(BAD);
        assertThat(report.settings()).containsExactly("interlaminar.sources." + examining.source + ".history: false");
    }

    @Test
    void bulkExportIsToldAsClaimed() {
        assertThat(examining().check("bulk export").sentence()).isEqualTo("Not claimed.");

        ehr.exports("Group", "system");

        assertThat(examining().check("bulk export").sentence()).startsWith("Claimed for Group and system;");
    }

    @Test
    void aGroupIsReadOrItsAbsenceTold() {
        assertThat(examining().check("Group").outcome()).isEqualTo(SKIPPED);
        assertThat(examining().set("group", "g1").check("Group").sentence())
                .isEqualTo("The Group can be read and names 2 members.");

        Check missing = examining().set("group", "g2").check("Group");
        assertThat(missing.outcome()).isEqualTo(BAD);
        assertThat(missing.sentence()).isEqualTo("The Group that the settings name does not exist (404).");
        assertThat(missing.advice()).contains(".group");

        ehr.answers("Group/g1", 403);
        assertThat(examining().set("group", "g1").check("Group").sentence())
                .isEqualTo("Asked for the Group, the server answered 403.");
    }

    @Test
    void anExportIsOnlyBegunWhenSomebodySaysSoAndIsCancelled() {
        Report untried = examining().set("group", "g1").examine();
        assertThat(Examining.of(untried, "export of the Group").sentence()).contains("--try-export");
        assertThat(ehr.asked()).noneMatch(request -> request.contains("$export"));

        Report tried = examining().set("group", "g1").examine(new Options(true));
        assertThat(Examining.of(tried, "export of the Group"))
                .isEqualTo(new Check("export of the Group", GOOD, "An export was begun and cancelled.", null));
        assertThat(ehr.asked()).contains("GET Group/g1/$export?_type=Patient", "DELETE jobs/1");
    }

    @Test
    void anExportThatIsNotAllowedOrNotNowIsTold() {
        ehr.answers("$export", 429);
        assertThat(tried().outcome()).isEqualTo(WARNING);

        ehr.answers("$export", 403);
        assertThat(tried())
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(BAD))
                .satisfies(check ->
                        assertThat(check.sentence()).isEqualTo("Asked to export the Group, the server answered 403."));
    }

    @Test
    void anExportWhoseStatusIsElsewhereIsNotFollowedThere() {
        ehr.exportsTo("https://elsewhere.example/jobs/1");

        assertThat(tried())
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(WARNING))
                .satisfies(check ->
                        assertThat(check.sentence()).startsWith("An export was begun and could not be cancelled: "));

        ehr.exportsTo("");
        assertThat(tried().outcome()).isEqualTo(BAD);
    }

    private Check tried() {
        return Examining.of(examining().set("group", "g1").examine(new Options(true)), "export of the Group");
    }

    @Test
    void aPatientWhomARecordNamesIsRead() {
        assertThat(examining().check("one patient").outcome()).isEqualTo(GOOD);

        ehr.answers("Patient/", 403);

        assertThat(examining().check("one patient").outcome()).isEqualTo(WARNING);
    }

    @Test
    void asksNoMoreThanSixtyTimesAndAllOfEachType() {
        Report report = examining()
                .types(
                        "Observation",
                        "Patient",
                        "Encounter",
                        "MedicationRequest",
                        "Organization",
                        "Location",
                        "Condition",
                        "Procedure")
                .set("group", "g1")
                .examine();

        assertThat(report.requests()).isBetween(40, 60).isEqualTo(ehr.asked().size());
        assertThat(report.types().stream().flatMap(type -> type.checks().stream()))
                .noneMatch(check -> check.sentence().contains("no more than"));
        assertThat(Examining.of(report, "Procedure", "codes").outcome()).isEqualTo(GOOD);
    }

    @Test
    void asksALittleMoreForEachFurtherType() {
        String[] types = Stream.concat(
                        Stream.of("Patient", "Condition", "Procedure", "Observation"),
                        IntStream.range(0, 26).mapToObj(i -> "Type" + (char) ('a' + i)))
                .toArray(String[]::new);

        Report report = examining().types(types).examine();

        assertThat(report.types()).hasSize(30);
        assertThat(report.requests()).isLessThanOrEqualTo(60 + 22 * 6);
        assertThat(report.types().stream().flatMap(type -> type.checks().stream()))
                .noneMatch(check -> check.sentence().contains("no more than"));
    }

    @Test
    void stopsWhenTheServerSaysItIsTooMuch() {
        ehr.answers("Condition?_count", 429);

        Report report = examining().types("Patient", "Condition", "Procedure").examine();

        assertThat(Examining.of(report, "Procedure", "search"))
                .isEqualTo(new Check("search", SKIPPED, "The server answered 429, 2 times.", null));
        assertThat(ehr.asked())
                .filteredOn(request -> request.contains("Condition"))
                .hasSize(2);
        assertThat(Examining.type(report, "Procedure").plan().blindSpots())
                .containsExactly("It was not looked at: the plan is what the settings say.");
        assertThat(report.verdict()).isEqualTo(Report.Verdict.NEEDS_SOMEBODY);
    }
}
