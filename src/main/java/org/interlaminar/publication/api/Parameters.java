package org.interlaminar.publication.api;

import java.util.List;
import java.util.regex.Pattern;

/** Values of a request's parameters, or a refusal that names what would do. */
final class Parameters {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private Parameters() {}

    static String once(String name, String[] values) {
        if (values.length != 1) {
            throw new BadRequest("'" + safe(name) + "' stands " + values.length + " times; give it once.");
        }
        return values[0];
    }

    static int number(String name, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told with the others.
        }
        throw new BadRequest("'" + name + "' is a whole number from " + least + " to " + most + ".");
    }

    static String known(String name, String value, List<String> words) {
        if (!words.contains(value)) {
            throw new BadRequest("'" + name + "' has no such value. It can be " + String.join(", ", words) + ".");
        }
        return value;
    }

    /** A name as it may be repeated to whoever sent it. */
    static String safe(String name) {
        return NAME.matcher(name).matches() ? name : "a parameter";
    }
}
