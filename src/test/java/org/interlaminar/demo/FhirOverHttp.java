package org.interlaminar.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** What a client of the demo EHR sees: plain HTTP and JSON, without HAPI. */
final class FhirOverHttp {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final DemoEhr ehr;

    FhirOverHttp(DemoEhr ehr) {
        this.ehr = ehr;
    }

    HttpResponse<String> get(String pathAndQuery) {
        return get(URI.create(ehr.base() + pathAndQuery));
    }

    JsonNode found(String pathAndQuery) {
        return found(URI.create(ehr.base() + pathAndQuery));
    }

    /** The Bundles of a search, from the first to the one without a next link. */
    List<JsonNode> pages(String pathAndQuery) {
        var pages = new ArrayList<JsonNode>();
        URI next = URI.create(ehr.base() + pathAndQuery);
        while (next != null) {
            JsonNode page = found(next);
            pages.add(page);
            next = nextOf(page);
        }
        return pages;
    }

    /** All resources of a search, page after page. */
    List<JsonNode> resources(String pathAndQuery) {
        var resources = new ArrayList<JsonNode>();
        for (JsonNode page : pages(pathAndQuery)) {
            page.path("entry").forEach(entry -> resources.add(entry.get("resource")));
        }
        return resources;
    }

    private static URI nextOf(JsonNode page) {
        for (JsonNode link : page.path("link")) {
            if ("next".equals(link.path("relation").asText())) {
                return URI.create(link.path("url").asText());
            }
        }
        return null;
    }

    private JsonNode found(URI address) {
        HttpResponse<String> response = get(address);
        assertThat(response.statusCode()).as(address + " " + response.body()).isEqualTo(200);
        return json(response);
    }

    JsonNode json(HttpResponse<String> response) {
        try {
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> get(URI address) {
        try {
            return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
