package org.interlaminar.ehr.preflight;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.interlaminar.ehr.FetchFailed;

/**
 * Whether a code that the server has shown is found by asking for it, with its system and alone: some answer with nothing,
 * without a word (EHR C6).
 */
final class SearchByCode implements TypeExamination {
    private static final Set<String> TYPES = Set.of("Condition", "Procedure");
    private static final String ADVICE =
            "Nobody can be found by code here: pull the type as a whole, by a Group or by bulk export.";

    private enum Answered {
        FOUND,
        NOTHING,
        EVERYTHING,
        REFUSED
    }

    @Override
    public String name() {
        return "codes";
    }

    @Override
    public boolean concerns(ExaminedType type) {
        return TYPES.contains(type.name());
    }

    @Override
    public int questions() {
        return 2;
    }

    @Override
    public Finding look(Examined source, ExaminedType type) throws FetchFailed, NotAsked {
        Optional<Shown.Coding> coding = type.someSample().matches().stream()
                .flatMap(one -> one.codings().stream())
                .findFirst();
        if (coding.isEmpty()) {
            return Finding.warning("None of " + type.sample().size() + " shown has a code of any system", ADVICE);
        }
        Shown.Coding code = coding.get();
        Answered whole = ask(source, type, code, code.system() + "|" + code.code());
        Answered alone = ask(source, type, code, code.code());
        if (whole == Answered.FOUND && alone == Answered.FOUND) {
            return Finding.good("A code that was shown is found, with its system and alone");
        }
        if (whole == Answered.FOUND || alone == Answered.FOUND) {
            return Finding.warning(
                    "A code that was shown is found only " + (whole == Answered.FOUND ? "with" : "without")
                            + " its system; otherwise " + told(whole == Answered.FOUND ? alone : whole),
                    "Keep it in mind where people are to be found by code.");
        }
        String sentence = "A code that was shown is not found by asking for it: " + told(whole);
        return whole == Answered.REFUSED && alone == Answered.REFUSED
                ? Finding.warning(sentence, ADVICE)
                : Finding.bad(sentence, ADVICE);
    }

    private static String told(Answered how) {
        return switch (how) {
            case FOUND -> "it is found";
            case NOTHING -> "the server answers with nothing, without a word";
            case EVERYTHING -> "the server ignores it and shows other codes";
            case REFUSED -> "the server refuses";
        };
    }

    private static Answered ask(Examined source, ExaminedType type, Shown.Coding code, String token) throws NotAsked {
        String query = "code=" + URLEncoder.encode(token, StandardCharsets.UTF_8) + "&_count=" + ExaminedType.COUNT;
        try {
            Sample found =
                    Sample.of(source.questions().next(source.questions().search(type.query(query), type.name())));
            long right = found.matches().stream()
                    .filter(one -> one.codings().stream()
                            .anyMatch(other -> other.code().equals(code.code())))
                    .count();
            if (right < found.size()) {
                return Answered.EVERYTHING;
            }
            return right > 0 ? Answered.FOUND : Answered.NOTHING;
        } catch (FetchFailed e) {
            return Answered.REFUSED;
        }
    }
}
