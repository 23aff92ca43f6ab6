package org.interlaminar.demo;

import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ServerCapabilityStatementProvider;
import ca.uhn.fhir.util.FhirTerser;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;

/** <a href="http://hl7.org/fhir/R4/capabilitystatement.html">What the server can</a>, less what HAPI adds unasked. */
final class DemoCapabilities extends ServerCapabilityStatementProvider {
    DemoCapabilities(RestfulServer server) {
        super(server);
        setPublisher("Interlaminar");
    }

    /** HAPI claims _include for every reference parameter, Turtle without its library, and OperationDefinition. */
    @Override
    protected void postProcess(FhirTerser terser, IBaseConformance conformance) {
        var statement = (CapabilityStatement) conformance;
        statement
                .getFormat()
                .removeIf(format -> format.getValue().contains("turtle") || "ttl".equals(format.getValue()));
        for (CapabilityStatementRestComponent rest : statement.getRest()) {
            rest.getResource().removeIf(resource -> "OperationDefinition".equals(resource.getType()));
            rest.getResource()
                    .forEach(resource -> resource.setSearchInclude(null).setSearchRevInclude(null));
        }
    }
}
