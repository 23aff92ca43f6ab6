package org.interlaminar.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.SNOMED;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.at;
import static org.interlaminar.fixture.PatientStory.inMonth;
import static org.interlaminar.fixture.PatientStory.inYear;
import static org.interlaminar.fixture.PatientStory.on;
import static org.interlaminar.fixture.PatientStory.undated;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Profiles;
import org.interlaminar.fixture.Seeds;
import org.interlaminar.fixture.When;
import org.junit.jupiter.api.Test;

/** A case is a function of what has landed, not of the order in which it landed. */
class OrderOfRecordsTest {
    private static final String[] PROCEDURES = {"0275T", "62330", "62331", "0274T", "63047", "22612", "22869", "62323"};
    private static final String[] CONDITIONS = {"M48.061", "M48.062", "M48.00", "M48.02", "M99.63"};
    private static final LocalDate START = LocalDate.of(2023, 12, 20);

    @Test
    void shuffledRecordsGiveTheSameCase() {
        long base = Seeds.some().get(0);
        for (long seed = base; seed < base + 200; seed++) {
            Random random = new Random(seed);
            PatientStory story = aStory(random, 1 + random.nextInt(40));
            List<ClinicalRecord> records = new ArrayList<>(Profiles.records(story));
            PersonCase expected = Assembled.from("p1", records, CaseSettings.DEFAULTS);
            for (int i = 0; i < 5; i++) {
                Collections.shuffle(records, random);
                assertThat(Assembled.from("p1", records, CaseSettings.DEFAULTS))
                        .as(Seeds.named(seed, story.ndjson()))
                        .isEqualTo(expected);
            }
            assertThat(expected.procedures())
                    .as(Seeds.named(seed, story.ndjson()))
                    .isSortedAccordingTo(java.util.Comparator.comparing(
                            ProcedureEvent::start,
                            java.util.Comparator.nullsLast(java.util.Comparator.naturalOrder())));
        }
    }

    @Test
    void manyScoresOfOneDayWithAndWithoutTimeCanBeSorted() {
        for (long seed : Seeds.some()) {
            Random random = new Random(seed);
            PatientStory story = aPatient().afterMildProcedure(on("2024-01-01"));
            for (int i = 0; i < 300; i++) {
                String day = "2024-04-0" + (1 + random.nextInt(2));
                String time = random.nextBoolean() ? "" : "T%02d:00:00-05:00".formatted(random.nextInt(24));
                story = story.withOdi(i % 100, at(day + time));
            }
            assertThat(Assembled.from(story).scores())
                    .as(Seeds.named(seed, "scores"))
                    .hasSize(300)
                    .isSortedAccordingTo(java.util.Comparator.comparing(OutcomeScore::on));
        }
    }

    private static PatientStory aStory(Random random, int records) {
        PatientStory story = aPatient().born(1950);
        for (int i = 0; i < records; i++) {
            story = another(story, random);
            story = random.nextInt(12) == 0 ? story.enteredInError() : story;
        }
        return story;
    }

    private static PatientStory another(PatientStory story, Random random) {
        When when = when(random);
        return switch (random.nextInt(8)) {
            case 0 -> story.withCondition(CONDITIONS[random.nextInt(CONDITIONS.length)])
                    .onset(when);
            case 1 -> story.withCondition(SNOMED, random.nextBoolean() ? "18347007" : "303081002")
                    .recorded(when);
            case 2, 3 -> story.withProcedure(PROCEDURES[random.nextInt(PROCEDURES.length)], when);
            case 4 -> story.withTextProcedure("PILD", when);
            case 5 -> story.withOdi(random.nextInt(100), when);
            case 6 -> story.withOdiOfUnknownScale(random.nextInt(120), when);
            default -> random.nextBoolean()
                    ? story.withPain(random.nextInt(11), when).inTheLeg()
                    : story.withPain(random.nextInt(11), when);
        };
    }

    /** Few days, so that much falls together; around the turn of a year. */
    private static When when(Random random) {
        LocalDate day = START.plusDays(random.nextInt(5) * (random.nextInt(3) == 0 ? 60L : 4L));
        return switch (random.nextInt(10)) {
            case 0 -> inYear(day.getYear());
            case 1 -> inMonth(day.getYear(), day.getMonthValue());
            case 2 -> undated();
            case 3, 4, 5 -> at(day + "T%02d:30:00-05:00".formatted(random.nextInt(24)));
            default -> on(day);
        };
    }
}
