package org.interlaminar.ehr.login;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SMART scopes of both versions (<a href="https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html">scopes</a>). */
final class Scopes {
    private static final Pattern SYSTEM = Pattern.compile("system/([A-Za-z]+|\\*)\\.(read|\\*|c?r?u?d?s?)(\\?.*)?");

    private Scopes() {}

    static String reading(List<String> types, boolean version2) {
        return String.join(
                " ",
                types.stream()
                        .map(type -> "system/" + type + (version2 ? ".rs" : ".read"))
                        .toList());
    }

    /** Types of which the scopes do not let everything be searched; a scope with conditions does not. */
    static List<String> lacking(List<String> types, String granted) {
        return types.stream()
                .filter(type -> Arrays.stream(granted.trim().split("\\s+")).noneMatch(scope -> reads(scope, type)))
                .toList();
    }

    private static boolean reads(String scope, String type) {
        Matcher matcher = SYSTEM.matcher(scope);
        if (!matcher.matches() || matcher.group(3) != null) {
            return false;
        }
        String rights = matcher.group(2);
        return (matcher.group(1).equals("*") || matcher.group(1).equals(type))
                && (rights.equals("read") || rights.equals("*") || rights.contains("r") && rights.contains("s"));
    }
}
