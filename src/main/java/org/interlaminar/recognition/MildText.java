package org.interlaminar.recognition;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether the texts of a record name the MILD procedure (clinical rules, section 3): first what refuses a phrase, then what
 * proves it at once, then what proves it by its surroundings. Every phrase is judged by itself, and one that stands is
 * enough. The adjective mild is never proof.
 */
final class MildText {
    private MildText() {}

    /** Phrases and reasons are words of ours; nothing of the text is repeated. */
    sealed interface Reading {
        /** The procedure is named, in these ways. */
        record Named(SortedSet<String> phrases) implements Reading {}

        /** It is named as something that did not take place, or took place elsewhere. */
        record Refused(String phrase, String reason) implements Reading {}

        /** It may be named; the reason says what would settle it. */
        record Open(String phrase, String reason) implements Reading {}

        /** Nothing names it. */
        record Silent() implements Reading {}
    }

    /** @param texts all texts of one record: displays, code text, notes */
    static Reading read(List<String> texts) {
        List<String> words = Words.of(texts);
        MildPhrases phrases = new MildPhrases(words);
        SortedSet<String> named = new TreeSet<>();
        Reading other = new Reading.Silent();
        for (int i = 0; i < words.size(); i++) {
            Optional<Phrase> phrase = phrases.at(i);
            if (phrase.isPresent() && !named.contains(phrase.get().name())) {
                Reading reading = judge(words, phrase.get());
                if (reading instanceof Reading.Named) {
                    named.add(phrase.get().name());
                }
                other = weightier(other, reading);
            }
        }
        return named.isEmpty() ? other : new Reading.Named(named);
    }

    private static Reading judge(List<String> words, Phrase phrase) {
        Optional<Clause.Objection> objection = new Clause(words, phrase.from(), phrase.to()).objection();
        if (objection.isPresent()) {
            return objection.get().open()
                    ? new Reading.Open(phrase.name(), objection.get().reason())
                    : new Reading.Refused(phrase.name(), objection.get().reason());
        }
        return switch (phrase.standing()) {
            case PROVES -> new Reading.Named(new TreeSet<>(List.of(phrase.name())));
            case OPEN -> new Reading.Open(phrase.name(), phrase.reason());
            case REFUSED -> new Reading.Refused(phrase.name(), phrase.reason());
        };
    }

    /** What a person can settle outweighs what is refused; of equals the first one stays. */
    private static Reading weightier(Reading one, Reading other) {
        boolean more = one instanceof Reading.Silent || one instanceof Reading.Refused && other instanceof Reading.Open;
        return more ? other : one;
    }
}
