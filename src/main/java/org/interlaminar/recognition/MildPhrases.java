package org.interlaminar.recognition;

import static org.interlaminar.recognition.Words.set;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The places in a text that name the MILD procedure, at once or by what stands near (clinical rules, section 3). */
final class MildPhrases {
    private static final int NEARBY = 15;
    private static final int BETWEEN = 8;

    private static final String OTHER_TECHNIQUE = "another technique is named: endoscopic, laser or of the disc";
    private static final String NO_CONTEXT =
            "nothing near says that the lumbar spine was treated; the operative report or the device used would settle it";
    private static final String OTHER_DECOMPRESSION =
            "surgeons also call tubular laminectomy so; the device used or the operative report would settle it";

    private static final Set<String> THINGS = set("procedure procedures device devices kit kits");
    private static final Set<String> NOT_THINGS = set("related associated induced pain anxiety discomfort soreness site"
            + " migration malfunction malposition loosening infection reaction complication complications tolerance");
    private static final Set<String> LUMBAR_CONTEXT =
            set("lumbar lumbosacral ligamentum flavum vertos stryker neurogenic");
    private static final Set<String> TECHNIQUE_CONTEXT =
            set("vertos pild ligamentum flavum percutaneous percutaneously");
    private static final Set<String> OTHER_TECHNIQUES =
            set("endoscopic endoscopy laser disc disk discectomy nucleoplasty nucleotomy microdiscectomy");
    private static final Set<String> OPEN_TECHNIQUES =
            set("tubular laminectomy laminotomy hemilaminectomy microscope microscopic microdecompression");
    private static final Set<String> DENIED = set("no not without");
    private static final Set<String> FILLERS = set("image guided direct bilateral mis");

    private final List<String> words;

    MildPhrases(List<String> words) {
        this.words = words;
    }

    /** The phrase that begins with this word. */
    Optional<Phrase> at(int at) {
        return switch (words.get(at)) {
            case "pild" -> Optional.of(Phrase.proves(Phrase.PILD, at, at + 1));
            case "vertos" -> Optional.of(Phrase.proves(Phrase.MAKER, at, at + 1));
            case Words.BRAND -> Optional.of(Phrase.proves(Phrase.DOTTED_NAME, at, at + 1));
            case Words.BRAND_OR_RIGHT -> brandOrRight(at);
            case "percutaneous" -> percutaneous(at);
            case "minimally" -> minimallyInvasive(at);
            case "mild", Words.CAPITALS -> named(at);
            default -> Optional.empty();
        };
    }

    private Optional<Phrase> brandOrRight(int at) {
        for (int i = at + 1; i < at + BETWEEN && !Words.ends(word(i)) && !isThing(word(i)); i++) {
            if (Severity.isFinding(word(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(Phrase.proves(Phrase.DOTTED_NAME, at, at + 1));
    }

    /** What only the procedure is: a thing, or done for a finding. */
    private static boolean isThing(String word) {
        return THINGS.contains(word) || word.equals("for");
    }

    private Optional<Phrase> percutaneous(int at) {
        boolean other = OTHER_TECHNIQUES.contains(word(at - 1));
        for (int i = at + 1; i < at + BETWEEN; i++) {
            int end = lumbarDecompression(i);
            if (end > 0) {
                return Optional.of(
                        other
                                ? Phrase.refused(Phrase.PERCUTANEOUS, at, end, OTHER_TECHNIQUE)
                                : Phrase.proves(Phrase.PERCUTANEOUS, at, end));
            }
            other |= OTHER_TECHNIQUES.contains(word(i));
            if (word(i).equals(Words.END) || word(i).equals("percutaneous") || word(i).equals(",")) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<Phrase> minimallyInvasive(int at) {
        int lumbar = skipLine(at + 1);
        if (!word(lumbar).equals("invasive")) {
            return Optional.empty();
        }
        lumbar = skipLine(lumbar + 1);
        while (FILLERS.contains(word(lumbar)) && lumbar < at + BETWEEN) {
            lumbar = skipLine(lumbar + 1);
        }
        int end = lumbarDecompression(lumbar);
        if (end == 0) {
            return Optional.empty();
        }
        boolean open = isNear(at, end, OPEN_TECHNIQUES::contains);
        boolean proof = namesMildBeside(at, end)
                || isNear(at, end, word -> TECHNIQUE_CONTEXT.contains(word) && (!open || !word.startsWith("l")))
                || !open && isNear(at, end, word -> word.startsWith("fluoro") || word.startsWith("epidurogra"));
        return Optional.of(
                proof
                        ? Phrase.proves(Phrase.MINIMALLY_INVASIVE, at, end)
                        : Phrase.open(Phrase.MINIMALLY_INVASIVE, at, end, OTHER_DECOMPRESSION));
    }

    /** The name in brackets, or in front of the brackets that spell it out. */
    private boolean namesMildBeside(int from, int to) {
        boolean behind = word(to).equals("(")
                && word(to + 1).equalsIgnoreCase("mild")
                && word(to + 2).equals(")");
        boolean before = word(from - 1).equals("(") && word(from - 2).equalsIgnoreCase("mild");
        int loose = Set.of(",", "-", ":").contains(word(to)) ? to + 1 : to;
        boolean loosely = word(loose).equals(Words.CAPITALS)
                || Set.of("-", ":").contains(word(from - 1)) && word(from - 2).equals(Words.CAPITALS);
        boolean brand = word(to).equals("(") && word(to + 1).startsWith("<brand");
        return behind || before || brand || loosely;
    }

    private Optional<Phrase> named(int at) {
        int next = skipLine(at + 1);
        int end = THINGS.contains(word(next)) ? next + 1 : lumbarDecompression(next);
        if (end == 0) {
            return words.get(at).equals(Words.CAPITALS)
                    ? CapitalName.at(words, at)
                    : CapitalName.inSmallLetters(words, at);
        }
        boolean thing = end == next + 1;
        if (thing && NOT_THINGS.contains(word(end))) {
            return Optional.empty();
        }
        if (!thing || isNear(at, end, MildPhrases::isLumbarContext)) {
            return Optional.of(Phrase.proves(Phrase.DEVICE, at, end));
        }
        Optional<Phrase> history = words.get(at).equals(Words.CAPITALS) ? CapitalName.at(words, at) : Optional.empty();
        return history.filter(phrase -> phrase.standing() == Phrase.Standing.PROVES)
                .or(() -> Optional.of(Phrase.open(Phrase.DEVICE, at, end, NO_CONTEXT)));
    }

    private static boolean isLumbarContext(String word) {
        return LUMBAR_CONTEXT.contains(word)
                || word.equals(Words.LUMBAR_LEVEL)
                || word.startsWith("stenos")
                || word.startsWith("decompress")
                || word.startsWith("fluoro")
                || word.startsWith("epidurogra");
    }

    private boolean isNear(int from, int to, Predicate<String> context) {
        for (int i = from - NEARBY; i < to + NEARBY; i++) {
            if ((i < from || i >= to) && context.test(word(i)) && !DENIED.contains(word(i - 1))) {
                return true;
            }
        }
        return false;
    }

    /** The word behind the words lumbar decompression, or 0 when they do not begin there. */
    private int lumbarDecompression(int at) {
        int next = skipLine(at + 1);
        boolean found = word(at).equals("lumbar")
                && (word(next).equals("decompression") || word(next).equals("decompressions"));
        return found ? next + 1 : 0;
    }

    private int skipLine(int at) {
        return word(at).equals(Words.LINE) ? at + 1 : at;
    }

    private String word(int at) {
        return Words.at(words, at);
    }
}
