package org.interlaminar.recognition;

import static org.interlaminar.recognition.RejectWords.AFTER_CALLING_OFF;
import static org.interlaminar.recognition.RejectWords.AFTER_MODAL;
import static org.interlaminar.recognition.RejectWords.AGAIN;
import static org.interlaminar.recognition.RejectWords.AUXILIARY;
import static org.interlaminar.recognition.RejectWords.BELONGS;
import static org.interlaminar.recognition.RejectWords.BROKEN_OFF;
import static org.interlaminar.recognition.RejectWords.CALLED_OFF;
import static org.interlaminar.recognition.RejectWords.COMES_AFTER;
import static org.interlaminar.recognition.RejectWords.DONE;
import static org.interlaminar.recognition.RejectWords.LISTS;
import static org.interlaminar.recognition.RejectWords.MODAL;
import static org.interlaminar.recognition.RejectWords.NOT;
import static org.interlaminar.recognition.RejectWords.NOT_DONE;
import static org.interlaminar.recognition.RejectWords.NO_OBJECT;
import static org.interlaminar.recognition.RejectWords.OTHER_SUBJECT;
import static org.interlaminar.recognition.RejectWords.PAST;
import static org.interlaminar.recognition.RejectWords.PEOPLE;
import static org.interlaminar.recognition.RejectWords.PLACEBO;
import static org.interlaminar.recognition.RejectWords.PLANS;
import static org.interlaminar.recognition.RejectWords.RELATIVES;
import static org.interlaminar.recognition.RejectWords.RESULTS;
import static org.interlaminar.recognition.RejectWords.SAID_BY_PEOPLE;
import static org.interlaminar.recognition.RejectWords.SAID_OF_PLANS;
import static org.interlaminar.recognition.RejectWords.TURNS;

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

    private static final Set<String> MARKS = Set.of(",", "-", ":");
    private static final Set<String> OPEN = Set.of(GIVEN_UP, ASKED, BLINDED);

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
        boolean list = listGoesOn();
        boolean result = false;
        boolean past = false;
        for (int i = from - 1; i >= from - REACH; i--) {
            String word = word(i);
            boolean inList = !comma || list || isHeading(i);
            if (Words.ends(word) || TURNS.contains(word)) {
                return null;
            }
            if (DONE.contains(word) && !word(i - 1).equals("having")) {
                return undone(i);
            }
            if (COMES_AFTER.contains(word) && !isStatusPost(i)) {
                return NOT.contains(word(i - 1)) ? NEGATED : null;
            }
            if (isFamilyHistory(i)) {
                return RELATIVE;
            }
            comma |= word.equals(",") || word.equals("-");
            list |= word.equals("and") || word.equals("or") || word.equals("nor");
            result |= RESULTS.contains(word);
            past |= PAST.contains(word);
            if (NOT.contains(word) && (!comma || list) && !result) {
                return CALLED_OFF.contains(word) ? DECLINED : NEGATED;
            }
            if (BROKEN_OFF.contains(word) && inList) {
                return GIVEN_UP;
            }
            if (CALLED_OFF.contains(word) && inList) {
                return DECLINED;
            }
            if (!past && speaksOfPlan(i, inList)) {
                return wasDoneAfterwards(to) ? null : CALLED_OFF.contains(word) ? DECLINED : PLANNED;
            }
        }
        return null;
    }

    /** A list whose other items follow: {@code no injections, PILD or surgery}. */
    private boolean listGoesOn() {
        int at = word(to).equals(Words.LUMBAR_LEVEL) ? to + 1 : to;
        while (word(at).equals(",") && !isOr(at + 1) && at < to + NEAR) {
            at += 2;
        }
        return isOr(at) || word(at).equals(",");
    }

    private boolean isOr(int at) {
        return word(at).equals("or") || word(at).equals("nor");
    }

    /** A word that stands for itself before the phrase: {@code Planned - PILD L4-5}. */
    private boolean isHeading(int at) {
        return at == from - 2 && Words.ends(word(at - 1));
    }

    private boolean isStatusPost(int post) {
        return word(post).equals("post") && word(post - 1).equals("status");
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
            if (MARKS.contains(word) && !belongs(i + 1)) {
                return calledOffIn(i + 1);
            }
            if (NOT.contains(word) && !CALLED_OFF.contains(word)) {
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
        boolean bare = at == to + 1 || MARKS.contains(word(at - 2));
        if (bare && Words.ends(word(at))) {
            return NEGATED;
        }
        for (int i = at; i < at + 3 && !Words.ends(word(i)); i++) {
            if (NOT_DONE.contains(word(i))) {
                return NEGATED;
            }
        }
        return null;
    }

    private boolean isToCome(int done) {
        for (int i = done - 1; i >= Math.max(to, done - 3); i--) {
            if (word(i).equals("be") || word(i).equals("if")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isObject(String word) {
        return Words.isNumber(word) || Set.of("at", "on", "in", ",").contains(word);
    }

    /** Somebody who denied something else said nothing of the phrase. */
    private boolean isSaidOfPhrase(int at) {
        int before = AUXILIARY.contains(word(at - 1)) ? at - 2 : at - 1;
        boolean bySomebody = PEOPLE.contains(word(before)) || SAID_BY_PEOPLE.contains(word(at));
        return !bySomebody || endsThought(at + 1);
    }

    private boolean isPredicate(int at) {
        if (word(at - 1).equals("as")
                || word(at - 1).equals("previously") && word(at - 2).equals("as")) {
            return false;
        }
        boolean behindLevel = at == to + 1 && isLumbar(word(to));
        return at == to || behindLevel || AUXILIARY.contains(word(at - 1)) || endsThought(at + 1);
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
                return undone(i) == null;
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
        if (Set.of("no", "none", "never").contains(word(i)) && Words.ends(word(i + 1))) {
            return NEGATED;
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
            if (word.equals("and") && !higher) {
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
        return Words.at(words, at);
    }
}
