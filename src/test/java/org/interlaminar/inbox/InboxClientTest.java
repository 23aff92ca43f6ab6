package org.interlaminar.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BasicAuthInterceptor;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.interlaminar.fixture.SendingEhr;
import org.interlaminar.fixture.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** HAPI's client pushes as an EHR would, and finds what the CapabilityStatement says, no less and no more. */
class InboxClientTest {
    private static final FhirContext R4 = FhirContext.forR4();
    private static final String CPT = "http://www.ama-assn.org/go/cpt";
    private static final String ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm";

    private static Service service;
    private static SendingEhr ehr;
    private static IGenericClient client;

    @BeforeAll
    static void serve() {
        service = Service.serving();
        ehr = SendingEhr.of(service, "hapi");
        R4.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        client = R4.newRestfulGenericClient(ehr.base());
        client.registerInterceptor(new BasicAuthInterceptor(ehr.name(), ehr.password()));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Bundle transaction(String mark) {
        Patient patient = new Patient();
        patient.addIdentifier().setSystem("urn:oid:1.2.3").setValue(mark);
        patient.setBirthDate(new Date(0));
        Condition condition = new Condition();
        condition.getCode().addCoding().setSystem(ICD10CM).setCode("M48.062");
        condition.setSubject(new Reference("urn:uuid:" + mark));
        Procedure procedure = new Procedure();
        procedure.setStatus(Procedure.ProcedureStatus.COMPLETED);
        procedure.getCode().addCoding().setSystem(CPT).setCode("0275T");
        procedure.setPerformed(new DateTimeType("2024-03-01"));
        procedure.setSubject(new Reference("urn:uuid:" + mark));
        Bundle bundle = new Bundle();
        bundle.setType(BundleType.TRANSACTION);
        for (Resource resource : List.of(patient, condition, procedure)) {
            BundleEntryComponent entry = bundle.addEntry().setResource(resource);
            entry.setFullUrl(resource == patient ? "urn:uuid:" + mark : "urn:uuid:" + resource.fhirType() + mark);
            entry.getRequest().setMethod(HTTPVerb.POST).setUrl(resource.fhirType());
        }
        return bundle;
    }

    @ParameterizedTest
    @EnumSource(
            value = EncodingEnum.class,
            names = {"JSON", "XML"})
    void aTransactionBecomesACase(EncodingEnum encoding) throws Exception {
        String mark = "11111111-2222-3333-4444-55555555000" + encoding.ordinal();
        Bundle answer = client.transaction()
                .withBundle(transaction(mark))
                .encoded(encoding)
                .execute();
        assertThat(answer.getType()).isEqualTo(BundleType.TRANSACTIONRESPONSE);
        assertThat(answer.getEntry())
                .extracting(entry -> entry.getResponse().getStatus())
                .containsOnly("201 Created");
        String patient = answer.getEntryFirstRep().getResponse().getLocation().split("/")[1];
        service.derive();
        assertThat(service.sql()
                        .sql(
                                "select c.mild || ' ' || c.lss from mart.\"case\" c join xwalk.person using (person) where patient = ?")
                        .param(patient)
                        .query(String.class)
                        .list())
                .containsExactly("yes yes");
    }

    @Test
    void createUpdateAndDeleteGoAsTheClientExpects() {
        Patient patient = new Patient();
        patient.addIdentifier().setSystem("urn:oid:1.2.3").setValue("one by one");
        MethodOutcome created = client.create().resource(patient).execute();
        assertThat(created.getCreated()).isTrue();
        assertThat(created.getId().hasVersionIdPart()).isTrue();
        patient.setId(created.getId().toUnqualifiedVersionless());
        patient.setActive(true);
        MethodOutcome updated = client.update().resource(patient).execute();
        assertThat(updated.getId().getVersionIdPart())
                .isNotEqualTo(created.getId().getVersionIdPart());
        assertThat(updated.getOperationOutcome()).isInstanceOf(OperationOutcome.class);
        patient.setMeta(new Meta().setVersionId(created.getId().getVersionIdPart()));
        patient.setId(created.getId());
        assertThatThrownBy(() -> client.update()
                        .resource(patient)
                        .withAdditionalHeader(
                                "If-Match", "W/\"" + created.getId().getVersionIdPart() + "\"")
                        .execute())
                .isInstanceOf(PreconditionFailedException.class);
        assertThat(client.delete()
                        .resourceById(created.getId().toUnqualifiedVersionless())
                        .execute()
                        .getOperationOutcome())
                .isInstanceOf(OperationOutcome.class);
    }

    static Stream<CapabilityStatementRestResourceComponent> declared() {
        CapabilityStatement statement =
                client.capabilities().ofType(CapabilityStatement.class).execute();
        return statement.getRestFirstRep().getResource().stream();
    }

    @Test
    void theStatementNamesWhatIsTakenAtTheBase() {
        CapabilityStatement statement =
                client.capabilities().ofType(CapabilityStatement.class).execute();
        assertThat(statement.getRestFirstRep().getInteraction())
                .extracting(one -> one.getCode().toCode())
                .containsExactly("transaction", "batch");
        assertThat(statement.getFormat())
                .extracting(one -> one.getValue())
                .containsExactly("application/fhir+json", "application/fhir+xml");
        assertThat(statement.getFhirVersion().toCode()).isEqualTo("4.0.1");
    }

    @ParameterizedTest
    @MethodSource("declared")
    void eachTypeDoesWhatIsDeclaredAndNothingElse(CapabilityStatementRestResourceComponent declared) throws Exception {
        String type = declared.getType();
        String resource = "{\"resourceType\":\"" + type + "\",\"id\":\"x\",\"identifier\":[{\"value\":\"x\"}]}";
        assertThat(declared.getInteraction())
                .extracting(one -> one.getCode().toCode())
                .containsExactly("create", "update", "delete");
        assertThat(ehr.post("/" + type, resource).status()).isIn(200, 201);
        assertThat(ehr.put("/" + type + "/x", resource).status()).isIn(200, 201);
        assertThat(ehr.put("/" + type + "/x", resource).header("ETag")).startsWith("W/\"");
        assertThat(ehr.delete("/" + type + "/x").status()).isEqualTo(200);
        for (String read : List.of("/" + type + "/x", "/" + type, "/" + type + "/x/_history", "/" + type + "?_id=x")) {
            assertThat(ehr.send("GET", read, BodyPublishers.noBody()).status())
                    .as(read)
                    .isEqualTo(405);
        }
        assertThat(ehr.send(
                                "PATCH",
                                "/" + type + "/x",
                                BodyPublishers.ofString("[]"),
                                "Content-Type",
                                "application/json-patch+json")
                        .status())
                .isEqualTo(405);
        assertThat(declared.getConditionalCreate()).isFalse();
        assertThat(ehr.post("/" + type, resource, "If-None-Exist", "identifier=x")
                        .status())
                .isEqualTo(412);
        assertThat(declared.getConditionalUpdate()).isFalse();
        assertThat(ehr.put("/" + type + "?identifier=x", resource).status()).isEqualTo(412);
        assertThat(declared.getConditionalDelete().toCode()).isEqualTo("not-supported");
        assertThat(ehr.delete("/" + type + "?identifier=x").status()).isEqualTo(412);
    }

    @Test
    void aRefusalIsReadByTheClient() {
        Bundle wrong = transaction("wrong");
        wrong.getEntry().get(1).getRequest().setUrl("Procedure");
        assertThatThrownBy(() -> client.transaction().withBundle(wrong).execute())
                .isInstanceOfSatisfying(BaseServerResponseException.class, e -> {
                    assertThat(e.getStatusCode()).isEqualTo(400);
                    assertThat(e.getOperationOutcome()).isInstanceOf(OperationOutcome.class);
                });
    }
}
