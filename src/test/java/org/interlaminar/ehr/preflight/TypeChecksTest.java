package org.interlaminar.ehr.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.ehr.preflight.Outcome.BAD;
import static org.interlaminar.ehr.preflight.Outcome.GOOD;
import static org.interlaminar.ehr.preflight.Outcome.SKIPPED;
import static org.interlaminar.ehr.preflight.Outcome.WARNING;

import org.interlaminar.ehr.preflight.ClaimingEhr.Lie;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the server does with searches of one type, whatever it claims, and the plan that follows. */
class TypeChecksTest {
    private final ClaimingEhr ehr = new ClaimingEhr();

    @AfterEach
    void stop() {
        ehr.close();
    }

    private Examining examining() {
        return Examining.server(ehr).types("Condition", "Procedure");
    }

    @Test
    void anHonestServerNeedsNobody() {
        Report report = examining().examine();

        assertThat(report.verdict()).isEqualTo(Report.Verdict.READY);
        assertThat(report.types())
                .allSatisfy(type -> assertThat(type.checks())
                        .allSatisfy(check -> assertThat(check.outcome()).isEqualTo(GOOD)))
                .allSatisfy(type -> assertThat(type.plan().way()).isEqualTo(Plan.Way.DELTA))
                .allSatisfy(type -> assertThat(type.plan().settings()).isEmpty());
        assertThat(Examining.of(report, "Condition", "claims").sentence())
                .isEqualTo("Read, search by _id _lastUpdated code patient subject category.");
    }

    @Test
    void aTypeThatIsNotClaimedIsAWarning() {
        assertThat(examining()
                        .types("Condition", "Claim")
                        .check("Claim", "claims")
                        .outcome())
                .isEqualTo(WARNING);
    }

    @Test
    void aTypeWithoutResourcesCannotBeTried() {
        ehr.holdsNo("Procedure");

        Report report = examining().examine();

        assertThat(Examining.of(report, "Procedure", "search").outcome()).isEqualTo(WARNING);
        assertThat(Examining.of(report, "Procedure", "changes").outcome()).isEqualTo(SKIPPED);
        assertThat(Examining.type(report, "Procedure").plan().blindSpots())
                .contains("It showed nothing, so nothing could be tried: look again when there is some.");
    }

    @Test
    void aTypeThatMayNotBeSearchedIsLeftOutOfThePlan() {
        ehr.answers("Procedure?", 403);

        Report report = examining().examine();

        assertThat(Examining.of(report, "Procedure", "search"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(BAD))
                .satisfies(check ->
                        assertThat(check.sentence()).isEqualTo("Searched as a whole, the server answered 403."));
        assertThat(Examining.type(report, "Procedure").plan().way()).isEqualTo(Plan.Way.NONE);
        assertThat(report.verdict()).isEqualTo(Report.Verdict.NEEDS_SOMEBODY);
    }

    @Test
    void whatCannotBeSearchedMayBeExported() {
        ehr.exports("Group").answers("Procedure?", 400);

        Plan plan = examining().plan("Procedure");

        assertThat(plan.way()).isEqualTo(Plan.Way.BULK);
        assertThat(plan.settings()).singleElement().asString().endsWith(".bulk.level: group");
    }

    @Test
    void whatIsExportedIsNotSearchedFor() {
        ehr.exports("system").answers("Procedure?", 400);

        Report report = examining()
                .set("bulk.level", "system")
                .set("bulk.types", "Procedure")
                .examine();

        assertThat(Examining.of(report, "Procedure", "search").outcome()).isEqualTo(SKIPPED);
        Plan plan = Examining.type(report, "Procedure").plan();
        assertThat(plan.way()).isEqualTo(Plan.Way.BULK);
        assertThat(plan.freshness()).isEqualTo("Changes with each export, every 1 day");
        assertThat(Examining.type(report, "Condition").plan().way()).isEqualTo(Plan.Way.DELTA);
    }

    @Test
    void whatMustNameAPatientIsFollowedPersonByPersonWhereTheSettingsSaySo() {
        ehr.answers("Procedure?", 400);

        Report report = examining().set("cohort.by", "code").examine();

        assertThat(Examining.of(report, "Procedure", "search").outcome()).isEqualTo(GOOD);
        Plan plan = Examining.type(report, "Procedure").plan();
        assertThat(plan.way()).isEqualTo(Plan.Way.FOLLOW);
        assertThat(plan.blindSpots()).singleElement().asString().contains("in text only");
    }

    @Test
    void aSourceOfWhichNothingCanBeSearchedCannotBePulled() {
        ehr.answers("Procedure?", 403).answers("Condition?", 403);

        assertThat(examining().examine().verdict()).isEqualTo(Report.Verdict.CANNOT_BE_PULLED);
    }

    @Test
    void aSearchThatNeedsACategoryIsToldWithTheSetting() {
        ehr.needs("category");
        Examining examining = examining().types("Patient", "Condition");

        Report report = examining.examine();

        assertThat(Examining.of(report, "Condition", "search").sentence())
                .isEqualTo("A search must name a category: without one, the server answered 400.");
        assertThat(Examining.type(report, "Condition").plan().settings())
                .containsExactly("interlaminar.sources." + examining.source
                        + ".search.Condition.parameters: [category=problem-list-item, category=encounter-diagnosis]");
    }

    @Test
    void aCategoryInTheSettingsIsUsedAndIsABlindSpot() {
        ehr.needs("category");

        Report report = examining()
                .types("Condition")
                .set("search.Condition.parameters", "category=problem-list-item")
                .examine();

        assertThat(Examining.of(report, "Condition", "search").outcome()).isEqualTo(GOOD);
        assertThat(Examining.type(report, "Condition").plan().blindSpots())
                .contains("What the search parameters in the settings do not name is not seen.");
    }

    @Test
    void aServerThatClaimsLastUpdatedAndIgnoresItIsFoundOut() {
        ehr.with("_lastUpdated", Lie.IGNORES);
        Examining examining = examining();

        Report report = examining.examine();

        assertThat(Examining.of(report, "Condition", "changes"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(BAD))
                .satisfies(check -> assertThat(check.sentence()).contains("it ignores _lastUpdated"));
        assertThat(Examining.type(report, "Condition").plan())
                .satisfies(plan -> assertThat(plan.way()).isEqualTo(Plan.Way.CRAWL))
                .satisfies(plan -> assertThat(plan.freshness()).isEqualTo("Everything by whole pulls, every 7 days"))
                .satisfies(plan -> assertThat(plan.settings())
                        .containsExactly(
                                "interlaminar.sources." + examining.source + ".search.Condition.changes: none"));
    }

    @Test
    void aServerThatRefusesLastUpdatedOrAnswersNothingIsCrawled() {
        ehr.with("_lastUpdated", Lie.REFUSES);
        assertThat(examining().check("Condition", "changes").sentence())
                .isEqualTo("Asked for changes (_lastUpdated, _sort), the server answered 400.");

        ehr.with("_lastUpdated", Lie.ANSWERS_NOTHING);
        assertThat(examining().check("Condition", "changes").sentence())
                .isEqualTo("Asked for changes since 1990, the server shows nothing.");
    }

    @Test
    void whatTheSettingsKnowNeedsNobody() {
        ehr.with("_lastUpdated", Lie.IGNORES);

        Report report = examining()
                .set("search.Condition.changes", "none")
                .set("search.Procedure.changes", "none")
                .examine();

        assertThat(Examining.of(report, "Condition", "changes").outcome()).isEqualTo(GOOD);
        assertThat(report.verdict()).isEqualTo(Report.Verdict.READY);
        assertThat(Examining.type(report, "Condition").plan().way()).isEqualTo(Plan.Way.CRAWL);
    }

    @Test
    void aServerThatFindsOnlyWhatWasCreatedIsFoundOutByOneThatWasChanged() {
        ehr.findsOnlyCreated();
        Examining examining = examining();

        Report report = examining.examine();

        assertThat(Examining.of(report, "Condition", "changes").outcome()).isEqualTo(WARNING);
        assertThat(Examining.type(report, "Condition").plan())
                .satisfies(plan -> assertThat(plan.settings())
                        .containsExactly(
                                "interlaminar.sources." + examining.source + ".search.Condition.changes: created-only"))
                .satisfies(plan -> assertThat(plan.freshness())
                        .isEqualTo("What is new every 15 minutes; changes and deletes by whole pulls, every 7 days"));
        assertThat(examining()
                        .set("search.Condition.changes", "created-only")
                        .check("Condition", "changes")
                        .outcome())
                .isEqualTo(GOOD);
    }

    @Test
    void aServerThatDoesNotSortIsAWarning() {
        ehr.doesNotSort();

        assertThat(examining().check("Condition", "changes"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(WARNING))
                .satisfies(check -> assertThat(check.sentence()).contains("does not sort"));
    }

    @Test
    void pagesAreFollowedToTheEnd() {
        assertThat(examining().check("Condition", "paging").sentence()).isEqualTo("All on 3 pages.");
    }

    @Test
    void aNextLinkThatLeadsBackIsBad() {
        ehr.leadsOn(next -> next.replaceFirst("&_from=.*$", ""));

        assertThat(examining().check("Condition", "paging"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(BAD))
                .satisfies(check -> assertThat(check.sentence())
                        .isEqualTo(
                                "Page 2 cannot be had: the next link of the page before leads to a page already had."));
    }

    @Test
    void aNextPageThatShowsTheSameAgainIsBad() {
        ehr.leadsOn(next -> next.replaceFirst("&_from=(.*)$", "&_from=0&cursor=$1"));

        assertThat(examining().check("Condition", "paging").sentence())
                .isEqualTo("Page 2 shows again what a page before had shown.");
    }

    @Test
    void aNextLinkThatLeadsElsewhereIsBadAndNotFollowed() {
        ehr.leadsOn(next -> "https://elsewhere.example/fhir?cursor=" + ClaimingEhr.CANARY);

        assertThat(examining().check("Condition", "paging"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(BAD))
                .satisfies(
                        check -> assertThat(check.sentence()).contains("leads to another server and is not followed"));
    }

    @Test
    void aPageThatCannotBeHadIsBad() {
        ehr.answers("_from=40", 500);

        assertThat(examining().check("Condition", "paging").sentence())
                .isEqualTo("Page 3 cannot be had: the server answered 500, 2 times.");
    }

    @Test
    void aSearchThatIsForgottenAtOnceIsBad() {
        ehr.answers("_from=20", 410);

        assertThat(examining().check("Condition", "paging").sentence())
                .isEqualTo("Page 2 cannot be had: the server has already forgotten the search.");
    }

    @Test
    void totalsAreHonestGuessedOrMissing() {
        assertThat(examining().check("Condition", "totals").outcome()).isEqualTo(GOOD);

        ehr.announces(total -> -1);
        assertThat(examining().check("Condition", "totals").sentence()).isEqualTo("None is announced.");

        ehr.announces(total -> total - 1);
        assertThat(examining().check("Condition", "totals").outcome()).isEqualTo(WARNING);

        ehr.announces(total -> total + 9);
        assertThat(examining().check("Condition", "totals"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(BAD))
                .satisfies(check -> assertThat(check.sentence()).isEqualTo("The server announced 59 and sent 50."));
    }

    @Test
    void aCodeThatWasShownIsFoundOrTheSearchIsALie() {
        assertThat(examining().check("Condition", "codes").outcome()).isEqualTo(GOOD);

        ehr.with("code", Lie.ANSWERS_NOTHING);
        assertThat(examining().check("Condition", "codes"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(BAD))
                .satisfies(check -> assertThat(check.sentence()).contains("with nothing, without a word"));

        ehr.with("code", Lie.IGNORES);
        assertThat(examining().check("Condition", "codes"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(BAD))
                .satisfies(check -> assertThat(check.sentence()).contains("it and shows other codes"));

        ehr.with("code", Lie.REFUSES);
        assertThat(examining().check("Condition", "codes").outcome()).isEqualTo(WARNING);
    }

    @Test
    void aCodeThatIsFoundOnlyAloneIsAWarning() {
        ehr.answers("example/system|", 400);

        assertThat(examining().check("Condition", "codes"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(WARNING))
                .satisfies(
                        check -> assertThat(check.sentence())
                                .isEqualTo(
                                        "A code that was shown is found only without its system; otherwise the server refuses."));
    }

    @Test
    void recordsWithoutCodesAreABlindSpotOfASearchByCode() {
        assertThat(examining().plan("Procedure").blindSpots())
                .anyMatch(spot -> spot.contains("(of 20 shown, 4 had no code)"));

        ehr.holdsNothingCoded();

        assertThat(examining().check("Condition", "codes").outcome()).isEqualTo(WARNING);
    }

    @Test
    void theRecordsOfOnePatientAreFoundIgnoredRefusedOrMissing() {
        assertThat(examining().check("Condition", "one patient").outcome()).isEqualTo(GOOD);

        ehr.with("patient", Lie.IGNORES);
        assertThat(examining().check("Condition", "one patient").sentence()).contains("it ignores patient");

        ehr.with("patient", Lie.ANSWERS_NOTHING);
        assertThat(examining().check("Condition", "one patient"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(BAD))
                .satisfies(check -> assertThat(check.sentence()).contains("shows none, and has some"));

        ehr.with("patient", Lie.REFUSES);
        assertThat(examining().check("Condition", "one patient").outcome()).isEqualTo(WARNING);
    }
}
