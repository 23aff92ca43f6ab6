package org.interlaminar.ehr.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A resource the server has shown: what further questions are made of. Nothing of it is ever told. */
record Shown(JsonNode json) {
    private static final String ID = "[A-Za-z0-9.-]{1,64}";

    /** A code that can be searched for. */
    record Coding(String system, String code) {}

    /** Empty when it cannot stand in an address. */
    String id() {
        String id = json.path("id").asText("");
        return id.matches(ID) ? id : "";
    }

    Optional<Instant> lastUpdated() {
        try {
            return Optional.of(
                    OffsetDateTime.parse(json.path("meta").path("lastUpdated").asText(""))
                            .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether it is known to have been changed since it was created. */
    boolean wasChanged() {
        return json.path("meta").path("versionId").asText("").matches("[2-9]|[1-9]\\d{1,8}");
    }

    List<Coding> codings() {
        List<Coding> codings = new ArrayList<>();
        for (JsonNode coding : json.path("code").path("coding")) {
            String system = coding.path("system").asText("");
            String code = coding.path("code").asText("");
            if (!system.isBlank() && !code.isBlank()) {
                codings.add(new Coding(system, code));
            }
        }
        return codings;
    }

    /** The id of the patient it is about, where it is one of this server. */
    Optional<String> patient(String base) {
        JsonNode subject = json.has("subject") ? json.path("subject") : json.path("patient");
        String reference = subject.path("reference").asText("");
        String relative = reference.startsWith(base + "/") ? reference.substring(base.length() + 1) : reference;
        String[] parts = relative.split("/");
        boolean isOne = parts.length >= 2 && parts[0].equals("Patient") && parts[1].matches(ID);
        return isOne ? Optional.of(parts[1]) : Optional.empty();
    }
}
