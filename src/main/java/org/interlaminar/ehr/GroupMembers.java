package org.interlaminar.ehr;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.interlaminar.outbound.Answer;

/** Patients of a Group (<a href="https://hl7.org/fhir/R4/group.html">Group</a>; EHR B11, C6). */
public final class GroupMembers {
    private static final JsonFactory FACTORY = new JsonFactory();

    private GroupMembers() {}

    /**
     * Logical ids of those who are members now.
     *
     * @return empty when the server lists nobody: some keep the list to themselves
     * @throws FetchFailed when the Group cannot be read
     */
    public static Optional<Set<String>> read(FhirServer server, EhrSettings.Source ehr) throws FetchFailed {
        String id = URLEncoder.encode(ehr.group(), StandardCharsets.UTF_8).replace("+", "%20");
        Answer answer = server.get(URI.create(ehr.base() + "/Group/" + id));
        try (JsonParser parser = FACTORY.createParser(answer.body())) {
            Set<String> members = members(parser);
            return members.isEmpty() ? Optional.empty() : Optional.of(members);
        } catch (IOException e) {
            throw new FetchFailed("the Group is not well-formed JSON");
        }
    }

    private static Set<String> members(JsonParser parser) throws IOException {
        Set<String> members = new TreeSet<>();
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isMember = parser.currentName().equals("member");
            if (parser.nextToken() == JsonToken.START_ARRAY && isMember) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    member(parser).ifPresent(members::add);
                }
            } else {
                parser.skipChildren();
            }
        }
        return members;
    }

    private static Optional<String> member(JsonParser parser) throws IOException {
        String patient = null;
        boolean inactive = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("inactive")) {
                inactive = value == JsonToken.VALUE_TRUE;
            } else if (name.equals("entity") && value == JsonToken.START_OBJECT) {
                patient = PatientReference.in(parser);
            } else {
                parser.skipChildren();
            }
        }
        return inactive ? Optional.empty() : Optional.ofNullable(patient);
    }
}
