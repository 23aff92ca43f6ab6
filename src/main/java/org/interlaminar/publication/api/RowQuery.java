package org.interlaminar.publication.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.interlaminar.publication.api.RowTable.Filter;
import org.interlaminar.reporting.AsOf;
import org.interlaminar.reporting.MartPage;
import org.interlaminar.reporting.MartPage.Condition;
import org.interlaminar.reporting.MartPage.Place;

/** A question for rows, read from the parameters of a request. Whatever is not known is refused, so no misspelt filter is lost. */
final class RowQuery {
    static final int MOST = 1_000;
    static final int USUAL = 100;
    static final int HIGHEST = 99;
    private static final String PERSON = "person";
    private static final String LIMIT = "limit";
    private static final String AFTER = "after";
    private static final String SNAPSHOT = "snapshot";
    static final Pattern SURROGATE = Pattern.compile("p[0-9a-f]{16}");
    static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private RowQuery() {}

    /** @throws BadRequest when a parameter is unknown, stands twice or has a value it cannot have */
    static MartPage read(RowTable table, Map<String, String[]> parameters) {
        List<Condition> conditions = new ArrayList<>();
        int limit = USUAL;
        Place after = null;
        AsOf when = AsOf.NOW;
        for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            String value = Parameters.once(name, parameter.getValue());
            switch (name) {
                case LIMIT -> limit = Parameters.number(name, value, 1, MOST);
                case AFTER -> after = place(value);
                case SNAPSHOT -> when = new AsOf(Parameters.number(name, value, 1, Integer.MAX_VALUE));
                case PERSON -> conditions.add(new Condition(PERSON, matching(SURROGATE, name, value)));
                default -> conditions.add(condition(filter(table, name), value));
            }
        }
        return new MartPage(table.table(), when, conditions, Optional.ofNullable(after), limit);
    }

    static String cursor(Place place) {
        return new Cursor(place.person(), place.rows()).told();
    }

    private static Filter filter(RowTable table, String name) {
        return table.filters().stream()
                .filter(one -> one.parameter().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadRequest("'" + Parameters.safe(name) + "' is no parameter of " + table.path()
                        + ". There are "
                        + String.join(
                                ", ",
                                table.filters().stream().map(Filter::parameter).toList())
                        + ", person, snapshot, limit and after."));
    }

    private static Condition condition(Filter filter, String value) {
        return switch (filter.kind()) {
            case NUMBER -> new Condition(filter.column(), Parameters.number(filter.parameter(), value, 1, HIGHEST));
            case YES_NO -> new Condition(filter.column(), known(filter, value).equals("yes"));
            case WORD -> new Condition(
                    filter.column(),
                    filter.words().isEmpty() ? matching(WORD, filter.parameter(), value) : known(filter, value));
        };
    }

    private static String known(Filter filter, String value) {
        return Parameters.known(filter.parameter(), value, filter.words());
    }

    private static String matching(Pattern pattern, String name, String value) {
        if (!pattern.matcher(value).matches()) {
            throw new BadRequest("'" + name + "' has a form that no value has.");
        }
        return value;
    }

    private static Place place(String told) {
        Cursor cursor = Cursor.read(told);
        return new Place(cursor.person(), cursor.within());
    }
}
