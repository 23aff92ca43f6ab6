package org.interlaminar.intake;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * By which addresses the sources' servers call themselves: a reference to another server is not to a resource of this source, even
 * when the id is the same (EHR C8).
 *
 * @param sources by source id
 */
@ConfigurationProperties("interlaminar")
record SourceBases(@DefaultValue Map<String, Source> sources) {
    /**
     * One server.
     *
     * @param baseUrl its FHIR base, or null
     * @param aliases further bases by which it calls itself, as behind a gateway
     */
    record Source(URI baseUrl, @DefaultValue List<URI> aliases) {}

    /** Without a slash at their end; none where nothing is known, and then every reference is taken for one of the source's own. */
    List<String> of(String source) {
        Source known = sources.get(source);
        if (known == null || known.baseUrl() == null) {
            return List.of();
        }
        List<URI> all = new ArrayList<>(known.aliases());
        all.add(known.baseUrl());
        return all.stream().map(uri -> uri.toString().replaceAll("/+$", "")).toList();
    }
}
