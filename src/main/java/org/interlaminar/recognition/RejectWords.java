package org.interlaminar.recognition;

import static org.interlaminar.recognition.Words.set;

import java.util.Set;

/** The words by which {@link Clause} hears that something was denied, planned, called off or done. */
final class RejectWords {
    static final Set<String> PLACEBO = set("placebo sham");

    static final Set<String> TURNS = set("but however although though whereas yet except");

    static final Set<String> COMES_AFTER =
            set("after following since despite during post s/p postop postoperative postoperatively status");

    static final Set<String> DONE =
            set("performed done completed underwent undergone had received accomplished tolerated proceeded");

    static final Set<String> NOT = set("no not never without non w/o denies denied deny denying cannot unable none"
            + " neither nor absence lack negative r/o ruled rule excluded against avoid avoided");

    /** What a negation says of these, it does not say of the procedure that they follow from. */
    static final Set<String> RESULTS = set("complication complications relief improvement improve improved benefit"
            + " benefited response respond responded respondent help helped pain issue issues problem problems bleeding"
            + " infection change changes sedation anesthesia anaesthesia fluoroscopy success successful");

    /** Who plans or talks of what comes behind these speaks of something that was. */
    static final Set<String> PAST =
            set("prior previous past recent earlier failed result results outcome outcomes course");

    /** A further procedure of the same kind, about which the rest of the clause speaks. */
    static final Set<String> AGAIN = set("pild mild MILD repeat redo another second " + Words.BRAND);

    static final Set<String> LISTS =
            set("discussed discussion discuss discussing considering consider considered consideration options option"
                    + " offered offer recommend recommended recommends recommending recommendation plan if candidate"
                    + " choices alternatives declined declines refused refuses");

    static final Set<String> PLANS = set("planned planning plans scheduled schedule scheduling schedules refer"
            + " referral referred refers offering offers await awaits awaiting pending future will would might could should"
            + " possible possibly potential potentially proposed propose proposing upcoming eventual tentative request"
            + " requested requests requesting wants wishes wish interested eligible eligibility evaluate evaluated"
            + " evaluation eval appropriate authorization authorisation preauthorization approval approved anticipated"
            + " anticipate contemplating contemplated intends intended pre preop preoperative unless until consult"
            + " consultation consulted brochure information educated education literature asked asks inquired about"
            + " questions versus vs indication indications workup need needs order ordered wait waiting waitlist may"
            + " elected elects agreed agrees agreeable decided decides opted opts proceed proceeding"
            + " consent consented screening screened assessed assessment suitable suitability explained maybe perhaps"
            + " ineligible contraindicated contraindication contraindications");

    static final Set<String> CALLED_OFF = set("declined declines decline declining refused refuses refusing"
            + " refusal deferred defers defer postponed cancelled canceled cancel cancels cancelling cancellation"
            + " cancelation denied denies denial rejected withheld rescheduled withdrawn hold");

    static final Set<String> SAID_BY_PEOPLE = set("denies denied declines refuses");

    static final Set<String> BROKEN_OFF =
            set("aborted abandoned discontinued converted attempted attempt unsuccessful incomplete terminated");

    static final Set<String> SAID_OF_PLANS = set("planned scheduled discussed considered recommended offered"
            + " proposed pending requested awaiting anticipated contemplated tentatively candidate consult consultation"
            + " evaluation eval referral option options discussion planning workup authorization authorisation"
            + " preauthorization brochure pamphlet handout literature information website video education appointment"
            + " vs versus unless if advised suggested explained approved intended screening candidacy tomorrow upcoming"
            + " eligible eligibility considering ordered contraindicated future ineligible");

    static final Set<String> NOT_DONE = set("performed done completed carried undertaken indicated attempted"
            + " possible approved authorized authorised covered recommended offered planned scheduled pursued given had"
            + " needed required necessary appropriate received undergone accomplished option candidate happen happened"
            + " occur occurred used opened tolerated proceed proceeded started begun available feasible wanted desired"
            + " considered take took an a");

    static final Set<String> MODAL = set("will would should could can might may must");

    static final Set<String> AFTER_MODAL = set("be have help benefit proceed occur take happen need");

    static final Set<String> AUXILIARY =
            set("was were is are be been being has have had then later also again initially previously it which that");

    static final Set<String> PEOPLE = set(
            "patient pt he she they we i family wife husband spouse daughter son mother father surgeon insurance payer");

    static final Set<String> RELATIVES =
            set("mother father brother sister wife husband spouse daughter son friend neighbour neighbor aunt uncle");

    static final Set<String> OTHER_SUBJECT = set("follow followup f/u visit check imaging mri xray pt patient he she"
            + " they we therapy physical discharge pain results outcome images findings consent postop return rtc call"
            + " dressing sutures wound medication medications antibiotics complications no none without symptoms relief repeat redo another"
            + " good excellent well discharged laminectomy fusion surgery injection injections esi");

    static final Set<String> BELONGS = set("not never cancelled canceled declined and or which was were is at on"
            + " left right bilateral bilaterally unilateral lumbar vertos stryker");

    static final Set<String> NO_OBJECT = set("for on in at by with due because until next this tomorrow today after"
            + " and or but per pending once again , ) ( - : it as since secondary to today's when if same procedure the"
            + " treatment surgery out back second not instead given");

    static final Set<String> AFTER_CALLING_OFF = set("due because by on per today secondary as since it this the for"
            + " procedure , ) ( - : and at treatment surgery in");

    private RejectWords() {}
}
