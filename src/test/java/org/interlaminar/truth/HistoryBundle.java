package org.interlaminar.truth;

import java.util.List;
import java.util.stream.Collectors;

/** Versions as a history tells them (<a href="https://hl7.org/fhir/R4/http.html#history">R4 history</a>). */
final class HistoryBundle {
    private final SimulatedEhr ehr;

    HistoryBundle(SimulatedEhr ehr) {
        this.ehr = ehr;
    }

    /** @param more further elements of the Bundle, each with a comma behind it */
    String of(List<Version> newestFirst, String more) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"history\"," + more + "\"entry\":["
                + newestFirst.stream().map(this::entry).collect(Collectors.joining(",")) + "]}";
    }

    private String entry(Version version) {
        String method = version.isDeletion() ? "DELETE" : version.number() == 1 ? "POST" : "PUT";
        String url =
                version.number() == 1 ? version.key().type() : version.key().toString();
        return "{\"fullUrl\":\"http://ehr.example/fhir/" + version.key() + "\","
                + (version.isDeletion() ? "" : "\"resource\":" + version.json() + ",")
                + "\"request\":{\"method\":\"" + method + "\",\"url\":\"" + url + "\"},"
                + "\"response\":{\"status\":\"" + (version.isDeletion() ? "204" : "200") + "\",\"etag\":\"W/\\\""
                + ehr.versionId(version.number()) + "\\\"\""
                // What its resources do not say an EHR does not know.
                + (ehr.meta().isDated() ? ",\"lastModified\":\"" + version.at() + "\"" : "") + "}}";
    }
}
