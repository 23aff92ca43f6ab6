package org.interlaminar.cases;

import static org.interlaminar.cases.Situation.INDEX;
import static org.interlaminar.cases.Situation.afterMild;
import static org.interlaminar.cases.Situation.of;
import static org.interlaminar.fixture.PatientStory.OUTCOME;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.on;

import java.util.List;
import java.util.stream.Stream;

/** Conservative care and what was known before the index: section 4 of the clinical rules. */
final class CareSituations {
    private CareSituations() {}

    static List<Situation> all() {
        return Stream.of(sessions(), drugs(), images()).flatMap(List::stream).toList();
    }

    private static List<Situation> sessions() {
        return List.of(
                of(
                        "therapy-spine",
                        "physical therapy with a diagnosis of the spine: on the session, its visit, its claim",
                        afterMild()
                                .withProcedure("97110", daysBeforeIndex(60))
                                .because("M48.062")
                                .withEncounter("AMB", daysBeforeIndex(53), daysBeforeIndex(53))
                                .because("M54.16")
                                .withProcedure("97110", daysBeforeIndex(53))
                                .duringEncounter(1)
                                .withClaim("professional", "97140", daysBeforeIndex(46))
                                .withDiagnosisOnClaim("M48.062")),
                of(
                        "therapy-knee",
                        "physical therapy for a knee, or a referral, is none for the spine",
                        afterMild()
                                .withProcedure("97110", daysBeforeIndex(60))
                                .because("M17.11")
                                .withOrder("97110", daysBeforeIndex(61))),
                of(
                        "therapy-refuted-diagnosis",
                        "a session for a diagnosis that was refuted",
                        aPatient()
                                .born(1950)
                                .withCondition("M48.062")
                                .recorded(on("2024-01-01"))
                                .refuted()
                                .afterMildProcedure(INDEX)
                                .withProcedure("97110", daysBeforeIndex(60))
                                .forCondition(1)),
                of(
                        "therapy-365-days",
                        "an injection 365 days before is in the look-back",
                        afterMild().withEpiduralInjection(daysBeforeIndex(365))),
                of(
                        "therapy-366-days",
                        "an injection 366 days before is out of the look-back",
                        afterMild().withEpiduralInjection(daysBeforeIndex(366))),
                of(
                        "therapy-after",
                        "the same after the index is recovery",
                        afterMild()
                                .withProcedure("97110", daysAfterIndex(30))
                                .because("M48.062")
                                .withMedicationOrder("5640", daysAfterIndex(1))),
                of(
                        "therapy-cervical-injection",
                        "an injection into the neck is no lumbar care",
                        afterMild()
                                .withProcedure("62321", daysBeforeIndex(60))
                                .withProcedure("64483", daysBeforeIndex(90))));
    }

    private static List<Situation> drugs() {
        return List.of(
                of(
                        "drugs-by-code",
                        "each class of drugs by its ingredient's code",
                        afterMild()
                                .withMedicationOrder("5640", daysBeforeIndex(30))
                                .withMedicationOrder("25480", daysBeforeIndex(30))
                                .withMedicationOrder("10689", daysBeforeIndex(30))
                                .dose(50, "mg", 4)
                                .withMedicationOrder("161", daysBeforeIndex(30))
                                .withMedicationDispensed("5640", daysBeforeIndex(20))
                                .withMedicationTold("5640", daysBeforeIndex(10))),
                of(
                        "drugs-by-map",
                        "a drug of the site is rolled up by the map",
                        afterMild().withMedicationOrder("310430", daysBeforeIndex(30))),
                of(
                        "drugs-by-word",
                        "a drug in words is probable",
                        afterMild().withMedicationText("Gabapentin 300 mg capsule", daysBeforeIndex(30))),
                of(
                        "drugs-combination",
                        "a combination counts for each ingredient, with its morphine equivalent",
                        afterMild()
                                .withMedicationText(
                                        "hydrocodone 5 mg / acetaminophen 325 mg oral tablet", daysBeforeIndex(30))
                                .dose(1, "tablet", 4)),
                of(
                        "drugs-fentanyl-at-home",
                        "fentanyl dispensed weeks before is an opioid, given on the day it is sedation",
                        afterMild()
                                .withMedicationDispensed("4337", daysBeforeIndex(30))
                                .withMedicationGiven("4337", daysBeforeIndex(60))
                                .withMedicationGiven("4337", daysAfterIndex(0))),
                of(
                        "drugs-never-taken",
                        "cancelled and mistaken orders are no care",
                        afterMild()
                                .withMedicationOrder("5640", daysBeforeIndex(30))
                                .status("cancelled")
                                .withMedicationOrder("25480", daysBeforeIndex(30))
                                .enteredInError()));
    }

    private static List<Situation> images() {
        return List.of(
                of(
                        "assessment-mri-report",
                        "an MRI report with grade and ligamentum flavum",
                        afterMild()
                                .withImagingReport(
                                        "72148",
                                        "Severe central canal stenosis at L4-5, Schizas C. Ligamentum flavum measures 5.2 mm.",
                                        daysBeforeIndex(40))),
                of(
                        "assessment-report-denies",
                        "what a report denies is no grade",
                        afterMild()
                                .withImagingReport(
                                        "72148",
                                        "No severe spinal stenosis. Moderate central canal stenosis at L3-4.",
                                        daysBeforeIndex(40))),
                of(
                        "assessment-ct-and-observations",
                        "a CT, and facts as coded observations; MRI of 366 days before is too old",
                        afterMild()
                                .withProcedure("72148", daysBeforeIndex(366))
                                .withProcedure("72131", daysBeforeIndex(365))
                                .withObservation(OUTCOME, "ligamentum-flavum-thickness", 4.6, daysBeforeIndex(300))
                                .unit("mm")
                                .withTextObservation(OUTCOME, "stenosis-grade-lee", "2", daysBeforeIndex(300))),
                of(
                        "assessment-grade-and-a-remark",
                        "what is no grade of the scheme stays out, whatever somebody wrote there",
                        afterMild()
                                .withTextObservation(
                                        OUTCOME, "stenosis-grade-schizas", "as told by phone", daysBeforeIndex(30))
                                .withTextObservation(
                                        OUTCOME, "stenosis-grade-qualitative", "see note", daysBeforeIndex(20))
                                .withTextObservation(
                                        OUTCOME, "stenosis-grade-schizas", "Grade C", daysBeforeIndex(40))),
                of(
                        "assessment-specialist",
                        "the last visit at a spine clinic before the index",
                        afterMild()
                                .withEncounter("AMB", daysBeforeIndex(50), daysBeforeIndex(50))
                                .ofType("Spine clinic consultation")
                                .withEncounter("AMB", daysBeforeIndex(20), daysBeforeIndex(20))
                                .inSpecialty("394882004")
                                .withEncounter("AMB", daysAfterIndex(0), daysAfterIndex(0))
                                .ofType("Pain clinic visit")));
    }
}
