package org.interlaminar.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.interlaminar.outcomes.FollowedCases.aCase;
import static org.interlaminar.outcomes.FollowedCases.cohort;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.interlaminar.outcomes.survival.Landmark;
import org.interlaminar.outcomes.survival.LogRank;
import org.interlaminar.outcomes.survival.RiskSet;
import org.junit.jupiter.api.Test;

class CohortFiguresTest {
    private static final Endpoint ANY = Endpoint.REINTERVENTIONS.get(0);
    private static final Endpoint SURGICAL = Endpoint.REINTERVENTIONS.get(1);

    @Test
    void anInjectionIsAReinterventionAndNoSurgery() {
        CohortFigures cohort = cohort(aCase().injectedOnDay(100).lastSeenOnDay(300));
        assertThat(cohort.times(ANY).days()).containsExactly(new RiskSet(100, 1, 1, 0, 0));
        assertThat(cohort.times(SURGICAL).days()).containsExactly(new RiskSet(300, 1, 0, 0, 1));
    }

    @Test
    void theFirstReinterventionEndsTheTime() {
        assertThat(days(aCase().reoperatedOnDay(400).reoperatedOnDay(100)))
                .containsExactly(new RiskSet(100, 1, 1, 0, 0));
    }

    @Test
    void deathCompetesAndLossCensors() {
        assertThat(days(aCase().diedOnDay(50), aCase().lastSeenOnDay(60)))
                .containsExactly(new RiskSet(50, 2, 0, 1, 0), new RiskSet(60, 1, 0, 0, 1));
    }

    @Test
    void aReinterventionOnTheDayOfDeathCameBeforeIt() {
        assertThat(days(aCase().reoperatedOnDay(50).diedOnDay(50))).containsExactly(new RiskSet(50, 1, 1, 0, 0));
    }

    @Test
    void whatIsRecordedAfterDeathOrTheCutOffOrBeforeTheIndexIsNoReintervention() {
        assertThat(days(aCase().reoperatedOnDay(60).diedOnDay(50))).containsExactly(new RiskSet(50, 1, 0, 1, 0));
        assertThat(days(aCase().reoperatedOnDay(60).cutOffOnDay(55))).containsExactly(new RiskSet(55, 1, 0, 0, 1));
        assertThat(days(aCase().reoperatedOnDay(-1).lastSeenOnDay(55))).containsExactly(new RiskSet(55, 1, 0, 0, 1));
    }

    @Test
    void aScoreIsASignOfThePersonToo() {
        assertThat(days(aCase().withOdi(365, "20").lastSeenOnDay(100))).containsExactly(new RiskSet(365, 1, 0, 0, 1));
    }

    @Test
    void whoWasNeverSeenAgainLeavesOnTheDayOfTheIndex() {
        assertThat(days(aCase().lastSeenOnDay(-5))).containsExactly(new RiskSet(0, 1, 0, 0, 1));
        assertThat(days(aCase())).containsExactly(new RiskSet(0, 1, 0, 0, 1));
    }

    @Test
    void landmarksBeyondTheLastObservationAreLeftOut() {
        var figures = cohort(
                        aCase().lastSeenOnDay(400), aCase().reoperatedOnDay(200).lastSeenOnDay(500))
                .timesToEvent()
                .get(0);
        assertThat(figures.landmarks()).extracting(Landmark::day).containsExactly(182, 365);
        assertThat(figures.landmarks()).extracting(Landmark::survival).containsExactly(1.0, 0.5);
        assertThat(figures.incidence().at(365).orElseThrow().event().probability())
                .isEqualTo(0.5);
    }

    @Test
    void nobodyIsFreeOfComplicationsWithoutHavingBeenObserved() {
        List<EventProportion> harms = cohort(
                        aCase().withComplication(30, "new").lastSeenOnDay(31),
                        aCase().withComplication(31, "linked").lastSeenOnDay(365),
                        aCase().lastSeenOnDay(30),
                        aCase().lastSeenOnDay(29).cutOffOnDay(90),
                        aCase().lastSeenOnDay(20).cutOffOnDay(29),
                        aCase().diedOnDay(12))
                .harms();
        assertThat(harms.get(0))
                .isEqualTo(new EventProportion(Endpoint.HARMS.get(0), 30, Proportion.of(1, 3), 6, 1, 1, 1));
        assertThat(harms.get(1))
                .isEqualTo(new EventProportion(Endpoint.HARMS.get(0), 90, Proportion.of(2, 2), 6, 1, 2, 1));
        assertThat(harms.get(1).completeness()).isEqualTo(new Completeness(2, 4));
    }

    @Test
    void whatOnlyFollowsInTimeIsNoComplication() {
        EventProportion harm = cohort(
                        aCase().withComplication(3, "temporal_only").lastSeenOnDay(40),
                        aCase().withComplication(-3, "new").lastSeenOnDay(40))
                .harms()
                .get(0);
        assertThat(harm.proportion()).isEqualTo(Proportion.of(0, 2));
    }

    @Test
    void anEndpointMayAskForItsTypesOnly() {
        Endpoint fusion = new Endpoint("fusion", "reintervention", Set.of(), Set.of("fusion"));
        var other = aCase().reoperatedOnDay(9).lastSeenOnDay(20);
        assertThat(firstDay(fusion, other)).isEmpty();
        var fused = aCase().reoperatedOnDay(9).withEvent("reintervention", "fusion", 15, "surgical");
        assertThat(firstDay(fusion, fused)).hasValue(15);
    }

    @Test
    void followUpIsMeasuredByThoseWhoLeaveAlive() {
        FollowUp followUp = cohort(
                        aCase().lastSeenOnDay(100).cutOffOnDay(400),
                        aCase().lastSeenOnDay(300).cutOffOnDay(400),
                        aCase().diedOnDay(200).cutOffOnDay(400))
                .followUp();
        assertThat(followUp.people()).isEqualTo(3);
        assertThat(followUp.median().days()).isEqualTo(300);
        assertThat(followUp.observedDays()).isEqualTo(600);
        assertThat(followUp.potentialDays()).isEqualTo(1000);
        assertThat(followUp.completenessIndex()).isEqualTo(0.6);
        assertThat(followUp.until())
                .containsExactly(
                        new FollowUp.Until(182, new Completeness(2, 3)),
                        new FollowUp.Until(365, new Completeness(0, 2)),
                        new FollowUp.Until(730, new Completeness(0, 0)));
    }

    @Test
    void withoutACutOffNobodyKnowsHowCompleteFollowUpIs() {
        assertThat(cohort(aCase().lastSeenOnDay(100)).followUp().completenessIndex())
                .isNull();
    }

    @Test
    void groupsAreMadeByTheWordsOfATrait() {
        GroupedFigures figures = new GroupedFigures(AnalysisPlan.DEFAULT, "sex");
        figures.add(aCase().withTrait("sex", "female").reoperatedOnDay(10).made());
        figures.add(aCase().withTrait("sex", "male").lastSeenOnDay(20).made());
        figures.add(aCase().lastSeenOnDay(30).made());
        assertThat(figures.all().people()).isEqualTo(3);
        assertThat(figures.groups().keySet()).containsExactly("female", "male", GroupedFigures.NOT_DOCUMENTED);
        assertThat(figures.table1().people()).containsOnlyKeys("female", "male", GroupedFigures.NOT_DOCUMENTED);
        LogRank.Result test = figures.logRank(ANY);
        assertThat(test.groups()).extracting(LogRank.Group::observed).containsExactly(1L, 0L, 0L);
        assertThat(test.degreesOfFreedom()).isEqualTo(2);
        assertThatThrownBy(() -> figures.logRank(Endpoint.HARMS.get(0))).hasMessageContaining("complication");
    }

    @Test
    void theDayOfTheIndexCounts() {
        EventProportion harm = cohort(aCase().withComplication(0, "linked").lastSeenOnDay(40))
                .harms()
                .get(0);
        assertThat(harm.proportion()).isEqualTo(Proportion.of(1, 1));
    }

    @Test
    void whoIsSeenOnTheDayOfALandmarkWasFollowedUntilThen() {
        assertThat(cohort(aCase().lastSeenOnDay(182).cutOffOnDay(182))
                        .followUp()
                        .until())
                .contains(new FollowUp.Until(182, new Completeness(1, 1)));
    }

    @Test
    void everyMeasureOfThePlanIsToldAndOnlyThose() {
        List<Measure> asked = Measure.DEFAULTS.subList(0, 2);
        CohortFigures cohort = new CohortFigures(AnalysisPlan.DEFAULT.following(asked));
        cohort.add(aCase().withOdi(365, "20").made());
        assertThat(cohort.measures()).extracting(MeasureFigures::measure).isEqualTo(asked);
        assertThat(cohort.measures()).extracting(MeasureFigures::hasScores).containsExactly(true, false);
        assertThat(cohort.people()).isOne();
    }

    @Test
    void peopleAreDescribedAsThePlanSays() {
        Characteristic setting = Characteristic.category("setting", "Setting");
        GroupedFigures figures = new GroupedFigures(AnalysisPlan.DEFAULT.describing(List.of(setting)), "sex");
        figures.add(aCase().withTrait("sex", "male")
                .withTrait("setting", "ambulatory")
                .made());
        assertThat(figures.table1().rows())
                .extracting(Table1.Row::characteristic)
                .containsExactly(setting);
        assertThat(figures.table1().people()).containsEntry("male", 1L);
    }

    private static List<RiskSet> days(FollowedCases... cases) {
        return cohort(cases).times(ANY).days();
    }

    private static OptionalInt firstDay(Endpoint endpoint, FollowedCases one) {
        return endpoint.firstDay(ReadCase.of(one.made(), List.of(), List.of()));
    }
}
