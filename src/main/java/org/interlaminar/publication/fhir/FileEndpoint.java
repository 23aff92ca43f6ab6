package org.interlaminar.publication.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.MetadataResource;

/** Read and search of one type whose resources are files. They are few enough for one page. */
final class FileEndpoint implements IResourceProvider {
    static final List<String> TYPES =
            List.of("Measure", "ValueSet", "CodeSystem", "ConceptMap", "StructureDefinition", "NamingSystem");
    private static final Set<String> WRITING = Set.of("_format", "_pretty", "_elements", "_summary");

    private final FhirContext fhir;
    private final String type;
    private final TreeMap<String, MetadataResource> files;

    FileEndpoint(FhirContext fhir, String type, Files files) {
        this.fhir = fhir;
        this.type = type;
        this.files = files.all(type);
    }

    /** A NamingSystem of R4 has no url. */
    static List<String> parameters(String type) {
        return type.equals("NamingSystem") ? List.of("_id") : List.of("_id", "url");
    }

    @Override
    public Class<? extends IBaseResource> getResourceType() {
        return fhir.getResourceDefinition(type).getImplementingClass();
    }

    @Read
    public IBaseResource read(@IdParam IdType id) {
        MetadataResource found = files.get(id.getIdPart());
        if (found == null) {
            throw new ResourceNotFoundException("There is no such resource.");
        }
        return found.copy();
    }

    /** @throws InvalidRequestException for a parameter that the type does not have */
    @Search(allowUnknownParams = true)
    public Bundle search(RequestDetails request) {
        List<String> known = parameters(type);
        if (!request.getParameters().keySet().stream()
                .allMatch(name -> known.contains(name) || WRITING.contains(name))) {
            throw new InvalidRequestException(
                    "A parameter is not known here. There are " + String.join(", ", known) + ".");
        }
        Links links = new Links(request);
        Bundle bundle = links.bundle();
        files.values().stream()
                .filter(one -> request.getParameters().entrySet().stream().allMatch(asked -> matches(one, asked)))
                .forEach(one -> links.match(bundle, (MetadataResource) one.copy()));
        return bundle.setTotal(bundle.getEntry().size());
    }

    private static boolean matches(MetadataResource one, Map.Entry<String, String[]> asked) {
        if (WRITING.contains(asked.getKey())) {
            return true;
        }
        String has = asked.getKey().equals("_id") ? one.getIdElement().getIdPart() : one.getUrl();
        return Stream.of(asked.getValue())
                .allMatch(value -> List.of(value.split(",")).contains(has));
    }
}
