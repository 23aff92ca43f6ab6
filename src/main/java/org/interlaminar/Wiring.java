package org.interlaminar;

import java.io.IOException;
import java.time.Clock;
import java.util.SortedMap;
import java.util.TreeMap;
import org.interlaminar.reading.FhirProfiles;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** What belongs to no single room: the clock, and the files of fhir-profiles/ for the rooms that do no I/O. */
@Configuration(proxyBeanMethods = false)
@ConfigurationPropertiesScan
class Wiring {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    FhirProfiles fhirProfiles() throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (Resource file :
                new PathMatchingResourcePatternResolver().getResources("classpath*:fhir-profiles/*.json")) {
            files.put(file.getFilename(), file.getContentAsByteArray());
        }
        return new FhirProfiles(files);
    }
}
