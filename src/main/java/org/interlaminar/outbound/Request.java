package org.interlaminar.outbound;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request, not yet sent.
 *
 * @param body with its media type in the headers, or null
 * @param credential what the server is shown, or null; refused when it belongs to another server
 */
public record Request(String method, URI uri, Map<String, String> headers, byte[] body, Credential credential) {
    public static Request get(URI uri, String accept) {
        return new Request("GET", uri, Map.of("Accept", accept), null, null);
    }

    public static Request delete(URI uri) {
        return new Request("DELETE", uri, Map.of("Accept", "application/fhir+json"), null, null);
    }

    public static Request post(URI uri, String mediaType, byte[] body, String accept) {
        return new Request("POST", uri, Map.of("Content-Type", mediaType, "Accept", accept), body, null);
    }

    public Request header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Request(method, uri, more, body, credential);
    }

    public Request as(Credential shown) {
        return new Request(method, uri, headers, body, shown);
    }
}
