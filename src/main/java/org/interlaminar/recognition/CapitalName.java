package org.interlaminar.recognition;

import static org.interlaminar.recognition.Words.set;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The word MILD in capitals: the procedure's name before a lumbar level, BILATERAL or DECOMPRESSION, or in a dated surgical
 * history; the adjective before a finding (clinical rules, section 3). In a text all in capitals its case says nothing, so
 * what it stands beside decides.
 */
final class CapitalName {
    private static final int REACH = 12;
    private static final int NEAR = 4;

    private static final String ALONE =
            "MILD stands alone in capitals; the operative report or the outside hospital's record says what was done";
    private static final String BESIDE_FINDING =
            "MILD may be the procedure or the degree of the finding before it; the operative report says which";

    private static final Set<String> HISTORY = set("s/p underwent had h/o hx psh psurghx undergone");
    private static final Set<String> DONE = set("performed done completed");
    private static final Set<String> TWO_SIDED = set("bilateral bilaterally bilat b/l");
    private static final Set<String> SIDES = set("left right unilateral lt rt l r");
    private static final Set<String> DECOMPRESSION = set("decompression decompressions");
    private static final Set<String> JOINTS =
            set("( ) at - : lumbar levels level and the procedure spine interlaminar");
    private static final Set<String> PLAIN_ENDS =
            set(", ( ) - : in on by under with using via performed done completed for"
                    + " 2 x outside per without procedure procedures planned scheduled discussed was is were has had not cancelled"
                    + " canceled declined denied deferred postponed offered recommended considered refused aborted attempted"
                    + " abandoned proposed pending requested if but and or to will at of due secondary"
                    + " because x2 x3 several few many last two three some years");
    private static final Set<String> BARE_ENDS = set(", ( ) - performed done completed outside procedure procedures"
            + " planned scheduled discussed was not cancelled canceled declined denied deferred postponed offered"
            + " recommended considered refused aborted attempted abandoned proposed pending requested if but");
    private static final Set<String> MARKERS =
            set("s/p post underwent undergone had performed procedure procedures surgery"
                    + " surgeries operation operations repeat second first prior previous previously h/o hx psh psurghx history of no"
                    + " not never without planned planning plan scheduled considering consider discussed discussing recommend"
                    + " recommended offered offer declined declines denied denies for candidate undergo undergoing cancelled canceled"
                    + " possible potential future awaiting refused refuses redo attempted aborted completed done via by"
                    + " proposed elective successful");
    private static final Set<String> FREE_OF_FINDINGS =
            set("s/p post underwent had performed for treated via by after");
    private static final Set<String> BEFORE_YEAR = set(
            "in on of circa approx approximately around about , ( - procedure x x2 x3 at by outside the hospital facility osh dr"
                    + " performed done completed january february march april may june july august september october november"
                    + " december jan feb mar apr jun jul aug sep sept oct nov dec summer spring fall autumn winter early late mid");
    private static final Set<String> AFTER_YEAR =
            set(", ( ) - at by with per for and outside dr in x elsewhere without");

    private final List<String> words;
    private final int at;
    private int noun;
    private boolean level;
    private boolean twoSided;
    private boolean decompression;

    private CapitalName(List<String> words, int at) {
        this.words = words;
        this.at = at;
    }

    /** @return empty when it is the adjective */
    static Optional<Phrase> at(List<String> words, int at) {
        CapitalName name = new CapitalName(words, at);
        return name.describesFinding() ? Optional.empty() : name.judge();
    }

    /** The name in small letters, which no rule takes for proof: a person may, where it can be no adjective. */
    static Optional<Phrase> inSmallLetters(List<String> words, int at) {
        CapitalName name = new CapitalName(words, at);
        boolean operated = name.word(at - 1).equals("s/p")
                || name.word(at - 1).equals("post") && name.word(at - 2).equals("status");
        boolean noNounFollows = Words.ends(name.word(at + 1)) || name.endOfDate(at + 1) > 0;
        return operated && noNounFollows
                ? Optional.of(Phrase.open(Phrase.CAPITAL_NAME, at, at + 1, ALONE))
                : Optional.empty();
    }

    private Optional<Phrase> judge() {
        boolean operated = isOperated();
        if (!operated && Severity.isOneOfSeveralGrades(words, at)) {
            return Optional.empty();
        }
        if (level || decompression) {
            return besideLevel();
        }
        if (twoSided) {
            return besideSides();
        }
        return alone();
    }

    private Optional<Phrase> besideLevel() {
        if (!isBehindFinding()) {
            return Optional.of(Phrase.proves(Phrase.CAPITAL_NAME, at, noun));
        }
        boolean parted = word(at - 1).equals(",") || word(at - 1).equals("-");
        return parted ? open(BESIDE_FINDING) : Optional.empty();
    }

    private Optional<Phrase> besideSides() {
        return isClean() ? Optional.of(Phrase.proves(Phrase.CAPITAL_NAME, at, noun)) : alone();
    }

    private Optional<Phrase> alone() {
        String next = word(at + 1);
        int end = endOfDate(at + 1);
        boolean dated = end > 0;
        boolean history = isListedInHistory() || DONE.contains(next);
        if (dated && history && (Words.ends(word(end)) || AFTER_YEAR.contains(word(end)) || isLevel(word(end)))) {
            return Optional.of(Phrase.proves(Phrase.IN_HISTORY, at, at + 1));
        }
        boolean ended = Words.ends(next)
                || dated
                || twoSided
                || BARE_ENDS.contains(next)
                || MARKERS.contains(word(at - 1)) && PLAIN_ENDS.contains(next);
        boolean nameable =
                isClean() || dated && Set.of(",", "-", "and").contains(word(at - 1)) || isLevel(word(at - 1));
        return ended && nameable ? open(ALONE) : Optional.empty();
    }

    private Optional<Phrase> open(String reason) {
        return Optional.of(Phrase.open(Phrase.CAPITAL_NAME, at, noun, reason));
    }

    /** Reads the words behind, as far as they hang together; only a level or a decompression may have other words behind. */
    private boolean describesFinding() {
        boolean direct = true;
        noun = at + 1;
        for (int i = at + 1; i < at + REACH; i++) {
            String word = word(i);
            if ((level || decompression) && Set.of("(", ":", "-").contains(word)) {
                return false;
            }
            boolean comma = word.equals(",") && (isLevel(word(i + 1)) || SIDES.contains(word(i + 1)));
            if (Severity.isFinding(word) || word.equals("to") && Severity.isGrade(word(i + 1))) {
                return true;
            }
            if (isLevel(word)) {
                level |= direct;
            } else if (TWO_SIDED.contains(word)) {
                twoSided |= direct;
            } else if (DECOMPRESSION.contains(word)) {
                decompression |= direct;
            } else if (DONE.contains(word)
                    && i == at + 1
                    && !isLevel(word(i + 1))
                    && !word(i + 1).equals("at")) {
                return false;
            } else if (!comma && !SIDES.contains(word) && !JOINTS.contains(word) && !(DONE.contains(word) && direct)) {
                if (Words.ends(word) || Words.isNumber(word) || PLAIN_ENDS.contains(word)) {
                    return false;
                }
                if (!level && !decompression) {
                    return true;
                }
                direct = false;
            }
            noun = direct ? i + 1 : noun;
        }
        return false;
    }

    private boolean isBehindFinding() {
        for (int i = at - 1; i >= at - NEAR; i--) {
            String word = word(i);
            if (Words.ends(word) || FREE_OF_FINDINGS.contains(word)) {
                return false;
            }
            if (Severity.isFinding(word)) {
                return true;
            }
        }
        return false;
    }

    /** Nothing before it that could be mild. */
    private boolean isClean() {
        int before = at - 1;
        while (Set.of("the", "a", "an", ":", "of", "with", "(", "-").contains(word(before))) {
            before--;
        }
        String word = word(before);
        return Words.ends(word) || MARKERS.contains(word) || Words.isNumber(word);
    }

    /** An operation's verb or sign directly before. */
    private boolean isOperated() {
        int before = at - 1;
        while (Set.of("the", "a", "of", ":", "prior", "previous", "repeat").contains(word(before))) {
            before--;
        }
        return HISTORY.contains(word(before))
                || word(before).equals("history")
                || word(before).equals("post") && word(before - 1).equals("status");
    }

    /** An entry of a surgical history, the first or a further one. */
    private boolean isListedInHistory() {
        if (isOperated()) {
            return true;
        }
        boolean entry = !isBehindFinding() && Set.of(",", "and", "-", ":").contains(word(at - 1));
        for (int i = at - 1; entry && i >= at - REACH && !Words.ends(word(i)); i--) {
            boolean surgical = word(i).equals("history") && word(i - 1).equals("surgical");
            if (surgical
                    || Set.of("s/p", "psh", "underwent").contains(word(i))
                    || word(i).equals("post") && word(i - 1).equals("status")) {
                return true;
            }
        }
        return false;
    }

    /** The word behind a date that names its year, in two digits only as in {@code 3/14/21}, or 0 when there is none. */
    private int endOfDate(int from) {
        int numbers = 0;
        for (int i = from; i < from + 7; i++) {
            String word = word(i);
            boolean dayOrMonth = Words.isNumber(word) && word.length() <= 2;
            numbers += dayOrMonth ? 1 : 0;
            if (isYear(word) || numbers == 3) {
                return i + 1;
            }
            if (!dayOrMonth && !BEFORE_YEAR.contains(word)) {
                return 0;
            }
        }
        return 0;
    }

    private static boolean isYear(String word) {
        return word.length() == 4 && Words.isNumber(word) && (word.startsWith("19") || word.startsWith("20"));
    }

    private static boolean isLevel(String word) {
        return word.equals(Words.LUMBAR_LEVEL);
    }

    private String word(int index) {
        return Words.at(words, index);
    }
}
