package org.interlaminar.ehr.bulk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.ehr.BulkSettings;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ehr.FhirServer;
import org.interlaminar.ledger.BulkJobs.Order;
import org.interlaminar.outbound.Request;

/** The request for an export (<a href="https://hl7.org/fhir/uv/bulkdata/export.html#bulk-data-kick-off-request">kick-off</a>; EHR B1). */
final class KickOff {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private KickOff() {}

    static Request of(EhrSettings.Source ehr, Order order) {
        BulkSettings bulk = ehr.bulk();
        String operation = ehr.base() + level(ehr) + "/$export";
        Request request = bulk.kickOff() == BulkSettings.KickOff.POST
                ? Request.post(
                        URI.create(operation), FhirServer.FHIR_JSON, parameters(bulk, order), FhirServer.FHIR_JSON)
                : Request.get(URI.create(operation + query(bulk, order)), FhirServer.FHIR_JSON);
        return request.header("Prefer", "respond-async" + (bulk.lenient() ? ", handling=lenient" : ""));
    }

    private static String level(EhrSettings.Source ehr) {
        return switch (ehr.bulk().level()) {
            case GROUP -> "/Group/" + encoded(ehr.group());
            case PATIENT -> "/Patient";
            default -> "";
        };
    }

    /** Types go as one list: servers are known that read the first of several parameters only. */
    private static String query(BulkSettings bulk, Order order) {
        List<String> parameters = new ArrayList<>();
        parameters.add("_type=" + String.join(",", order.types()));
        if (order.since() != null) {
            parameters.add("_since=" + since(order));
        }
        if (!bulk.typeFilters().isEmpty()) {
            // A comma within a filter is part of it; one between filters divides them.
            parameters.add("_typeFilter="
                    + String.join(
                            ",",
                            bulk.typeFilters().stream().map(KickOff::encoded).toList()));
        }
        return "?" + String.join("&", parameters);
    }

    private static byte[] parameters(BulkSettings bulk, Order order) {
        ObjectNode root = MAPPER.createObjectNode().put("resourceType", "Parameters");
        ArrayNode all = root.putArray("parameter");
        all.addObject().put("name", "_type").put("valueString", String.join(",", order.types()));
        if (order.since() != null) {
            all.addObject().put("name", "_since").put("valueInstant", since(order));
        }
        bulk.typeFilters()
                .forEach(filter -> all.addObject().put("name", "_typeFilter").put("valueString", filter));
        if (order.onlyThese()) {
            order.members().forEach(patient -> all.addObject()
                    .put("name", "patient")
                    .putObject("valueReference")
                    .put("reference", "Patient/" + patient));
        }
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String since(Order order) {
        return DateTimeFormatter.ISO_INSTANT.format(order.since());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
