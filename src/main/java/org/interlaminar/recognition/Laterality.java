package org.interlaminar.recognition;

import static org.interlaminar.recognition.Words.set;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which side the words say, where it is the procedure's and not a leg's. */
final class Laterality {
    private static final Set<String> LEFT = set("left lt left-sided");
    private static final Set<String> RIGHT = set("right rt right-sided");
    private static final Set<String> BOTH = set("bilateral bilaterally bilat b/l");
    private static final Set<String> OF_THE_PROCEDURE = set("side sided lamina laminae laminotomy hemilaminotomy"
            + " decompression interlaminar lumbar approach incision incisions portal portals paramedian hemilamina"
            + " procedure mild MILD pild at , ) ( and under using with via percutaneous ligamentum");
    private static final Set<String> OF_THE_BODY = set("leg legs lower extremity extremities foot feet buttock"
            + " buttocks hip hips knee knees thigh thighs calf calves pain symptoms radicular radiculopathy foraminal"
            + " stenosis claudication weakness numbness arm arms hand hands lateral decubitus handed");

    private final List<String> words;
    private final Set<String> sides = new TreeSet<>();
    private boolean together;
    private int besideLevels;

    private Laterality(List<String> words) {
        this.words = words;
    }

    static String in(List<String> words) {
        Laterality laterality = new Laterality(words);
        for (int i = 0; i < words.size(); i++) {
            laterality.note(i);
        }
        return laterality.answer();
    }

    private void note(int at) {
        String word = word(at);
        if (BOTH.contains(word) && !isOfTheBody(at)) {
            together = true;
        }
        boolean left = LEFT.contains(word);
        if ((left || RIGHT.contains(word)) && isOfTheProcedure(at)) {
            sides.add(left ? "left" : "right");
            besideLevels += isLevel(at + 1) || isLevel(at - 1) ? 1 : 0;
        }
    }

    private boolean isOfTheProcedure(int at) {
        String next = word(at + 1);
        boolean named = isLevel(at + 1) || isLevel(at - 1) || OF_THE_PROCEDURE.contains(next) || Words.ends(next);
        return named && !isOfTheBody(at);
    }

    private boolean isOfTheBody(int at) {
        for (int i = at + 1; i <= at + 3 && !Words.ends(word(i)); i++) {
            if (word(i).equals(",") || isLevel(i)) {
                return false;
            }
            if (OF_THE_BODY.contains(word(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean isLevel(int at) {
        return word(at).equals(Words.LUMBAR_LEVEL);
    }

    private String answer() {
        if (together) {
            return "bilateral";
        }
        if (sides.size() == 2) {
            return besideLevels > 1 ? "mixed" : "bilateral";
        }
        return sides.isEmpty() ? null : sides.iterator().next();
    }

    private String word(int at) {
        return Words.at(words, at);
    }
}
