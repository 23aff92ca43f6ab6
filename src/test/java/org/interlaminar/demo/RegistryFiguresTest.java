package org.interlaminar.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.interlaminar.demo.RegistryPerson.Group;
import org.interlaminar.fixture.Service;
import org.interlaminar.ledger.RunSummary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service finds in the sample {@code registry} what was put into it, in groups that may be shown. */
class RegistryFiguresTest {
    private static Service service;
    private static RunSummary run;

    @BeforeAll
    static void load() throws Exception {
        service = Service.started();
        run = service.load("registry", RegistrySample.FOLDER);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void everyLineLandsAndNobodyIsIncomplete() {
        assertThat(run.received()).isEqualTo(run.stored()).isGreaterThan(20_000);
        assertThat(count("cases.person_case where not complete")).isZero();
    }

    @Test
    void everybodyIsFoundAsTheSortOfPersonTheyAre() {
        Map<String, Long> expected = new TreeMap<>();
        for (Group group : Group.values()) {
            expected.merge(mild(group), (long) group.people, Long::sum);
        }
        Map<String, Long> found = new TreeMap<>();
        service.sql()
                .sql("select mild, count(*) from cases.person_case where lss = 'yes' group by mild")
                .query(row -> {
                    found.put(row.getString(1), row.getLong(2));
                });
        assertThat(found).isEqualTo(expected);
        assertThat(count("cases.person_case where comparator = 'open-decompression'"))
                .isEqualTo(Group.OPEN_DECOMPRESSION.people);
    }

    @Test
    void everyReinterventionAndComplicationIsFoundOnItsDay() {
        Map<String, String> expected = new TreeMap<>();
        for (RegistryPerson person : RegistryPeople.of(new Random(RegistrySample.SEED))) {
            if (person.course().again() != null) {
                String attribution = person.course().again().isSurgical() ? "surgical" : "non-surgical";
                expected.put(
                        person.id() + " reintervention", person.course().again().day() + " " + attribution);
            }
            if (person.course().complication() != null) {
                expected.put(
                        person.id() + " complication",
                        person.course().complication().day() + " new");
            }
        }
        Map<String, String> found = new TreeMap<>();
        service.sql()
                .sql(
                        "select patient, kind, day, attribution from cases.event where kind in ('reintervention', 'complication')")
                .query(row -> {
                    found.put(row.getString(1) + " " + row.getString(2), row.getLong(3) + " " + row.getString(4));
                });
        assertThat(found).isEqualTo(expected).hasSizeGreaterThan(100);
    }

    @Test
    void everyStepOfAttritionLeavesOutManyOrNobody() {
        service.sql().sql("select name, left_out, people from mart.attrition").query(row -> {
            assertThat(row.getLong(2)).as(row.getString(1)).matches(left -> left == 0 || left >= 11);
            assertThat(row.getLong(3)).as(row.getString(1)).isGreaterThan(200);
        });
    }

    @Test
    void scoresStandInTheWindowsTheyWereAskedFor() {
        assertThat(count("cases.score where index_no = 1 and chosen and window_name in ('unscheduled', '2-weeks')"))
                .isZero();
        for (String window : new String[] {"baseline", "6-weeks", "3-months", "6-months", "12-months", "24-months"}) {
            assertThat(count("cases.score where index_no = 1 and chosen and instrument = 'ODI' and window_name = '"
                            + window + "'"))
                    .as(window)
                    .isGreaterThan(150);
        }
        LocalDate last = service.sql()
                .sql("select max(last_contact) from cases.person_case")
                .query(LocalDate.class)
                .single();
        assertThat(last).isBefore(RegistryPeople.CUT_OFF);
        assertThat(ChronoUnit.DAYS.between(last, RegistryPeople.CUT_OFF)).isLessThan(30);
    }

    private static String mild(Group group) {
        return switch (group) {
            case MILD -> "yes";
            case BLINDED -> "trial-blinded";
            case UNDECIDED -> "undecided";
            case HISTORICAL -> "historical";
            case HYBRID -> "hybrid";
            case NOT_PERFORMED -> "not-performed";
            case OPEN_DECOMPRESSION, UNTREATED -> "no";
        };
    }

    private static int count(String of) {
        return service.sql()
                .sql("select count(*) from " + of)
                .query(Integer.class)
                .single();
    }
}
