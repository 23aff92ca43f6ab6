package org.interlaminar.publication.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.interlaminar.publication.PublicationSettings;
import org.interlaminar.reporting.Results;
import org.springframework.transaction.support.TransactionTemplate;

/** What the service hands out as FHIR. It is made at the first request: reading FHIR's own definitions takes a second. */
final class FhirApi extends RestfulServer {
    private static final long serialVersionUID = 1L;

    private final transient Results results;
    private final transient Dates dates;
    private final transient TransactionTemplate reading;
    private final transient Clock clock;

    FhirApi(Results results, PublicationSettings settings, TransactionTemplate reading, Clock clock) {
        super(FhirContext.forR4Cached());
        this.results = results;
        this.dates = new Dates(settings.regime());
        this.reading = reading;
        this.clock = clock;
    }

    @Override
    protected void initialize() {
        setServerName("Interlaminar");
        setServerVersion(Origins.version());
        setDefaultResponseEncoding(EncodingEnum.JSON);
        setDefaultPrettyPrint(false);
        Files files = new Files(getFhirContext());
        Shelf shelf = new Shelf(results, dates, new InstrumentCodes(files::valueSet), reading);
        List<IResourceProvider> endpoints = new ArrayList<>();
        for (Sort sort : Sort.values()) {
            endpoints.add(sort == Sort.PATIENT ? new PatientEndpoint(shelf) : new Endpoint(shelf, sort));
        }
        FileEndpoint.TYPES.forEach(type -> endpoints.add(new FileEndpoint(getFhirContext(), type, files)));
        setResourceProviders(endpoints);
        setServerConformanceProvider(new Capabilities(shelf, Date.from(clock.instant())));
        registerInterceptor(new OwnWords(getFhirContext()));
    }
}
