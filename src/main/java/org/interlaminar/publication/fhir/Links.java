package org.interlaminar.publication.fhir;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.Resource;

/** The Bundle that answers a search, and the links in it: each says by itself all that is asked for. */
record Links(RequestDetails request) {
    Bundle bundle() {
        Bundle bundle = new Bundle().setType(BundleType.SEARCHSET);
        bundle.addLink().setRelation("self").setUrl(url(parameters(false)));
        return bundle;
    }

    void next(Bundle bundle, String cursor) {
        bundle.addLink()
                .setRelation("next")
                .setUrl(url(Stream.concat(parameters(true), Stream.of(Asked.CURSOR + "=" + cursor))));
    }

    void match(Bundle bundle, Resource resource) {
        add(bundle, resource, SearchEntryMode.MATCH);
    }

    void included(Bundle bundle, Resource resource) {
        add(bundle, resource, SearchEntryMode.INCLUDE);
    }

    private void add(Bundle bundle, Resource resource, SearchEntryMode mode) {
        bundle.addEntry()
                .setFullUrl(fullUrl(resource))
                .setResource(resource)
                .getSearch()
                .setMode(mode);
    }

    String fullUrl(Resource resource) {
        return request.getFhirServerBase() + "/" + resource.fhirType() + "/"
                + resource.getIdElement().getIdPart();
    }

    private String url(Stream<String> parameters) {
        String query = parameters.collect(Collectors.joining("&"));
        return request.getFhirServerBase() + "/" + request.getResourceName() + (query.isEmpty() ? "" : "?" + query);
    }

    private Stream<String> parameters(boolean withoutCursor) {
        return request.getParameters().entrySet().stream()
                .filter(one -> !(withoutCursor && one.getKey().equals(Asked.CURSOR)))
                .flatMap(one -> Stream.of(one.getValue()).map(value -> encoded(one.getKey()) + "=" + encoded(value)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
