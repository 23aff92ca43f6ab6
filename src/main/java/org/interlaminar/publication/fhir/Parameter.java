package org.interlaminar.publication.fhir;

import java.util.List;
import java.util.function.Function;
import org.interlaminar.reporting.ResultKind.Term;

/**
 * A way to search.
 *
 * @param type token, reference or date
 * @param person whom a value is about; null when it is about nobody in particular, "" of a value for nobody there can be
 * @param terms what a value asks for: alternatives, of each of which all terms hold; null when the person says it all
 */
record Parameter(String name, String type, Function<String, String> person, Function<String, List<List<Term>>> terms) {
    static Parameter token(String name, Function<Token, List<List<Term>>> terms) {
        return new Parameter(name, "token", null, value -> terms.apply(Token.of(value)));
    }

    static Parameter date(String name, Function<String, List<List<Term>>> terms) {
        return new Parameter(name, "date", null, terms);
    }

    static Parameter ofPerson(String name, String type, Function<String, String> person) {
        return new Parameter(name, type, person, null);
    }

    /** A token: a code, of any system when that is null. */
    record Token(String system, String code) {
        static Token of(String value) {
            int bar = value.indexOf('|');
            return bar < 0 ? new Token(null, value) : new Token(value.substring(0, bar), value.substring(bar + 1));
        }

        boolean is(String ofSystem, String ofCode) {
            return code.equals(ofCode) && (system == null || system.equals(ofSystem));
        }
    }

    static final List<List<Term>> ALL = List.of(List.of());
    static final List<List<Term>> NONE = List.of();
}
