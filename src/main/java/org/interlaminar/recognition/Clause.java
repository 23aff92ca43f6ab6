package org.interlaminar.recognition;

import static org.interlaminar.recognition.Words.set;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the words about a phrase say that it did not take place (clinical rules, section 3: reject words must govern the
 * phrase). A word governs when it stands in the phrase's clause, before it with nothing between that was done or came
 * afterwards, or after it as what is said of it.
 */
final class Clause {
    private static final int REACH = 14;
    private static final int NEAR = 6;

    private static final String NEGATED = "the text says that it did not take place";
    private static final String PLANNED = "the text speaks of a plan, an offer or a talk, which is no procedure";
    private static final String DECLINED = "the text says that it was declined, denied, put off or called off";
    private static final String REGION = "the text speaks of the cervical or thoracic spine";
    private static final String RELATIVE = "the text speaks of somebody else";
    private static final String GIVEN_UP =
            "the text says that it was attempted, converted or given up; the operative report says how far it went";
    private static final String ASKED = "the text asks whether it took place, or whether it should";
    private static final String BLINDED =
            "the text names a placebo; only the trial knows which of the two was carried out";

    private static final Set<String> OPEN = Set.of(GIVEN_UP, ASKED, BLINDED);

    private static final Set<String> PLACEBO = set("placebo sham");
    private static final Set<String> TURNS = set("but however although though whereas yet except");
    private static final Set<String> COMES_AFTER =
            set("after following since despite during post s/p postop postoperative postoperatively status");
    private static final Set<String> DONE =
            set("performed done completed underwent undergone had received accomplished tolerated proceeded");
    private static final Set<String> NOT =
            set("no not never without non w/o denies denied deny denying cannot unable none"
                    + " neither nor absence lack negative r/o ruled rule excluded against avoid avoided");

    /** What a negation says of these, it does not say of the procedure that they follow from. */
    private static final Set<String> RESULTS =
            set("complication complications relief improvement improve improved benefit"
                    + " benefited response respond responded respondent help helped pain issue issues problem problems bleeding"
                    + " infection change changes sedation anesthesia anaesthesia fluoroscopy success successful");

    /** Who plans or talks of what comes behind these speaks of something that was. */
    private static final Set<String> PAST =
            set("prior previous past recent earlier failed result results outcome outcomes course");

    /** A further procedure of the same kind, about which the rest of the clause speaks. */
    private static final Set<String> AGAIN = set("pild mild MILD repeat redo another second " + Words.BRAND);

    private static final Set<String> LISTS =
            set("discussed discussion discuss discussing considering consider considered consideration options option"
                    + " offered offer recommend recommended recommends recommending recommendation plan if candidate"
                    + " choices alternatives declined declines refused refuses");
    private static final Set<String> PLANS = set("planned planning plans scheduled schedule scheduling schedules refer"
            + " referral referred refers offering offers await awaits awaiting pending future will would might could should"
            + " possible possibly potential potentially proposed propose proposing upcoming eventual tentative request"
            + " requested requests requesting wants wishes wish interested eligible eligibility evaluate evaluated"
            + " evaluation eval appropriate authorization authorisation preauthorization approval approved anticipated"
            + " anticipate contemplating contemplated intends intended pre preop preoperative unless until consult"
            + " consultation consulted brochure information educated education literature asked asks inquired about"
            + " questions versus vs indication indications workup need needs order ordered wait waiting waitlist may"
            + " elected elects agreed agrees agreeable decided decides opted opts proceed proceeding"
            + " consent consented screening screened assessed assessment suitable suitability explained");
    private static final Set<String> CALLED_OFF = set("declined declines decline declining refused refuses refusing"
            + " refusal deferred defers defer postponed cancelled canceled cancel cancels cancelling cancellation"
            + " cancelation denied denies denial rejected withheld rescheduled withdrawn");
    private static final Set<String> BROKEN_OFF =
            set("aborted abandoned discontinued converted attempted attempt unsuccessful incomplete terminated");
    private static final Set<String> SAID_OF_PLANS = set("planned scheduled discussed considered recommended offered"
            + " proposed pending requested awaiting anticipated contemplated tentatively candidate consult consultation"
            + " evaluation eval referral option options discussion planning workup authorization authorisation"
            + " preauthorization brochure pamphlet handout literature information website video education appointment"
            + " vs versus unless if advised suggested explained approved intended screening candidacy tomorrow upcoming"
            + " eligible eligibility considering ordered");
    private static final Set<String> NOT_DONE = set("performed done completed carried undertaken indicated attempted"
            + " possible approved authorized authorised covered recommended offered planned scheduled pursued given had"
            + " needed required necessary appropriate received undergone accomplished option candidate happen happened"
            + " occur occurred used opened tolerated proceed proceeded started begun available feasible wanted desired"
            + " considered take took an a");
    private static final Set<String> MODAL = set("will would should could can might may must");
    private static final Set<String> AFTER_MODAL = set("be have help benefit proceed occur take happen need");
    private static final Set<String> AUXILIARY =
            set("was were is are be been being has have had then later also again initially previously it which that");
    private static final Set<String> PEOPLE = set(
            "patient pt he she they we i family wife husband spouse daughter son mother father surgeon insurance payer");
    private static final Set<String> RELATIVES =
            set("mother father brother sister wife husband spouse daughter son friend neighbour neighbor aunt uncle");
    private static final Set<String> OTHER_SUBJECT =
            set("follow followup f/u visit check imaging mri xray pt patient he she"
                    + " they we therapy physical discharge pain results outcome images findings consent postop return rtc call"
                    + " dressing sutures wound medication medications antibiotics complications no none without symptoms relief repeat redo another"
                    + " good excellent well discharged laminectomy fusion surgery injection injections esi");
    private static final Set<String> BELONGS =
            set("not never cancelled canceled declined and or which was were is at on"
                    + " left right bilateral bilaterally unilateral lumbar vertos stryker");
    private static final Set<String> NO_OBJECT =
            set("for on in at by with due because until next this tomorrow today after"
                    + " and or but per pending once again , ) ( - : it as since secondary to today's when if same procedure the"
                    + " treatment surgery out back second not instead given");
    private static final Set<String> AFTER_CALLING_OFF =
            set("due because by on per today secondary as since it this the for"
                    + " procedure , ) ( - : and at treatment surgery in");

    private final List<String> words;
    private final int from;
    private final int to;

    /** The clause about the phrase that begins at {@code from} and ends before {@code to}. */
    Clause(List<String> words, int from, int to) {
        this.words = words;
        this.from = from;
        this.to = to;
    }

    /** Why the phrase proves nothing. */
    record Objection(String reason, boolean open) {}

    Optional<Objection> objection() {
        String refusal = before();
        if (refusal == null) {
            refusal = after();
        }
        if (refusal == null) {
            refusal = elsewhere() ? REGION : placebo() ? BLINDED : null;
        }
        return refusal == null ? Optional.empty() : Optional.of(new Objection(refusal, OPEN.contains(refusal)));
    }

    private String before() {
        boolean comma = false;
        boolean list = to < words.size() - 1
                && word(to).equals(",")
                && Set.of("or", "nor").contains(word(to + 1));
        boolean result = false;
        boolean past = false;
        for (int i = from - 1; i >= from - REACH; i--) {
            String word = word(i);
            boolean inList = !comma || list;
            if (Words.ends(word) || TURNS.contains(word)) {
                return null;
            }
            if (DONE.contains(word) && !word(i - 1).equals("having")) {
                return undone(i);
            }
            if (COMES_AFTER.contains(word)) {
                return NOT.contains(word(i - 1)) ? NEGATED : null;
            }
            if (isFamilyHistory(i)) {
                return RELATIVE;
            }
            comma |= word.equals(",") || word.equals("-");
            list |= word.equals("and") || word.equals("or") || word.equals("nor");
            result |= RESULTS.contains(word);
            past |= PAST.contains(word);
            if (NOT.contains(word) && inList && !result) {
                return isCalledOff(word) ? DECLINED : NEGATED;
            }
            if (BROKEN_OFF.contains(word) && inList) {
                return GIVEN_UP;
            }
            if (CALLED_OFF.contains(word) && (inList || LISTS.contains(word) && listGoesOn())) {
                return DECLINED;
            }
            if (!past && speaksOfPlan(i, inList)) {
                return wasDoneAfterwards(to) ? null : PLANNED;
            }
        }
        return null;
    }

    private static boolean isCalledOff(String word) {
        return CALLED_OFF.contains(word);
    }

    /** The phrase is one of several in a list when the list goes on behind it. */
    private boolean listGoesOn() {
        return word(to).equals(",") || word(to).equals("and") || word(to).equals("or");
    }

    private boolean speaksOfPlan(int at, boolean inList) {
        String word = word(at);
        boolean month = word.equals("may") && Words.isNumber(word(at + 1));
        boolean asPlanned = word(at - 1).equals("as")
                || word(at - 1).equals("previously") && word(at - 2).equals("as");
        boolean plan = LISTS.contains(word) || PLANS.contains(word) && inList;
        return plan && !month && !asPlanned;
    }

    /** What was done before the phrase in its clause was, unless it is denied, still to come or another person's. */
    private String undone(int done) {
        for (int i = done - 1; i >= done - 3 && !Words.ends(word(i)) && !word(i).equals(","); i--) {
            if (NOT.contains(word(i))) {
                return NEGATED;
            }
            if (MODAL.contains(word(i)) || word(i).equals("if") || word(i).equals("be")) {
                return PLANNED;
            }
        }
        return RELATIVES.contains(word(done - 1)) ? RELATIVE : null;
    }

    private boolean isFamilyHistory(int at) {
        return word(at).equals("history") && word(at - 1).equals("family") || word(at).equals("fhx");
    }

    private String after() {
        boolean over = COMES_AFTER.contains(word(from - 1));
        for (int i = to; i < to + REACH; i++) {
            String word = word(i);
            if (word.equals(Words.QUESTION)) {
                return ASKED;
            }
            if (word.equals("and") && AGAIN.contains(word(i + 1))) {
                return null;
            }
            if (Words.ends(word) || TURNS.contains(word)) {
                return calledOffIn(i + 1);
            }
            if ((word.equals(",") || word.equals("-") || word.equals(":")) && !belongs(i + 1)) {
                return calledOffIn(i + 1);
            }
            if (NOT.contains(word) && !isCalledOff(word)) {
                return deniedFrom(i + 1);
            }
            if (DONE.contains(word) && !(AUXILIARY.contains(word) && !isObject(word(i + 1)))) {
                return isToCome(i) ? PLANNED : null;
            }
            if (BROKEN_OFF.contains(word)) {
                return GIVEN_UP;
            }
            if (CALLED_OFF.contains(word) && isSaidOfPhrase(i)) {
                return wasDoneAfterwards(i) ? null : DECLINED;
            }
            if (!over && saysPlan(i)) {
                return wasDoneAfterwards(i) ? null : PLANNED;
            }
            if (OTHER_SUBJECT.contains(word)) {
                return calledOffIn(i);
            }
        }
        return null;
    }

    private boolean saysPlan(int at) {
        boolean modal = MODAL.contains(word(at)) && AFTER_MODAL.contains(word(at + 1));
        return modal && !word(at + 2).equals("able") || SAID_OF_PLANS.contains(word(at)) && isPredicate(at);
    }

    private boolean belongs(int at) {
        String word = word(at);
        return BELONGS.contains(word)
                || word.startsWith("<")
                || Words.isNumber(word)
                || AUXILIARY.contains(word)
                || CALLED_OFF.contains(word)
                || BROKEN_OFF.contains(word)
                || SAID_OF_PLANS.contains(word) && endsThought(at + 1)
                || MODAL.contains(word);
    }

    private String deniedFrom(int at) {
        for (int i = at; i < at + 3 && !Words.ends(word(i)); i++) {
            if (NOT_DONE.contains(word(i))) {
                return NEGATED;
            }
        }
        return null;
    }

    private boolean isToCome(int done) {
        for (int i = done - 1; i >= Math.max(to, done - 3); i--) {
            if (MODAL.contains(word(i)) || word(i).equals("be") || word(i).equals("if")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isObject(String word) {
        return Words.ends(word)
                || Words.isNumber(word)
                || Set.of("at", "on", "in", ",").contains(word);
    }

    /** Somebody who denied something else said nothing of the phrase. */
    private boolean isSaidOfPhrase(int at) {
        int before = AUXILIARY.contains(word(at - 1)) ? at - 2 : at - 1;
        return !PEOPLE.contains(word(before)) || endsThought(at + 1);
    }

    private boolean isPredicate(int at) {
        if (word(at - 1).equals("as")
                || word(at - 1).equals("previously") && word(at - 2).equals("as")) {
            return false;
        }
        return at == to || AUXILIARY.contains(word(at - 1)) || endsThought(at + 1);
    }

    private boolean endsThought(int at) {
        String word = word(at);
        return Words.ends(word) || Words.isNumber(word) || NO_OBJECT.contains(word) || CALLED_OFF.contains(word);
    }

    /** A plan that was carried out, said in the same clause. */
    private boolean wasDoneAfterwards(int at) {
        for (int i = at; i < at + REACH && !Words.ends(word(i)); i++) {
            String word = word(i);
            if (DONE.contains(word) && !AUXILIARY.contains(word)) {
                return undone(i) == null && !word(i - 1).equals("to");
            }
        }
        return false;
    }

    /** A clause of its own that says no more than that it was called off: of the phrase before it, then. */
    private String calledOffIn(int at) {
        int i = word(at).equals("then") || word(at).equals("and") || word(at).equals("procedure") ? at + 1 : at;
        i = PEOPLE.contains(word(i)) ? i + 1 : i;
        while (AUXILIARY.contains(word(i)) && i < at + NEAR) {
            i++;
        }
        boolean not = word(i).equals("not") || word(i).equals("never");
        boolean off = CALLED_OFF.contains(word(i)) && !word(i).equals("denies")
                || not && Set.of("performed", "done", "undertaken", "completed").contains(word(i + 1));
        int end = not ? i + 2 : i + 1;
        if (off && (Words.ends(word(end)) || Words.isNumber(word(end)) || AFTER_CALLING_OFF.contains(word(end)))) {
            return not ? NEGATED : DECLINED;
        }
        boolean onlyPlanned = Set.of("planned", "scheduled", "discussed").contains(word(i)) && Words.ends(word(i + 1));
        return onlyPlanned ? PLANNED : null;
    }

    /** The neck or chest named for the phrase, and the lumbar spine not. */
    private boolean elsewhere() {
        return isHigherBefore() || isHigherAfter();
    }

    private boolean isHigherBefore() {
        boolean higher = false;
        for (int i = from - 1; i >= from - NEAR; i--) {
            String word = word(i);
            if (isLumbar(word)) {
                return false;
            }
            if (Words.ends(word) || word.equals(",") || COMES_AFTER.contains(word) || DONE.contains(word)) {
                break;
            }
            if (word.equals("and") && !higher || word.equals("no")) {
                break;
            }
            higher |= isHigher(word);
        }
        return higher && !lumbarFollows();
    }

    private boolean isHigherAfter() {
        for (int i = to; i < to + NEAR; i++) {
            String word = word(i);
            boolean other = word.equals(",") && !isHigher(word(i + 1));
            if (Words.ends(word)
                    || other
                    || isLumbar(word)
                    || Set.of("and", "with", "no", "not", "without").contains(word)) {
                return false;
            }
            if (isHigher(word)) {
                return true;
            }
        }
        return false;
    }

    private boolean lumbarFollows() {
        for (int i = to; i < to + NEAR && !Words.ends(word(i)); i++) {
            if (isLumbar(word(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHigher(String word) {
        return word.equals("cervical") || word.equals("thoracic") || word.equals(Words.HIGHER_LEVEL);
    }

    private static boolean isLumbar(String word) {
        return word.equals("lumbar") || word.equals("lumbosacral") || word.equals(Words.LUMBAR_LEVEL);
    }

    private boolean placebo() {
        for (int i = to; i < to + NEAR && !Words.ends(word(i)); i++) {
            if (PLACEBO.contains(word(i))) {
                return true;
            }
        }
        for (int i = from - 1; i >= from - NEAR && !Words.ends(word(i)); i--) {
            if (PLACEBO.contains(word(i))) {
                return true;
            }
        }
        return false;
    }

    private String word(int at) {
        return at >= 0 && at < words.size() ? words.get(at) : Words.END;
    }
}
