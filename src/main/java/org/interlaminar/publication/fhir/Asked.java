package org.interlaminar.publication.fhir;

import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.interlaminar.reporting.ResultKind.Condition;
import org.interlaminar.reporting.ResultKind.Term;
import org.interlaminar.reporting.ResultPage.Place;

/** What a search asks for; a parameter that is not understood is refused, because it would have left something out. */
final class Asked {
    static final String CURSOR = "_cursor";
    private static final int USUAL = 100;
    private static final int MOST = 1000;
    private static final Pattern PLACE = Pattern.compile("(p[0-9a-f]{16}):([-a-z0-9]{1,40})");
    /** What HAPI itself sees to when it writes the answer. */
    private static final Set<String> WRITING = Set.of("_format", "_pretty", "_elements");

    Set<String> people;
    final List<Condition> conditions = new ArrayList<>();
    final Set<String> included = new TreeSet<>();
    Place after;
    int limit = USUAL;
    boolean total;
    boolean countOnly;

    /**
     * @param known parameters of the type
     * @param links values that _include and _revinclude may have
     * @throws InvalidRequestException for anything else
     */
    static Asked of(Map<String, String[]> parameters, List<Parameter> known, Set<String> links) {
        Asked asked = new Asked();
        parameters.forEach((name, values) -> {
            for (String value : values) {
                asked.read(name, value, known, links);
            }
        });
        return asked;
    }

    private void read(String name, String value, List<Parameter> known, Set<String> links) {
        switch (name) {
            case CURSOR -> after = place(value);
            case "_count" -> count(value);
            case "_total" -> total =
                    one(name, value, "accurate", "none", "estimate").equals("accurate");
            case "_summary" -> countOnly =
                    one(name, value, "count", "true", "false", "text", "data").equals("count");
            case "_include", "_revinclude" -> included.add(one(name, value, links.toArray(String[]::new)));
            default -> {
                if (!WRITING.contains(name)) {
                    search(name, value, known);
                }
            }
        }
    }

    private void search(String name, String value, List<Parameter> known) {
        Parameter parameter = known.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException("A parameter is not known here. There are "
                        + String.join(", ", known.stream().map(Parameter::name).toList()) + "."));
        Set<String> about = new HashSet<>();
        List<List<Term>> alternatives = new ArrayList<>();
        for (String one : value.split(",")) {
            if (parameter.person() != null) {
                about.add(parameter.person().apply(one));
            }
            if (parameter.terms() != null) {
                alternatives.addAll(parameter.terms().apply(one));
            }
        }
        if (parameter.person() != null) {
            if (people != null) {
                about.retainAll(people);
            }
            people = about;
        }
        if (parameter.terms() != null && !alternatives.contains(List.<Term>of())) {
            conditions.add(new Condition(alternatives));
        }
    }

    private void count(String value) {
        if (!value.matches("\\d{1,9}")) {
            throw new InvalidRequestException("'_count' takes a whole number.");
        }
        countOnly = Integer.parseInt(value) == 0;
        limit = Math.max(1, Math.min(MOST, Integer.parseInt(value)));
    }

    private static String one(String name, String value, String... known) {
        if (!List.of(known).contains(value)) {
            throw new InvalidRequestException(
                    "'" + name + "' has no such value. It can be " + String.join(", ", known) + ".");
        }
        return value;
    }

    private static Place place(String told) {
        try {
            Matcher read = PLACE.matcher(new String(Base64.getUrlDecoder().decode(told), StandardCharsets.US_ASCII));
            if (read.matches()) {
                return new Place(read.group(1), read.group(2));
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new InvalidRequestException("'_cursor' is none that an answer of this service named in its next link.");
    }

    static String told(Place place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((place.person() + ":" + place.id()).getBytes(StandardCharsets.US_ASCII));
    }
}
