package org.interlaminar.recognition;

import static org.interlaminar.recognition.Words.set;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What the words of a procedure's texts say of its incisions, guidance, anaesthesia and sedation. */
final class OperativeWords {
    private static final List<String> NUMBERS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight");
    private static final Set<String> OPENINGS = set("incision incisions portal portals");
    private static final Set<String> KINDS_OF_OPENING =
            set("small stab skin midline paramedian tiny separate paraspinal"
                    + " puncture percutaneous access stabs unilateral interlaminar working");
    private static final Set<String> MEASURES = set("mm cm inch millimetre millimeter centimetre centimeter");
    private static final Set<String> NOT = set("no not without never denies denied declined non refused avoid w/o");
    private static final Set<String> NOT_SAID_OF_IT =
            set("complication complications issue issues problem problems difficulty");
    private static final Set<String> NOT_GIVEN = set("not declined refused none avoided unnecessary");

    /** From nothing said to the deepest. */
    private static final List<String> DEPTHS = List.of("", "none", "unspecified", "minimal", "moderate", "deep");

    private static final Set<String> BEFORE_COUNT = set(": x");

    /** A denial before these is of something else. */
    private static final Set<String> FREES = set("under with using but");

    private static final Set<String> LEADS_ON = set("and with no without but");

    private static final int NEGATION_REACH = 4;

    private final List<String> words;

    OperativeWords(List<String> words) {
        this.words = words;
    }

    Integer incisions() {
        Set<Integer> counts = new TreeSet<>();
        for (int i = 0; i < words.size(); i++) {
            if (OPENINGS.contains(words.get(i))) {
                int count = Math.max(countBefore(i), countAfter(i));
                if (count > 0 && !isDenied(i)) {
                    counts.add(count);
                }
            }
        }
        return counts.size() == 1 ? counts.iterator().next() : null;
    }

    private int countBefore(int opening) {
        int at = skipKinds(opening - 1);
        if (MEASURES.contains(word(at))) {
            at = skipKinds(at - 2);
        }
        return number(word(at));
    }

    private int skipKinds(int from) {
        int at = from;
        while (KINDS_OF_OPENING.contains(word(at))) {
            at--;
        }
        return at;
    }

    /** {@code incisions: 2}, {@code incision x 1}; a length is no number of them. */
    private int countAfter(int opening) {
        int at = opening + 1;
        while (BEFORE_COUNT.contains(word(at))) {
            at++;
        }
        boolean counted = at > opening + 1 && !MEASURES.contains(word(at + 1));
        String word = word(at);
        return counted ? number(word) : word.matches("x[1-8]") ? word.charAt(1) - '0' : 0;
    }

    private static int number(String word) {
        if (word.equals("single")) {
            return 1;
        }
        boolean digit = word.length() == 1 && word.charAt(0) >= '1' && word.charAt(0) <= '8';
        return digit ? word.charAt(0) - '0' : Math.max(0, NUMBERS.indexOf(word));
    }

    SortedSet<String> guidance() {
        SortedSet<String> found = new TreeSet<>();
        for (int i = 0; i < words.size(); i++) {
            String guide = guide(i);
            if (guide != null && !isDenied(i)) {
                found.add(guide);
            }
        }
        return found;
    }

    private String guide(int at) {
        String word = words.get(at);
        if (word.startsWith("fluoro") || word.equals("c") && word(at + 1).equals("arm")) {
            return "fluoroscopy";
        }
        if (word.startsWith("epidurogra")) {
            return "epidurogram";
        }
        boolean guiding = word(at + 1).startsWith("guid") || word(at - 1).equals("under");
        if (word.equals("ct") && guiding
                || word.equals("tomography") && (word(at + 1).startsWith("guid") || isUnder(at - 2))) {
            return "ct";
        }
        boolean ultrasound = word.equals("ultrasound") || word.equals("sonographic") || word.equals("us");
        return ultrasound && guiding ? "ultrasound" : null;
    }

    private boolean isUnder(int at) {
        return word(at).equals("under");
    }

    SortedSet<String> anaesthesia() {
        SortedSet<String> found = new TreeSet<>();
        for (int i = 0; i < words.size(); i++) {
            String kind = kindOfAnaesthesia(i);
            if (kind != null && !isDenied(i)) {
                found.add(kind);
            }
        }
        return found;
    }

    private String kindOfAnaesthesia(int at) {
        return switch (words.get(at)) {
            case "local" -> isAnaesthesia(at) || word(at + 1).equals("infiltration") ? "local" : null;
            case "lidocaine", "lignocaine", "bupivacaine" -> isNear(at, word -> word.startsWith("infiltrat"))
                    ? "local"
                    : null;
            case "general" -> isAnaesthesia(at) ? "general" : null;
            case "ga", "geta" -> "general";
            case "mac" -> "mac";
            case "monitored" -> word(at + 1).startsWith("an") && isAnaesthesia(at) ? "mac" : null;
            case "spinal", "regional", "epidural" -> isAnaestheticWord(word(at + 1)) || isHeaded(at)
                    ? "regional"
                    : null;
            default -> null;
        };
    }

    /** {@code general anaesthesia}, {@code local and general anaesthesia}, {@code anaesthesia: general}, {@code under general}. */
    private boolean isAnaesthesia(int at) {
        for (int i = at + 1; i <= at + 4 && !Words.ends(word(i)); i++) {
            if (isAnaestheticWord(word(i))) {
                return true;
            }
        }
        return isHeaded(at) || isUnder(at - 1);
    }

    private boolean isHeaded(int at) {
        for (int i = at - 1; i >= at - 6 && !Words.ends(word(i)); i--) {
            if (word(i).equals(":")) {
                return isAnaestheticWord(word(i - 1));
            }
        }
        return false;
    }

    private static boolean isAnaestheticWord(String word) {
        return word.startsWith("anesthe") || word.startsWith("anaesthe");
    }

    String sedation() {
        SortedSet<Integer> depths = new TreeSet<>();
        for (int i = 0; i < words.size(); i++) {
            boolean sedation = words.get(i).equals("sedation") || words.get(i).equals("sedated");
            if (sedation || words.get(i).equals("anxiolysis")) {
                depths.add(depth(i));
            }
        }
        return depths.isEmpty() || depths.last() == DEPTHS.indexOf("") ? null : DEPTHS.get(depths.last());
    }

    private int depth(int at) {
        String named = named(at);
        if (isDenied(at)) {
            return DEPTHS.indexOf(named.equals("unspecified") ? "none" : "");
        }
        return DEPTHS.indexOf(named);
    }

    private String named(int at) {
        if (words.get(at).equals("anxiolysis")) {
            return "minimal";
        }
        String before = word(at - 1).equals("iv") ? word(at - 2) : word(at - 1);
        String word = word(at + 1).equals(":") ? word(at + 2) : before;
        return switch (word) {
            case "moderate", "conscious", "moderately", "procedural" -> "moderate";
            case "deep", "deeply" -> "deep";
            case "minimal", "light", "mild", "MILD", "minimally", "lightly" -> "minimal";
            default -> "unspecified";
        };
    }

    private boolean isNear(int at, Predicate<String> wanted) {
        for (int i = at - 5; i <= at + 5; i++) {
            if (wanted.test(word(i))) {
                return true;
            }
        }
        return false;
    }

    /** No, without and the like a few words before in the same clause, or not used, not given behind. */
    private boolean isDenied(int at) {
        for (int i = at - 1; i >= at - NEGATION_REACH && !isBreak(word(i)); i--) {
            if (NOT_SAID_OF_IT.contains(word(i)) || FREES.contains(word(i))) {
                break;
            }
            if (NOT.contains(word(i))) {
                return true;
            }
        }
        for (int i = at + 1; i <= at + NEGATION_REACH && !isBreak(word(i)); i++) {
            if (NOT_GIVEN.contains(word(i))) {
                return true;
            }
            if (LEADS_ON.contains(word(i))) {
                return false;
            }
        }
        return false;
    }

    private static boolean isBreak(String word) {
        return Words.ends(word) || word.equals(",") || word.equals("but");
    }

    private String word(int at) {
        return Words.at(words, at);
    }
}
