package org.interlaminar.cases;

import static org.interlaminar.cases.Situation.INDEX;
import static org.interlaminar.cases.Situation.afterMild;
import static org.interlaminar.cases.Situation.of;
import static org.interlaminar.cases.Situation.withStenosis;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.on;

import java.util.List;

/** Bills beside, before and without a documented procedure: section 3 of the clinical rules. */
final class BillSituations {
    private BillSituations() {}

    static List<Situation> all() {
        return List.of(
                of(
                        "claim-alone",
                        "a facility claim alone is a performed procedure",
                        withStenosis()
                                .withClaim("institutional", "0275T", INDEX)
                                .placeOfService("22")),
                of(
                        "claim-settled-alone",
                        "an explanation of benefit alone is a performed procedure",
                        withStenosis().withExplanationOfBenefit("professional", "0275T", INDEX)),
                of(
                        "claim-denied-alone",
                        "a denied claim alone is none",
                        withStenosis().withClaim("professional", "0275T", INDEX).denied()),
                of(
                        "claim-denied-as-a-whole",
                        "a bill refused as a whole is none",
                        withStenosis()
                                .withExplanationOfBenefit("professional", "0275T", INDEX)
                                .deniedAsAWhole()),
                of(
                        "claim-denied-beside-procedure",
                        "a denied claim beside a documented procedure: performed",
                        afterMild().withClaim("professional", "0275T", INDEX).denied()),
                of(
                        "claim-preauthorisation",
                        "a preauthorisation is a plan",
                        withStenosis().withClaim("professional", "0275T", INDEX).preauthorisation()),
                of(
                        "claim-cancelled",
                        "a cancelled claim proves nothing",
                        withStenosis().withClaim("professional", "0275T", INDEX).status("cancelled")),
                of(
                        "claim-three-tell-of-one",
                        "facility claim, professional claim and procedure of one day are one index",
                        afterMild()
                                .withClaim("institutional", "0275T", INDEX)
                                .withClaim("professional", "0275T", INDEX, "RT")),
                of(
                        "claim-facility-before-professional",
                        "of two claims a day apart the facility tells the day",
                        withStenosis()
                                .countingFrom(INDEX)
                                .withClaim("institutional", "0275T", daysAfterIndex(1))
                                .withClaim("professional", "0275T", INDEX)),
                of(
                        "claim-one-day-apart",
                        "a claim dated one day after the log is the same event on the log's day",
                        afterMild().withClaim("institutional", "0275T", daysAfterIndex(1))),
                of(
                        "claim-log-between-bills",
                        "bills one day before and one day after the log are the log's event",
                        afterMild()
                                .withClaim("professional", "0275T", daysAfterIndex(-1))
                                .withClaim("institutional", "0275T", daysAfterIndex(1))),
                of(
                        "claim-two-days-apart",
                        "a claim dated two days after the log is a second event",
                        afterMild().withClaim("institutional", "0275T", daysAfterIndex(2))),
                of(
                        "claim-levels-united",
                        "levels of the log and of a history are united",
                        afterMild().said("Lumbar decompression L3-4").withTextProcedure("PILD L4-5", INDEX)),
                of(
                        "claim-modifier-discontinued",
                        "modifier 73 on the only claim leaves it open",
                        withStenosis().withClaim("institutional", "0275T", INDEX, "73")),
                of(
                        "claim-modifier-discontinued-beside-done",
                        "modifier 74 on a claim beside a completed procedure: performed, and one line to review",
                        afterMild().withClaim("institutional", "0275T", INDEX, "74")),
                of(
                        "claim-both-sides",
                        "left and right on two lines of a claim are both sides of one procedure",
                        withStenosis()
                                .withClaim("professional", "0275T", INDEX, "LT")
                                .line("0275T", INDEX, "RT")),
                of(
                        "claim-in-trial",
                        "coverage with evidence development: Q0, Z00.6 and the trial's number are covariates",
                        withStenosis()
                                .withClaim("institutional", "0275T", INDEX, "Q0")
                                .withDiagnosisOnClaim("Z00.6")
                                .inTrial("NCT03072927")),
                of(
                        "claim-billed-as-not-done",
                        "a diagnosis of a procedure not carried out warns",
                        afterMild().withCondition("Z53.09").recorded(INDEX)),
                of(
                        "claim-period",
                        "a claim whose line has no day takes the bill's",
                        withStenosis()
                                .withClaim("institutional", "0275T", PERIOD_OF_BILL)
                                .billedFor(INDEX, on("2025-02-04"))));
    }

    private static final org.interlaminar.fixture.When PERIOD_OF_BILL = org.interlaminar.fixture.PatientStory.undated();
}
