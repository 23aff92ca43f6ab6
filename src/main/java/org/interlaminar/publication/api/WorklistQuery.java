package org.interlaminar.publication.api;

import java.util.List;
import java.util.Map;
import org.interlaminar.reporting.Worklist;
import org.interlaminar.reporting.Worklist.Choice;
import org.interlaminar.reporting.Worklist.Place;

/** A question for the worklist, read from the parameters of a request; whatever is not known is refused. */
record WorklistQuery(Choice choice, Place after, int limit) {
    private static final int USUAL = 100;

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
                case "state" -> states = List.of(Parameters.known(name, value, Worklist.STATES));
                case "window" -> window = Parameters.known(name, value, windows);
                case "instrument" -> instrument = Parameters.known(name, value, Worklist.INSTRUMENTS);
                case "limit" -> limit = Parameters.number(name, value, 1, RowQuery.MOST);
                case "after" -> after = place(value);
                default -> throw new BadRequest("'" + Parameters.safe(name)
                        + "' is no parameter of worklist. There are state, window, instrument, limit and after.");
            }
        }
        return new WorklistQuery(new Choice(states, window, instrument, null), after, limit);
    }

    static String cursor(Place place) {
        return new Cursor(place.person(), place.window()).told();
    }

    private static Place place(String told) {
        Cursor cursor = Cursor.read(told);
        return new Place(cursor.person(), cursor.within());
    }
}
