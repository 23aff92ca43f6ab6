package org.interlaminar.inbox;

import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementKind;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalDeleteStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.ResourceVersionPolicy;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.interlaminar.reading.Screen;
import org.springframework.stereotype.Component;

/** What the inbox offers, exactly. */
@Component
class InboxCapabilities {
    private static final String RELEASED = "2026-11-24";

    CapabilityStatement statement() {
        CapabilityStatement statement = new CapabilityStatement();
        statement
                .setStatus(PublicationStatus.ACTIVE)
                .setDateElement(new DateTimeType(RELEASED))
                .setKind(CapabilityStatementKind.INSTANCE)
                .setFhirVersion(FHIRVersion._4_0_1);
        statement.getSoftware().setName("Interlaminar");
        statement
                .getImplementation()
                .setDescription("Takes what an EHR pushes. Nothing is read here: what has landed is read at /fhir.");
        for (Media media : Media.values()) {
            statement.addFormat(media.toString());
        }
        CapabilityStatementRestComponent rest = statement.addRest();
        rest.setMode(RestfulCapabilityMode.SERVER);
        rest.setDocumentation(
                "Resources of other types are accepted and only counted. Bundles of type message, collection,"
                        + " searchset and history are taken at the base as well.");
        rest.getSecurity().setDescription("HTTP Basic, or a bearer token; the source is that of the credential.");
        Screen.types().forEach(type -> rest.addResource(resource(type)));
        rest.addInteraction().setCode(SystemRestfulInteraction.TRANSACTION);
        rest.addInteraction().setCode(SystemRestfulInteraction.BATCH);
        return statement;
    }

    private static CapabilityStatementRestResourceComponent resource(String type) {
        CapabilityStatementRestResourceComponent resource = new CapabilityStatementRestResourceComponent();
        resource.setType(type)
                .setVersioning(ResourceVersionPolicy.VERSIONED)
                .setReadHistory(false)
                .setUpdateCreate(true)
                .setConditionalCreate(false)
                .setConditionalUpdate(false)
                .setConditionalDelete(ConditionalDeleteStatus.NOTSUPPORTED);
        resource.addInteraction().setCode(TypeRestfulInteraction.CREATE);
        resource.addInteraction().setCode(TypeRestfulInteraction.UPDATE);
        resource.addInteraction().setCode(TypeRestfulInteraction.DELETE);
        return resource;
    }
}
