package org.interlaminar.cases;

import static org.interlaminar.cases.Situation.of;
import static org.interlaminar.fixture.PatientStory.ICD10;
import static org.interlaminar.fixture.PatientStory.ICD9CM;
import static org.interlaminar.fixture.PatientStory.SNOMED;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.inMonth;
import static org.interlaminar.fixture.PatientStory.inYear;
import static org.interlaminar.fixture.PatientStory.on;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.interlaminar.fixture.PatientStory;

/** Lumbar stenosis, claudication, and what is mistaken for them: section 2 of the clinical rules. */
final class StenosisSituations {
    private static final String BORDERLINE = "76107001";

    private StenosisSituations() {}

    static List<Situation> all() {
        return Stream.of(diagnoses(), claudication(), borderline(), neighbours(), verification())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Situation> diagnoses() {
        return List.of(
                of(
                        "stenosis-unspecified",
                        "M48.061 alone is stenosis and says nothing about claudication",
                        aPatient().withLumbarStenosis().recorded(on("2025-01-10"))),
                of(
                        "stenosis-claudication-in-error",
                        "claudication entered in error is forgotten, the stenosis beside it stays",
                        aPatient()
                                .withLumbarStenosisAndClaudication()
                                .enteredInError()
                                .withLumbarStenosis()),
                of(
                        "stenosis-one-case",
                        "a problem-list entry and nine encounter diagnoses are one case",
                        IntStream.rangeClosed(1, 9)
                                .boxed()
                                .reduce(
                                        aPatient()
                                                .withLumbarStenosisOnProblemList()
                                                .onset(on("2024-03-01")),
                                        (story, month) -> story.withLumbarStenosisAndClaudication()
                                                .recorded(on("2025-0" + month + "-15")),
                                        (one, other) -> other)),
                of(
                        "stenosis-icd-9",
                        "724.03 of ICD-9-CM is stenosis with claudication",
                        aPatient().withCondition(ICD9CM, "724.03").onset(inYear(2012))),
                of(
                        "stenosis-icd-9-unspecified",
                        "724.02 of ICD-9-CM says nothing about claudication",
                        aPatient().withCondition(ICD9CM, "724.02").onset(inMonth(2012, 5))),
                of(
                        "stenosis-parent-code-of-2016",
                        "M48.06 was a whole code until September 2017",
                        aPatient().withCondition("M48.06").recorded(on("2016-05-02"))),
                of(
                        "stenosis-lumbosacral",
                        "M48.07 is stenosis with claudication unknown",
                        aPatient().withCondition("M48.07").recorded(on("2025-01-10"))),
                of(
                        "stenosis-chiropractic",
                        "M99.33 is stenosis",
                        aPatient().withCondition("M99.33").recorded(on("2025-01-10"))),
                of(
                        "stenosis-who",
                        "M48.06 of the WHO is stenosis with claudication unknown",
                        aPatient().withCondition(ICD10, "M48.06").recorded(on("2025-01-10"))),
                of(
                        "stenosis-who-without-digit",
                        "M48.0 of the WHO is open even with a lumbar site beside it",
                        aPatient().withCondition(ICD10, "M48.0").lumbarSite()),
                of(
                        "stenosis-in-words",
                        "MILD LUMBAR STENOSIS in words is neither a diagnosis nor a procedure",
                        aPatient().withTextCondition("MILD LUMBAR STENOSIS")),
                of(
                        "stenosis-under-a-local-code",
                        "lumbar stenosis in the words of a local code nobody has mapped is for a person to settle",
                        aPatient()
                                .withCondition("urn:oid:1.2.840.114350.1.13.7", "4711")
                                .said("Spinal stenosis of lumbar region")),
                of(
                        "stenosis-in-words-of-another-code",
                        "the public code speaks, and not the words beside it",
                        aPatient().withCondition("M62.830").said("back spasm, lumbar stenosis?")),
                of(
                        "stenosis-coded-and-in-words",
                        "MILD LUMBAR STENOSIS with its code is stenosis and no procedure",
                        aPatient().withLumbarStenosis().said("MILD LUMBAR STENOSIS")),
                of(
                        "stenosis-in-many-forms",
                        "codes without dot, with padding and in lower case are the same codes",
                        aPatient()
                                .withCondition("M48062")
                                .recorded(on("2025-01-10"))
                                .withProcedure("urn:oid:2.16.840.1.113883.6.12", " 0275t-q0 ", on("2025-02-03"))),
                of(
                        "stenosis-bare-number-elsewhere",
                        "a procedure code's number in another system is not that code",
                        aPatient().withLumbarStenosis().withProcedure("urn:oid:1.2.3", "62330", on("2026-02-03"))),
                of(
                        "stenosis-resolved",
                        "resolved stenosis was stenosis",
                        aPatient()
                                .withLumbarStenosis()
                                .clinicalStatus("resolved")
                                .onset(on("2019-04-01"))
                                .abated(on("2020-04-01"))));
    }

    private static List<Situation> claudication() {
        return List.of(
                of(
                        "claudication-180-days-before",
                        "claudication that ended 180 days before the stenosis began goes with it",
                        claudicationUntil("2024-07-05")),
                of(
                        "claudication-181-days-before",
                        "claudication that ended 181 days before the stenosis began does not",
                        claudicationUntil("2024-07-04")),
                of(
                        "claudication-provisional",
                        "provisional claudication is for a person to settle",
                        aPatient()
                                .withLumbarStenosis()
                                .recorded(on("2025-01-01"))
                                .withClaudicationFinding()
                                .recorded(on("2025-01-01"))
                                .provisional()),
                of(
                        "claudication-alone",
                        "claudication without stenosis makes no case",
                        aPatient().withClaudicationFinding().recorded(on("2025-01-01"))));
    }

    private static PatientStory claudicationUntil(String day) {
        return aPatient()
                .withLumbarStenosis()
                .recorded(on("2025-01-01"))
                .withClaudicationFinding()
                .onset(on("2024-06-01"))
                .abated(on(day));
    }

    private static List<Situation> borderline() {
        return List.of(
                of(
                        "borderline-site-open",
                        "M48.00 alone leaves the region open",
                        aPatient().withCondition("M48.00")),
                of(
                        "borderline-lumbar-site",
                        "M48.00 at a lumbar body site is lumbar stenosis",
                        aPatient().withCondition("M48.00").lumbarSite()),
                of(
                        "borderline-level-in-words",
                        "a lumbar level in words settles 76107001",
                        aPatient().withCondition(SNOMED, BORDERLINE).said("Spinal stenosis L4-5")),
                of(
                        "borderline-mri-180-days",
                        "a lumbar MRI 180 days after the diagnosis ended settles the region",
                        borderlineWithMri("2025-06-30")),
                of(
                        "borderline-mri-181-days",
                        "a lumbar MRI 181 days after the diagnosis ended does not",
                        borderlineWithMri("2025-07-01")),
                of(
                        "borderline-mri-line-refused",
                        "a refused line for a lumbar MRI proves no MRI",
                        aPatient()
                                .withCondition("M48.05")
                                .recorded(on("2025-01-01"))
                                .withClaim("professional", "72148", on("2025-01-05"))
                                .denied()));
    }

    private static PatientStory borderlineWithMri(String day) {
        return aPatient()
                .withCondition("M48.08")
                .onset(on("2024-10-01"))
                .abated(on("2025-01-01"))
                .withProcedure("72148", on(day));
    }

    private static List<Situation> neighbours() {
        return List.of(
                of(
                        "foraminal-alone",
                        "foraminal stenosis alone is not stenosis",
                        aPatient().withCondition("M99.63")),
                of(
                        "foraminal-beside-central",
                        "foraminal stenosis beside central stenosis is a subtype",
                        aPatient()
                                .withLumbarStenosis()
                                .recorded(on("2025-01-10"))
                                .withCondition(SNOMED, "203714006")
                                .recorded(on("2020-01-10"))),
                of(
                        "cervical-stenosis-alone",
                        "cervical stenosis is no lumbar stenosis",
                        aPatient().withCondition("M48.02").withCondition("M48.04")),
                of(
                        "look-alikes-alone",
                        "slip, radiculopathy, disc disease, post-laminectomy and vascular claudication are none",
                        aPatient()
                                .withCondition("M43.16")
                                .withCondition("M54.16")
                                .withCondition("M51.36")
                                .withCondition("M96.1")
                                .withCondition("I70.213")
                                .withCondition("Q76.49")),
                of(
                        "look-alikes-become-comorbidities",
                        "beside stenosis they become comorbidities, one day after the index they do not",
                        Situation.afterMild()
                                .withCondition("M48.02")
                                .recorded(on("2023-01-10"))
                                .withCondition("M43.16")
                                .recorded(on("2025-02-03"))
                                .withCondition("I73.9")
                                .withCondition("E11.9")
                                .onset(inYear(2010))
                                .withCondition("M54.16")
                                .recorded(on("2025-02-04"))
                                .withCondition("M96.1")
                                .recorded(on("2023-01-10"))
                                .refuted()));
    }

    private static List<Situation> verification() {
        return List.of(
                of(
                        "verification-refuted",
                        "a refuted diagnosis never counts",
                        aPatient().withLumbarStenosis().refuted()),
                of(
                        "verification-provisional",
                        "a provisional diagnosis is undecided",
                        aPatient().withLumbarStenosis().provisional()),
                of(
                        "verification-differential",
                        "a differential diagnosis is undecided",
                        aPatient().withLumbarStenosis().verified("differential")),
                of(
                        "verification-unconfirmed",
                        "an unconfirmed diagnosis beside a confirmed one leaves the case as it is",
                        aPatient()
                                .withLumbarStenosisAndClaudication()
                                .verified("unconfirmed")
                                .recorded(on("2024-01-10"))
                                .withLumbarStenosis()
                                .verified("confirmed")
                                .recorded(on("2025-01-10"))));
    }
}
