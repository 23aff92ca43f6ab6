package org.interlaminar.demo;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.FifoMemoryPagingProvider;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** The FHIR side of the demo EHR: one endpoint per resource type held, and the pages of recent searches. */
final class DemoFhirServer extends RestfulServer {
    private static final long serialVersionUID = 1L;
    private static final int DEFAULT_PAGE = 50;
    private static final int LARGEST_PAGE = 500;
    /** A search kept is a list of references (at most 40,000); an older one answers 410 to its next link. */
    private static final int SEARCHES_KEPT = 100;

    DemoFhirServer(FhirContext fhir, Holdings holdings, Supplier<String> base, Clock clock) {
        super(fhir);
        setServerName("Interlaminar demo EHR");
        setServerVersion("1");
        setImplementationDescription("Synthetic patients for trying Interlaminar");
        setDefaultResponseEncoding(EncodingEnum.JSON);
        setDefaultPrettyPrint(false);
        // Links must not depend on the Host header a client sends.
        setServerAddressStrategy((context, request) -> base.get());
        setPagingProvider(new FifoMemoryPagingProvider(SEARCHES_KEPT)
                .setDefaultPageSize(DEFAULT_PAGE)
                .setMaximumPageSize(LARGEST_PAGE));
        setServerConformanceProvider(new DemoCapabilities(this));
        setResourceProviders(endpoints(fhir, holdings, clock));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        super.service(request, new UnhurriedResponse(response));
    }

    /** Asked here and not by an interceptor: HAPI logs what an interceptor throws as an error of the server. */
    @Override
    protected void validateRequest(ServletRequestDetails request) {
        super.validateRequest(request);
        KnownParameters.check(request.getParameters());
    }

    private static List<IResourceProvider> endpoints(FhirContext fhir, Holdings holdings, Clock clock) {
        return holdings.types().stream()
                .map(type -> endpoint(new ResourceEndpoint.Shelf(fhir, type, holdings, clock)))
                .toList();
    }

    private static IResourceProvider endpoint(ResourceEndpoint.Shelf shelf) {
        return switch (SearchedBy.of(shelf.type())) {
            case NOTHING_MORE -> new ResourceEndpoint.Plain(shelf);
            case PATIENT -> new ResourceEndpoint.OfPatient(shelf);
            case PATIENT_AND_CODE -> new ResourceEndpoint.Coded(shelf);
        };
    }
}
