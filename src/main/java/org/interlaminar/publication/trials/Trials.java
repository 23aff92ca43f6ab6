package org.interlaminar.publication.trials;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The published results that a site's own may stand beside; never pooled, never tested against. */
@Component
public class Trials {
    private static final String FILE = "evidence/trials.yaml";

    private record Evidence(List<Study> studies) {}

    private final List<Study> studies;

    /** @throws IllegalStateException when the file is missing or says something unknown */
    Trials() {
        YAMLMapper yaml = new YAMLMapper();
        yaml.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        try (InputStream file = new ClassPathResource(FILE).getInputStream()) {
            studies = List.copyOf(yaml.readValue(file, Evidence.class).studies());
        } catch (IOException e) {
            throw new IllegalStateException(FILE + " cannot be read", e);
        }
    }

    /** In the order of the file. */
    public List<Study> studies() {
        return studies;
    }
}
