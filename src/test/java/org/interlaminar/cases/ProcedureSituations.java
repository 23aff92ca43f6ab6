package org.interlaminar.cases;

import static org.interlaminar.cases.Situation.INDEX;
import static org.interlaminar.cases.Situation.afterMild;
import static org.interlaminar.cases.Situation.of;
import static org.interlaminar.cases.Situation.withStenosis;
import static org.interlaminar.fixture.PatientStory.HCPCS;
import static org.interlaminar.fixture.PatientStory.ICD10PCS;
import static org.interlaminar.fixture.PatientStory.SNOMED;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.inMonth;
import static org.interlaminar.fixture.PatientStory.inYear;
import static org.interlaminar.fixture.PatientStory.on;
import static org.interlaminar.fixture.PatientStory.undated;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.interlaminar.fixture.PatientStory;

/** What is the MILD procedure, what is not, and what is open: section 3 of the clinical rules. */
final class ProcedureSituations {
    private static final String OPERATION = "MILD L3-4, L4-5 bilateral (Vertos)";

    private ProcedureSituations() {}

    static List<Situation> all() {
        return Stream.of(byCode(), byStatus(), byWords(), hybrids(), history())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Situation> byCode() {
        return List.of(
                of("mild-by-code", "0275T completed is MILD; the code alone is no proof of the brand", afterMild()),
                of(
                        "mild-without-stenosis",
                        "MILD without a stenosis diagnosis is MILD all the same",
                        aPatient().born(1950).afterMildProcedure(INDEX)),
                of(
                        "mild-code-brand-in-words",
                        "the code with Vertos in its words is MILD by brand",
                        afterMild().said("Lumbar decompression L4-5, Vertos mild kit")),
                of(
                        "mild-code-brand-by-device",
                        "the code with a Vertos device is MILD by brand",
                        withStenosis()
                                .withDevice("Vertos mild device kit")
                                .countingFrom(INDEX)
                                .withProcedure("0275T", INDEX)
                                .usingDevice(1)),
                of(
                        "mild-brand-of-another-record",
                        "words about another, open record do not make the index one by brand",
                        withStenosis()
                                .onset(on("2024-12-02"))
                                .withTextProcedure(OPERATION, on("2020-01-06"))
                                .withProcedure("0275T", INDEX)),
                of(
                        "mild-new-code-and-companion",
                        "62331 beside 62330 is no second procedure",
                        withStenosis()
                                .countingFrom(on("2026-02-03"))
                                .withProcedure("62330", on("2026-02-03"))
                                .withProcedure("62331", on("2026-02-03"))),
                of(
                        "mild-companion-levels",
                        "62331 brings its level and its evidence to the procedure it belongs to",
                        withStenosis()
                                .withProcedure("62330", on("2026-02-03"))
                                .said("Lumbar decompression L4-5")
                                .withProcedure("62331", on("2026-02-04"))
                                .said("further level L3-4")),
                of(
                        "mild-companion-alone",
                        "62331 without 62330 is no procedure",
                        withStenosis().withProcedure("62331", on("2026-02-03"))),
                of(
                                "mild-cervical-code-decided",
                                "a person found that 0274T was a slip",
                                withStenosis().withProcedure("0274T", INDEX))
                        .decided(true),
                of(
                        "mild-local-day",
                        "a moment in Z is dated by the zone of the source",
                        withStenosis().withProcedure("0275T", on("2025-02-04T02:30:00Z"))),
                of(
                        "mild-cervical-code",
                        "0274T is not MILD and is on the review list as a possible slip",
                        withStenosis().withProcedure("0274T", INDEX)),
                of(
                        "mild-cervical-code-in-error",
                        "0274T entered in error is nobody's work",
                        withStenosis().withProcedure("0274T", INDEX).enteredInError()),
                of(
                        "mild-other-techniques",
                        "62287 and an open release by ICD-10-PCS are other techniques",
                        withStenosis().withProcedure("62287", INDEX).withProcedure(ICD10PCS, "00NY4ZZ", INDEX)),
                of(
                        "mild-blinded-trial",
                        "G0276 with Z00.6 and Q0 is a blinded trial and no MILD performed",
                        withStenosis()
                                .withCondition("Z00.6")
                                .recorded(on("2018-05-01"))
                                .withProcedure(HCPCS, "G0276-Q0", on("2018-05-01"))),
                of(
                        "mild-pcs-without-words",
                        "01NB3ZZ names no technique",
                        withStenosis().withProcedure(ICD10PCS, "01NB3ZZ", INDEX)),
                of(
                        "mild-pcs-with-words",
                        "01NB3ZZ with the technique in words is MILD",
                        withStenosis().withProcedure(ICD10PCS, "01NB3ZZ", INDEX).said("PILD L4-5")),
                of(
                        "mild-pcs-with-device",
                        "0SN03ZZ with a Vertos device is MILD",
                        withStenosis().withProcedure(ICD10PCS, "0SN03ZZ", INDEX).using("Vertos mild device kit")),
                of(
                        "mild-ordered",
                        "an order for 0275T and one in words are plans",
                        withStenosis().withOrder("0275T", INDEX).withTextOrder("PILD L4-5", INDEX)),
                codeDate("2011-06-30", "0275T", "before its first day"),
                codeDate("2011-07-01", "0275T", "on its first day"),
                codeDate("2025-12-31", "0275T", "on its last day"),
                codeDate("2026-01-01", "0275T", "after its last day"),
                codeDate("2025-12-31", "62330", "before its first day"),
                codeDate("2026-01-01", "62330", "on its first day"));
    }

    private static Situation codeDate(String day, String code, String words) {
        return of(
                "mild-code-date-" + code.toLowerCase(java.util.Locale.ROOT) + "-" + day,
                code + " " + words + " counts, "
                        + (words.endsWith("its first day") && words.startsWith("on") || words.equals("on its last day")
                                ? "without a warning"
                                : "with a warning"),
                aPatient().born(1950).withLumbarStenosis().onset(inYear(2010)).withProcedure(code, on(day)));
    }

    private static List<Situation> byStatus() {
        List<Situation> situations = new ArrayList<>();
        for (String status : List.of(
                "not-done", "entered-in-error", "preparation", "in-progress", "stopped", "on-hold", "unknown")) {
            situations.add(of(
                    "status-" + status,
                    "0275T with status " + status,
                    afterMild().status(status)));
        }
        situations.add(
                of("status-missing", "0275T without a status", afterMild().changed(node -> node.remove("status"))));
        situations.add(of(
                "status-not-done-in-words",
                "PILD in words with status not-done was not performed",
                withStenosis().withTextProcedure("PILD L4-5", INDEX).status("not-done")));
        situations.add(of(
                "status-not-done-beside-done",
                "a cancelled date and a later one that took place",
                withStenosis()
                        .withProcedure("0275T", on("2025-01-20"))
                        .status("not-done")
                        .afterMildProcedure(INDEX)));
        situations.add(of(
                "modifier-discontinued",
                "modifier 53 leaves it open whether it was done",
                withStenosis().withProcedure("0275T-53", INDEX)));
        situations.add(
                of("undated", "0275T without any date is open", withStenosis().withProcedure("0275T", undated())));
        return situations;
    }

    private static List<Situation> byWords() {
        return List.of(
                of(
                        "words-credible",
                        "a procedure in words with a diagnosis is probable, one, at two levels",
                        withStenosis().withTextProcedure(OPERATION, INDEX)),
                of(
                        "words-without-diagnosis",
                        "the same words without a diagnosis are for a person to settle",
                        aPatient().born(1950).withTextProcedure(OPERATION, INDEX)),
                of(
                        "words-diagnosis-180-days",
                        "a diagnosis that ended 180 days before makes the words credible",
                        wordsAfterDiagnosisUntil("2024-08-07")),
                of(
                        "words-diagnosis-181-days",
                        "a diagnosis that ended 181 days before does not",
                        wordsAfterDiagnosisUntil("2024-08-06")),
                of(
                        "words-bare-year",
                        "of a bare year any day counts: the diagnosis began 180 days after its last",
                        aPatient()
                                .withLumbarStenosis()
                                .onset(on("2020-06-28"))
                                .withTextProcedure("s/p PILD", inYear(2019))),
                of(
                        "words-bare-year-too-early",
                        "the diagnosis began 181 days after the last day of the year",
                        aPatient()
                                .withLumbarStenosis()
                                .onset(on("2020-06-29"))
                                .withTextProcedure("s/p PILD", inYear(2019))),
                of(
                        "words-with-ligamentum-flavum",
                        "ligamentum flavum in the same words stands in for the diagnosis",
                        aPatient()
                                .withTextProcedure(
                                        "PILD L4-5 with resection of hypertrophic ligamentum flavum", INDEX)),
                of(
                        "words-with-ligamentum-flavum-in-error",
                        "a report entered in error makes no words credible",
                        aPatient()
                                .withTextProcedure("PILD L4-5", INDEX)
                                .withImagingReport("72148", "Ligamentum flavum hypertrophy.", on("2025-01-10"))
                                .enteredInError()),
                of(
                        "words-refused",
                        "planned, declined and denied procedures in words are none",
                        withStenosis()
                                .withTextProcedure("planned MILD L4-5", INDEX)
                                .withTextProcedure("PILD declined by patient", INDEX)
                                .withTextProcedure("no evidence of PILD", INDEX)),
                of(
                        "words-denied-chest-pain",
                        "a denial that governs other words refuses nothing",
                        withStenosis().withTextProcedure("PILD L4-5; patient denied chest pain", INDEX)),
                of(
                        "words-minimally-invasive",
                        "minimally invasive lumbar decompression may be a tubular laminectomy",
                        withStenosis()
                                .withTextProcedure("Minimally invasive lumbar decompression L4-5", INDEX)
                                .withTextProcedure(
                                        "Minimally invasive lumbar decompression L4-5 under epidurogram",
                                        on("2025-06-02"))),
                of(
                        "words-adjective",
                        "MILD before stenosis or narrowing is an adjective",
                        withStenosis()
                                .withTextProcedure("Laminotomy for MILD L4-5 stenosis", INDEX)
                                .withTextProcedure("mild procedure-related pain", INDEX)),
                of(
                        "words-on-another-code",
                        "MILD in the note of an injection is about something else",
                        withStenosis().withProcedure("62323", on("2025-05-05")).note("PILD L4-5 in February")),
                of(
                                "words-decided-yes",
                                "a person decided that the open words are MILD, by brand",
                                aPatient().born(1950).withTextProcedure(OPERATION, INDEX))
                        .decided(true),
                of(
                                "words-decided-no",
                                "a person decided that the open words are not MILD",
                                aPatient().born(1950).withTextProcedure(OPERATION, INDEX))
                        .decided(false),
                of(
                        "words-with-site-code",
                        "the site's own code with words is a procedure in words",
                        withStenosis()
                                .withProcedure("urn:oid:1.2.840.114350.1.13", "SUR4711", INDEX)
                                .said("Percutaneous image-guided lumbar decompression")));
    }

    private static PatientStory wordsAfterDiagnosisUntil(String day) {
        return aPatient()
                .withLumbarStenosis()
                .onset(on("2023-01-01"))
                .abated(on(day))
                .withTextProcedure("PILD L4-5", INDEX);
    }

    private static List<Situation> hybrids() {
        return List.of(
                of(
                        "hybrid-laminectomy",
                        "open surgery on the day makes a hybrid",
                        afterMild().withLaminectomy(INDEX)),
                of(
                        "hybrid-fusion",
                        "fusion on the day makes a hybrid",
                        afterMild().withFusion(INDEX)),
                of(
                        "hybrid-spacer",
                        "a spacer on the day makes a hybrid",
                        afterMild().withSpacer(INDEX)),
                of(
                        "hybrid-by-claim",
                        "open surgery on a claim of the day makes a hybrid",
                        afterMild().withClaim("professional", "63047", INDEX)),
                of(
                        "surgery-the-day-after",
                        "open surgery one day later is a re-intervention",
                        afterMild().withLaminectomy(daysAfterIndex(1))),
                of(
                        "cervical-surgery-on-the-day",
                        "a laminectomy of the neck on the day is no hybrid",
                        afterMild().withProcedure(SNOMED, "387731002", INDEX).said("Cervical laminectomy C4-6")),
                of(
                        "comparator",
                        "open surgery with stenosis and without MILD is a comparator",
                        withStenosis().withLaminectomy(INDEX).withFusion(on("2025-09-01"))),
                of(
                        "surgery-without-stenosis",
                        "open surgery without stenosis is reported and no comparator",
                        aPatient().born(1950).withLaminectomy(INDEX)));
    }

    private static List<Situation> history() {
        return List.of(
                of(
                        "history-year",
                        "s/p MILD 2019 (outside) of a bare year is historical",
                        aPatient()
                                .born(1950)
                                .withLumbarStenosis()
                                .onset(on("2018-05-01"))
                                .withTextProcedure("s/p MILD L4-5 2019 (outside)", inYear(2019))),
                of(
                        "history-year-in-words",
                        "a history names its year, the record only the day it was written down",
                        aPatient()
                                .born(1950)
                                .withLumbarStenosis()
                                .onset(on("2018-05-01"))
                                .withTextProcedure("s/p PILD 2019 (outside)", INDEX)),
                of(
                        "history-month",
                        "month precision is historical, without windows and outcomes",
                        withStenosis()
                                .withProcedure("0275T", inMonth(2025, 2))
                                .withOdi(40, on("2025-05-05"))
                                .withLaminectomy(on("2025-09-01"))),
                of(
                        "history-year-beside-dated",
                        "a bare year beside a dated event of that year is the same event",
                        afterMild().withTextProcedure("s/p PILD", inYear(2025))),
                of(
                        "history-other-year-beside-dated",
                        "a bare year of another year is another event and no re-intervention",
                        afterMild().withProcedure("0275T", inYear(2019))));
    }
}
