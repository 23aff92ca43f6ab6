package org.interlaminar.inbox;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is asked for with one resource (<a href="https://hl7.org/fhir/R4/http.html">RESTful API</a>).
 *
 * @param id of the resource; null where it has to be found for a create
 * @param ifMatch version that must count now, or null
 */
record Interaction(Kind kind, String type, String id, String ifMatch) {
    /** The three that are offered. */
    enum Kind {
        CREATE,
        UPDATE,
        DELETE
    }

    private static final Pattern PLACE = Pattern.compile("/?([A-Z][A-Za-z]{1,63})(?:/([A-Za-z0-9._-]{1,256}))?/?");
    private static final Pattern ETAG = Pattern.compile("(?:W/)?\"([A-Za-z0-9._-]{1,64})\"");

    /** Whether the text can be the id of a resource. Some servers' are longer than FHIR allows. */
    static boolean isId(String id) {
        return id != null && id.matches("[A-Za-z0-9._-]{1,256}");
    }

    /** The conditions a request may carry, as headers or as elements of an entry; null where it does not. */
    record Conditions(String ifMatch, String ifNoneMatch, String ifNoneExist, String ifModifiedSince) {
        static Conditions of(PushedBundle.Entry entry) {
            return new Conditions(
                    entry.requested("ifMatch"),
                    entry.requested("ifNoneMatch"),
                    entry.requested("ifNoneExist"),
                    entry.requested("ifModifiedSince"));
        }
    }

    /**
     * @param url relative to the base: type, or type and id
     * @throws Refused when it is none that is offered here
     */
    static Interaction of(String method, String url, Conditions conditions) throws Refused {
        if (method == null || url == null) {
            throw Refused.malformed("An entry of a transaction or batch has a request with a method and a url.");
        }
        Kind kind = kind(method);
        if (conditions.ifNoneExist() != null) {
            throw Refused.conditional("A conditional create");
        }
        if (conditions.ifNoneMatch() != null || conditions.ifModifiedSince() != null) {
            throw Refused.conditional("If-None-Match and If-Modified-Since");
        }
        if (url.indexOf('?') >= 0) {
            throw Refused.conditional("A conditional " + kind.name().toLowerCase(Locale.ROOT));
        }
        Matcher place = PLACE.matcher(url);
        if (url.contains("$") || url.contains("/_history")) {
            throw Refused.unsupported("Operations and histories are not offered here.");
        }
        if (!place.matches() || place.group(2) == null != (kind == Kind.CREATE)) {
            throw Refused.malformed("A create names a type, an update and a delete name a type and an id.");
        }
        return new Interaction(kind, place.group(1), place.group(2), version(conditions.ifMatch(), kind));
    }

    private static Kind kind(String method) throws Refused {
        return switch (method) {
            case "POST" -> Kind.CREATE;
            case "PUT" -> Kind.UPDATE;
            case "DELETE" -> Kind.DELETE;
            case "GET", "HEAD", "PATCH" -> throw Refused.unsupported(
                    method + " is not offered here: what has landed is read at /fhir.");
            default -> throw Refused.malformed("A method is POST, PUT or DELETE.");
        };
    }

    private static String version(String ifMatch, Kind kind) throws Refused {
        if (ifMatch == null) {
            return null;
        }
        Matcher etag = ETAG.matcher(ifMatch.strip());
        if (!etag.matches() || kind == Kind.CREATE) {
            throw Refused.malformed("If-Match holds one ETag, and comes with an update or a delete.");
        }
        return etag.group(1);
    }

    Interaction of(String found) {
        return new Interaction(kind, type, found, ifMatch);
    }

    String key() {
        return type + "/" + id;
    }
}
