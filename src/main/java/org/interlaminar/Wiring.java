package org.interlaminar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.interlaminar.cases.CaseAssembler;
import org.interlaminar.reading.FhirProfiles;
import org.interlaminar.reading.ResourceReader;
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
    FhirProfiles fhirProfiles(ProfileSettings settings) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (Resource file :
                new PathMatchingResourcePatternResolver().getResources("classpath*:fhir-profiles/*.json")) {
            files.put(file.getFilename(), file.getContentAsByteArray());
        }
        if (settings.profiles() != null) {
            files.putAll(own(settings.profiles()));
        }
        try {
            FhirProfiles profiles = new FhirProfiles(files);
            new CaseAssembler(profiles.terminology());
            new ResourceReader(profiles, ZoneOffset.UTC);
            return profiles;
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("The value sets cannot be used: " + e.getMessage() + ".");
        }
    }

    private static SortedMap<String, byte[]> own(Path folder) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> found = Files.list(folder)) {
            for (Path file :
                    found.filter(one -> one.toString().endsWith(".json")).toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
            return files;
        } catch (IOException e) {
            throw new IllegalStateException("interlaminar.profiles names " + folder + ", which cannot be read.");
        }
    }
}
