package org.interlaminar.publication.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.ValueSet;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** What we mean, in FHIR's own files: those of {@code fhir-profiles/} on the class path. */
final class Files {
    private static final String FOLDER = "classpath*:fhir-profiles/";
    private static final String END = ".json";

    private final FhirContext fhir;

    Files(FhirContext fhir) {
        this.fhir = fhir;
    }

    /** All of one type, by id. */
    TreeMap<String, MetadataResource> all(String type) {
        TreeMap<String, MetadataResource> all = new TreeMap<>();
        IParser parser = fhir.newJsonParser();
        texts(type).forEach((id, text) -> all.put(id, (MetadataResource) parser.parseResource(text)));
        return all;
    }

    Optional<ValueSet> valueSet(String id) {
        return Optional.ofNullable(texts("ValueSet").get(id))
                .map(text -> fhir.newJsonParser().parseResource(ValueSet.class, text));
    }

    /** As they stand, by id. */
    Map<String, String> texts(String type) {
        Map<String, String> texts = new TreeMap<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(FOLDER + type + "-*" + END)) {
                String name = file.getFilename();
                texts.put(
                        name.substring(type.length() + 1, name.length() - END.length()),
                        file.getContentAsString(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
