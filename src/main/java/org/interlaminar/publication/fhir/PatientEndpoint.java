package org.interlaminar.publication.fhir;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.interlaminar.reporting.ResultKind;

/** Patients, and all that is told of one. */
final class PatientEndpoint extends Endpoint {
    private static final Set<String> WRITING = Set.of("_format", "_pretty");

    PatientEndpoint(Shelf shelf) {
        super(shelf, Sort.PATIENT);
    }

    /** The whole case in one Bundle, which keeps the profile case-bundle. */
    @Operation(name = "$everything", idempotent = true, type = Patient.class)
    public Bundle everything(@IdParam IdType id, RequestDetails request) {
        if (!WRITING.containsAll(request.getParameters().keySet())) {
            throw new InvalidRequestException("$everything takes no parameters: a case comes whole.");
        }
        return shelf.atOnce(() -> {
            Patient patient = (Patient) read(id);
            String person = patient.getIdElement().getIdPart();
            List<Resource> all = new ArrayList<>(shelf.cases(Set.of(person)).get(person));
            all.addAll(shelf.origins(shelf.all(ResultKind.PERSON, Set.of(person))));
            Links links = new Links(request);
            Bundle bundle = new Bundle().setType(Bundle.BundleType.SEARCHSET).setTotal(all.size());
            bundle.addLink().setRelation("self").setUrl(links.fullUrl(patient) + "/$everything");
            bundle.getMeta()
                    .addProfile(Names.extension("case-bundle"))
                    .setLastUpdated(patient.getMeta().getLastUpdated());
            all.forEach(one -> links.match(bundle, one));
            return bundle;
        });
    }
}
