package org.interlaminar.cases;

import static org.interlaminar.cases.Situation.INDEX;
import static org.interlaminar.cases.Situation.afterMild;
import static org.interlaminar.cases.Situation.of;
import static org.interlaminar.cases.Situation.withStenosis;
import static org.interlaminar.fixture.PatientStory.LOINC;
import static org.interlaminar.fixture.PatientStory.anUnknownPatient;
import static org.interlaminar.fixture.PatientStory.at;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.on;

import java.time.LocalDate;
import java.util.List;

/** What nobody can have meant is set aside with its reason; the rest of the case stands. */
final class BadInputSituations {
    private static final LocalDate DELIVERED = LocalDate.of(2025, 6, 1);

    private BadInputSituations() {}

    static List<Situation> all() {
        return List.of(
                of(
                        "bad-score-140",
                        "scores of 140 and -1 are set aside",
                        afterMild()
                                .withOdi(140, daysBeforeIndex(10))
                                .withPain(-1, daysBeforeIndex(10))
                                .withOdi(30, daysAfterIndex(91))),
                of(
                        "bad-unit",
                        "an Oswestry score in kilograms is set aside",
                        afterMild().withOdi(60, daysBeforeIndex(10)).unit("kg")),
                of(
                                "bad-future",
                                "what is dated after its delivery is set aside and is no contact",
                                afterMild()
                                        .withOdi(30, on("2052-02-03"))
                                        .withProcedure("0275T", on("2062-02-03"))
                                        .withEncounter("AMB", on("2072-02-03"), on("2072-02-03")))
                        .delivered(DELIVERED),
                of(
                                "bad-future-by-a-zone",
                                "one day after the delivery may be a matter of zones",
                                withStenosis().afterMildProcedure(on("2025-06-02")))
                        .delivered(DELIVERED),
                of(
                        "bad-before-birth",
                        "what is dated before the birth is set aside",
                        withStenosis()
                                .withProcedure("0275T", on("1925-02-03"))
                                .withLumbarStenosis()
                                .onset(on("1915-01-01"))),
                of(
                        "bad-end-before-start",
                        "a procedure that ends before it begins is set aside",
                        withStenosis()
                                .afterMildProcedure(at("2025-02-03T10:00:00-05:00"))
                                .until(at("2025-02-03T09:00:00-05:00"))),
                of(
                                "bad-complication-in-future",
                                "a complication dated after its delivery is no event",
                                afterMild().withCondition("T81.42XA").onset(on("2062-02-05")))
                        .delivered(DELIVERED),
                of(
                        "bad-encounter-of-somebody-else",
                        "a pain score at somebody else's visit is a vital sign of unknown place",
                        afterMild()
                                .withPain(4, daysAfterIndex(91))
                                .asVitalSign()
                                .changed(node -> node.putObject("encounter").put("reference", "Encounter/p2-1"))),
                of(
                        "bad-no-patient",
                        "a case without its Patient is incomplete",
                        anUnknownPatient("p1")
                                .withLumbarStenosis()
                                .recorded(on("2024-12-02"))
                                .afterMildProcedure(INDEX)),
                of(
                        "bad-score-without-number",
                        "a score without a number is none",
                        afterMild().withTextObservation(LOINC, "97909-6", "declined", daysAfterIndex(91))));
    }
}
