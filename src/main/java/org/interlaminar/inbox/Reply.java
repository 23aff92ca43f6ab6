package org.interlaminar.inbox;

import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * An answer.
 *
 * @param headers beyond those every answer has
 * @param body null for none, or where it is kept as JSON
 * @param kept an answer that was given before, as JSON; else null
 */
record Reply(int status, Map<String, String> headers, IBaseResource body, byte[] kept) {
    static Reply of(int status, IBaseResource body) {
        return new Reply(status, Map.of(), body, null);
    }

    static Reply kept(byte[] json) {
        return new Reply(200, Map.of(), null, json);
    }

    Reply with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body, kept);
    }
}
