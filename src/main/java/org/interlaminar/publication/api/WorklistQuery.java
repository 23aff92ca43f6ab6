package org.interlaminar.publication.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.interlaminar.reporting.Worklist;
import org.interlaminar.reporting.Worklist.Choice;
import org.interlaminar.reporting.Worklist.Place;

/** A question for the worklist, read from the parameters of a request; whatever is not known is refused. */
record WorklistQuery(Choice choice, Place after, int limit) {
    private static final int USUAL = 100;
    private static final Pattern CURSOR = Pattern.compile("(p[0-9a-f]{16}):([0-9]{1,3})");

    /**
     * @param windows names of those there are
     * @throws BadRequest when a parameter is unknown, stands twice or has a value it cannot have
     */
    static WorklistQuery read(Map<String, String[]> parameters, List<String> windows) {
        List<String> states = Worklist.OPEN_STATES;
        String window = null;
        String instrument = null;
        Place after = Place.START;
        int limit = USUAL;
        for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            String value = Parameters.once(name, parameter.getValue());
            switch (name) {
                case "state" -> states = List.of(known(name, value, Worklist.STATES));
                case "window" -> window = known(name, value, windows);
                case "instrument" -> instrument = known(name, value, Worklist.INSTRUMENTS);
                case "limit" -> limit = Parameters.number(name, value, 1, RowQuery.MOST);
                case "after" -> after = place(value);
                default -> throw new BadRequest("'" + Parameters.safe(name)
                        + "' is no parameter of worklist. There are state, window, instrument, limit and after.");
            }
        }
        return new WorklistQuery(new Choice(states, window, instrument, null), after, limit);
    }

    static String cursor(Place place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((place.person() + ":" + place.window()).getBytes(StandardCharsets.US_ASCII));
    }

    private static String known(String name, String value, List<String> words) {
        if (!words.contains(value)) {
            throw new BadRequest("'" + name + "' has no such value. It can be " + String.join(", ", words) + ".");
        }
        return value;
    }

    private static Place place(String cursor) {
        try {
            Matcher read = CURSOR.matcher(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
            if (read.matches()) {
                return new Place(read.group(1), Integer.parseInt(read.group(2)));
            }
        } catch (IllegalArgumentException e) {
            // Told with the others.
        }
        throw new BadRequest("'after' is no place that an answer of this service named as its next.");
    }
}
