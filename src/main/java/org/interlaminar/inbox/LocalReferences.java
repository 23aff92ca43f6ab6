package org.interlaminar.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * Names that mean something inside one Bundle only, replaced by what they stand for
 * (<a href="https://hl7.org/fhir/R4/http.html#trules">transaction rules</a>): full URLs of its entries, and references that ask
 * for a Patient by an identifier.
 */
final class LocalReferences {
    /** Finds the one Patient that is known by an identifier. */
    interface Patients {
        /**
         * @param query what stands behind {@code Patient?}
         * @return its id
         * @throws Refused when it is not exactly one
         */
        String only(String query) throws Refused;
    }

    private static final String OF_PATIENT = "Patient?";

    private final Map<String, String> names;
    private final Patients patients;

    /** @param names what a name inside the Bundle stands for: type and id */
    LocalReferences(Map<String, String> names, Patients patients) {
        this.names = names;
        this.patients = patients;
    }

    /**
     * @return whether anything was replaced
     * @throws Refused when a reference names an entry there is none of, or no Patient or several
     */
    boolean replaceIn(ObjectNode resource) throws Refused {
        boolean replaced = false;
        for (Map.Entry<String, JsonNode> element : resource.properties()) {
            JsonNode value = element.getValue();
            if (value.isTextual()) {
                String stands = standsFor(element.getKey(), value.textValue());
                if (stands != null) {
                    element.setValue(TextNode.valueOf(stands));
                    replaced = true;
                }
            } else {
                replaced |= replaceIn(value);
            }
        }
        return replaced;
    }

    private boolean replaceIn(JsonNode value) throws Refused {
        if (value instanceof ObjectNode object) {
            return replaceIn(object);
        }
        boolean replaced = false;
        if (value instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                String stands = list.get(i).isTextual() ? names.get(list.get(i).textValue()) : null;
                if (stands != null) {
                    list.set(i, TextNode.valueOf(stands));
                    replaced = true;
                } else {
                    replaced |= replaceIn(list.get(i));
                }
            }
        }
        return replaced;
    }

    /** @return null when it means the same outside the Bundle */
    private String standsFor(String element, String value) throws Refused {
        String known = names.get(value);
        if (known != null || !element.equals("reference")) {
            return known;
        }
        if (value.startsWith("urn:uuid:") || value.startsWith("urn:oid:")) {
            throw new Refused(422, IssueType.NOTFOUND, "A reference names no entry of the Bundle.");
        }
        return value.startsWith(OF_PATIENT) ? "Patient/" + patients.only(value.substring(OF_PATIENT.length())) : null;
    }
}
