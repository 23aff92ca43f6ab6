package org.interlaminar.ehr.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.interlaminar.ledger.CohortMembers;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People who are found and then followed, one by one (EHR C6). */
class CohortPullTest {
    @TempDir
    private Path folder;

    private final LandingStore store = LandingStore.shared();
    private final String source = store.newSource();
    private final SmallEhr ehr = new SmallEhr();
    private final Pulling pulling = new Pulling(store.service(), source, ehr.base())
            .types("Patient", "Condition", "Observation", "Organization")
            .set("cohort.by", "code")
            .set("cohort.every", "0s");

    @AfterEach
    void stopEhr() {
        ehr.close();
    }

    @Test
    void c6FindsPeopleByCodesInPortionsAndFetchesAllOfThem() throws Exception {
        twoWithStenosisAndOneWithout();

        RunSummary run = pulling.set("cohort.codes-in-request", 10).pull().run();

        assertThat(run.outcome()).isEqualTo(Outcome.COMPLETE);
        List<String> asked = ehr.asked();
        assertThat(asked.stream().filter(address -> address.startsWith("Condition?code=")))
                .hasSizeGreaterThan(1)
                .allSatisfy(address -> assertThat(address.split(",")).hasSizeLessThanOrEqualTo(10))
                .anySatisfy(address -> assertThat(address).contains("http://hl7.org/fhir/sid/icd-10-cm|M48.062"));
        assertThat(asked).contains("Condition?patient=a&_count=200", "Observation?patient=b&_count=200");
        assertThat(store.living(source, "Patient")).containsExactly("a", "b");
        assertThat(store.living(source, "Observation")).containsExactly("score-a");
        assertThat(store.living(source, "Organization"))
                .as("nobody's, so read as ever")
                .containsExactly("clinic");
    }

    @Test
    void c6AsksForChangesOfWhoIsKnownAndForEverythingOfWhoIsNew() throws Exception {
        twoWithStenosisAndOneWithout();
        pulling.pull();
        ehr.passes(Duration.ofHours(2));
        ehr.stenosis("new", "c");
        ehr.asked();

        pulling.pull();

        assertThat(ehr.asked())
                .contains(
                        "Observation?patient=a&_count=200&_lastUpdated=ge2026-03-01T09:50:00Z",
                        "Observation?patient=c&_count=200");
        assertThat(store.living(source, "Patient")).containsExactly("a", "b", "c");
    }

    @Test
    void c6LooksAtEachPersonAsOftenAsWanted() throws Exception {
        twoWithStenosisAndOneWithout();
        pulling.set("cohort.every", "24h").pull();
        ehr.asked();
        pulling.pull();
        assertThat(ehr.asked()).noneMatch(address -> address.contains("patient="));
    }

    @Test
    void whenSomebodyWantsEverythingAgainEverybodyIsReadWholeAndEveryTypeFromItsBeginning() throws Exception {
        twoWithStenosisAndOneWithout();
        pulling.set("cohort.every", "24h").pull();
        ehr.passes(Duration.ofHours(2));
        ehr.asked();

        store.ledger().pullWhole(source);
        store.service().bean(CohortMembers.class).readAllWhole(source);
        pulling.pull();

        assertThat(ehr.asked())
                .contains("Observation?patient=a&_count=200", "Organization?_count=200")
                .noneMatch(address -> address.contains("_lastUpdated"));
        pulling.pull();
        assertThat(ehr.asked())
                .as("and once only")
                .noneMatch(address -> address.contains("patient="))
                .anyMatch(address -> address.contains("Organization?_count=200&_lastUpdated"));
    }

    @Test
    void c6WhatAPersonNoLongerHasIsGoneAtTheNextWholeLook() throws Exception {
        people(30);
        pulling.pull();
        ehr.passes(Duration.ofDays(1));
        ehr.delete("Condition", "lss05");
        ehr.delete("Observation", "o07");
        pulling.pull();
        assertThat(store.living(source, "Condition")).hasSize(30);

        assertThat(pulling.whole().run().outcome()).isEqualTo(Outcome.COMPLETE);

        assertThat(store.living(source, "Condition")).hasSize(29).doesNotContain("lss05");
        assertThat(store.living(source, "Observation")).hasSize(29).doesNotContain("o07");
        assertThat(store.living(source, "Patient")).hasSize(30);
    }

    @Test
    void c10APersonOfWhomNothingIsShownAnyMoreIsGone() throws Exception {
        people(30);
        pulling.pull();
        ehr.passes(Duration.ofDays(1));
        ehr.delete("Patient", "p05");
        ehr.delete("Condition", "lss05");
        ehr.delete("Observation", "o05");

        pulling.whole();

        assertThat(store.living(source, "Patient")).hasSize(29).doesNotContain("p05");
        assertThat(store.living(source, "Condition")).hasSize(29).doesNotContain("lss05");
        assertThat(store.living(source, "Observation")).hasSize(29).doesNotContain("o05");
    }

    @Test
    void c6AndC5WhatIsRefusedOfOnePersonIsAGapAndNothingOfThatPersonIsGone() throws Exception {
        people(30);
        pulling.pull();
        ehr.passes(Duration.ofDays(1));
        ehr.refuse("Observation?patient=p05", 403);

        RunSummary run = pulling.whole().run();

        assertThat(run.gaps()).containsExactly("Observation of person 6 page 1: the server answered 403");
        assertThat(store.living(source, "Observation")).hasSize(30);
    }

    @Test
    void c6AServerThatFindsNothingByCodeIsNotBelieved() throws Exception {
        twoWithStenosisAndOneWithout();
        ehr.findsNothingByCode();
        RunSummary run = pulling.pull().run();
        assertThat(run.gaps())
                .singleElement()
                .asString()
                .startsWith("no code of stenosis or MILD was found")
                .contains("doctor --source " + source);
    }

    @Test
    void c6FollowsTheMembersOfAGroupAndNoLongerWhoHasLeft() throws Exception {
        twoWithStenosisAndOneWithout();
        ehr.put("Group", "g1", members("a", "c"));
        pulling.set("cohort.by", "group").set("group", "g1").pull();
        assertThat(store.living(source, "Patient")).containsExactly("a", "c");
        ehr.put("Group", "g1", members("c"));
        ehr.asked();
        pulling.pull();
        assertThat(ehr.asked()).noneMatch(address -> address.contains("patient=a"));
        assertThat(store.living(source, "Patient")).containsExactly("a", "c");
    }

    @Test
    void c6AGroupThatDoesNotExistIsNamedAndWhoIsKnownIsFollowedAllTheSame() throws Exception {
        RunSummary run =
                pulling.set("cohort.by", "group").set("group", "nobody").pull().run();
        assertThat(run.gaps())
                .containsExactly("cohort: the Group that interlaminar.sources." + source
                        + ".group names does not exist on the server (404)");
    }

    @Test
    void c6FollowsAListOfPatients() throws Exception {
        twoWithStenosisAndOneWithout();
        Path list = Files.writeString(folder.resolve("patients.txt"), "# of the clinic\nPatient/c\n\nb \n");
        pulling.set("cohort.by", "list").set("cohort.patients-file", list).pull();
        assertThat(store.living(source, "Patient")).containsExactly("b", "c");

        Files.delete(list);
        assertThat(pulling.pull().run().gaps())
                .singleElement()
                .asString()
                .endsWith(".cohort.patients-file names cannot be read");
    }

    @Test
    void c6UsesTheParametersOfTheSource() throws Exception {
        ehr.patients("a");
        ehr.stenosis("lss", "a");
        ehr.put("Observation", "o", SmallEhr.coded("x") + SmallEhr.subject("a"));
        pulling.types("Patient", "Condition", "Observation")
                .set("search.Observation.person", "subject")
                .set("search.Observation.parameters", "category=survey&date=ge2015-01-01,category=vital-signs")
                .pull();
        assertThat(ehr.asked())
                .contains(
                        "Observation?subject=a&_count=200&category=survey&date=ge2015-01-01",
                        "Observation?subject=a&_count=200&category=vital-signs");
    }

    @Test
    void c4AServerThatIgnoresWhoIsAskedForShowsUsNobody() throws Exception {
        twoWithStenosisAndOneWithout();
        ehr.saysWhatItSearchedFor(address -> address.replaceFirst("patient=[^&]*&", ""));
        RunSummary run = pulling.pull().run();
        assertThat(run.gaps())
                .contains("Condition of person 1 page 1: the server says that it ignored the search parameter patient");
        assertThat(store.living(source, "Observation")).isEmpty();
    }

    @Test
    void c7AsksForSeveralPeopleAtATimeAndLandsThemInTheirOrder() throws Exception {
        people(40);
        RunSummary run = pulling.set("courtesy.concurrency", 8).pull().run();
        assertThat(run.outcome()).isEqualTo(Outcome.COMPLETE);
        List<String> parts = store.service()
                .sql()
                .sql("select name from ledger.part where run = ? and name like 'Patient of person%' order by part")
                .param(run.run())
                .query(String.class)
                .list();
        assertThat(parts)
                .isEqualTo(IntStream.rangeClosed(1, 40)
                        .mapToObj(i -> "Patient of person " + i + " page 1")
                        .toList());
    }

    @Test
    void c6ASourceThatRestsOrStopsIsAskedNothingMoreOfAnybody() throws Exception {
        people(5);
        RunSummary run = pulling.set("courtesy.requests-per-day", 12)
                .set("courtesy.concurrency", 1)
                .pull()
                .run();
        assertThat(run.gaps()).hasSize(1).first().asString().endsWith("the day's 12 requests are used up");
        await().atMost(Duration.ofSeconds(10)).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("person")));
    }

    private void people(int number) {
        for (int i = 0; i < number; i++) {
            String id = String.format("p%02d", i);
            ehr.patients(id);
            ehr.stenosis(String.format("lss%02d", i), id);
            ehr.put("Observation", String.format("o%02d", i), SmallEhr.coded("M54.5") + SmallEhr.subject(id));
        }
    }

    private void twoWithStenosisAndOneWithout() {
        ehr.patients("a", "b", "c");
        ehr.stenosis("lss-a", "a");
        ehr.stenosis("lss-b", "b");
        ehr.put("Condition", "flu", SmallEhr.coded("J11") + SmallEhr.subject("c"));
        ehr.put("Observation", "score-a", SmallEhr.coded("M54.5") + SmallEhr.subject("a"));
        ehr.put("Organization", "clinic", "");
    }

    private static String members(String... patients) {
        return ",\"member\":["
                + String.join(
                        ",",
                        java.util.Arrays.stream(patients)
                                .map(id -> "{\"entity\":{\"reference\":\"Patient/" + id + "\"}}")
                                .toList())
                + "]";
    }
}
