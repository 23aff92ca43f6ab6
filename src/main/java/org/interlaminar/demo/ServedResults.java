package org.interlaminar.demo;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.server.method.ResponsePage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Resource;

/** The result of one search: references into the holdings; only the page asked for is parsed. */
final class ServedResults implements IBundleProvider {
    private final FhirContext fhir;
    private final List<ServedResource> matches;
    private final IPrimitiveType<Date> searchedAt;
    private final String id = UUID.randomUUID().toString();

    ServedResults(FhirContext fhir, List<ServedResource> matches, Instant searchedAt) {
        this.fhir = fhir;
        this.matches = matches;
        this.searchedAt =
                new InstantType(Date.from(searchedAt), TemporalPrecisionEnum.MILLI, TimeZone.getTimeZone("UTC"));
    }

    @Override
    public List<IBaseResource> getResources(int from, int to, ResponsePage.ResponsePageBuilder page) {
        return parse(fhir, matches.subList(Math.min(from, matches.size()), Math.min(to, matches.size())));
    }

    /** Neighbours mostly share a block, which is then inflated once. */
    static List<IBaseResource> parse(FhirContext fhir, List<ServedResource> served) {
        var parser = fhir.newJsonParser();
        var parsed = new ArrayList<IBaseResource>(served.size());
        LineBlock block = null;
        byte[] lines = null;
        for (ServedResource one : served) {
            if (one.line().block() != block) {
                block = one.line().block();
                lines = block.inflate();
            }
            parsed.add(stamped((Resource) parser.parseResource(one.line().in(lines)), one.lastUpdated()));
        }
        return parsed;
    }

    private static Resource stamped(Resource resource, Instant lastUpdated) {
        resource.getMeta().setVersionId("1").setLastUpdatedElement(new InstantType(lastUpdated.toString()));
        return resource;
    }

    @Override
    public IPrimitiveType<Date> getPublished() {
        return searchedAt;
    }

    @Override
    public String getUuid() {
        return id;
    }

    @Override
    public Integer preferredPageSize() {
        return null;
    }

    @Override
    public Integer size() {
        return matches.size();
    }
}
