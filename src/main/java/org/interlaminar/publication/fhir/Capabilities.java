package org.interlaminar.publication.fhir;

import ca.uhn.fhir.rest.annotation.Metadata;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IServerConformanceProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Date;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementKind;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ResourceVersionPolicy;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;

/** Says what can be asked, from the same lists that requests are understood by. */
final class Capabilities implements IServerConformanceProvider<CapabilityStatement> {
    private final Shelf shelf;
    private final Date started;

    Capabilities(Shelf shelf, Date started) {
        this.started = started;
        this.shelf = shelf;
    }

    @Override
    public void setRestfulServer(RestfulServer server) {
        // What is registered says nothing of parameters: those are read by us.
    }

    @Override
    @Metadata
    public CapabilityStatement getServerConformance(HttpServletRequest request, RequestDetails details) {
        CapabilityStatement statement = new CapabilityStatement()
                .setStatus(PublicationStatus.ACTIVE)
                .setDate(started)
                .setPublisher("Interlaminar")
                .setKind(CapabilityStatementKind.INSTANCE)
                .setFhirVersion(FHIRVersion._4_0_1);
        statement.addFormat("application/fhir+json").addFormat("application/fhir+xml");
        statement.getSoftware().setName("Interlaminar").setVersion(Origins.version());
        statement.getImplementation().setDescription("Results").setUrl(details.getFhirServerBase());
        CapabilityStatementRestComponent rest = statement.addRest().setMode(RestfulCapabilityMode.SERVER);
        for (Sort sort : Sort.values()) {
            CapabilityStatementRestResourceComponent one = resource(rest, sort.type());
            one.setVersioning(ResourceVersionPolicy.VERSIONED);
            sort.profiles().forEach(profile -> one.addSupportedProfile(Names.extension(profile)));
            sort.includes().forEach(one::addSearchInclude);
            if (sort.links().contains(Sort.ORIGINS)) {
                one.addSearchRevInclude(Sort.ORIGINS);
            }
            sort.parameters(shelf).forEach(parameter -> one.addSearchParam()
                    .setName(parameter.name())
                    .setType(SearchParamType.fromCode(parameter.type())));
            if (sort == Sort.PATIENT) {
                one.addOperation()
                        .setName("everything")
                        .setDefinition("http://hl7.org/fhir/OperationDefinition/Patient-everything");
            }
        }
        FileEndpoint.TYPES.forEach(type -> {
            CapabilityStatementRestResourceComponent one = resource(rest, type);
            one.setVersioning(ResourceVersionPolicy.NOVERSION);
            FileEndpoint.parameters(type).forEach(name -> one.addSearchParam()
                    .setName(name)
                    .setType(name.equals("url") ? SearchParamType.URI : SearchParamType.TOKEN));
        });
        return statement;
    }

    private static CapabilityStatementRestResourceComponent resource(
            CapabilityStatementRestComponent rest, String type) {
        CapabilityStatementRestResourceComponent one = rest.addResource().setType(type);
        one.addInteraction().setCode(TypeRestfulInteraction.READ);
        one.addInteraction().setCode(TypeRestfulInteraction.SEARCHTYPE);
        return one;
    }
}
