package org.interlaminar.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.interlaminar.derivation.DerivationSettings;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.fixture.Bound;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ByteArrayResource;

/** The example sources at the end of application.yml, with their number signs taken away. */
class ExampleSourcesTest {
    private final Map<String, Object> settings = settings();

    @Test
    void thereIsOneForEachOfFourKindsOfServers() {
        EhrSettings bound = Bound.settings(EhrSettings.class, settings);
        assertThat(bound.sources()).containsOnlyKeys("laboratory", "hospital-a", "hospital-b", "reference");
        assertThat(bound.source("laboratory").exported()).isEmpty();
        assertThat(bound.source("hospital-a").searched()).containsExactly("Observation");
        assertThat(bound.source("hospital-b").searched()).isEmpty();
    }

    @Test
    void theyNameNothingThatIsNoSetting() {
        assertThat(Settings.unknown(settings.keySet())).isEmpty();
    }

    @Test
    void eachSaysItsZone() {
        DerivationSettings bound = Bound.settings(DerivationSettings.class, settings);
        assertThat(bound.sources()).hasSize(4).noneSatisfy((id, source) -> assertThat(source.zoneIsAssumed())
                .isTrue());
    }

    private static Map<String, Object> settings() {
        try {
            List<String> lines = Files.readAllLines(Path.of("src/main/resources/application.yml"));
            String examples = lines.stream()
                    .skip(lines.indexOf("#interlaminar:"))
                    .map(line -> line.replaceFirst("^#", ""))
                    .collect(Collectors.joining("\n"));
            Map<String, Object> settings = new TreeMap<>();
            new YamlPropertySourceLoader()
                    .load("examples", new ByteArrayResource(examples.getBytes(StandardCharsets.UTF_8)))
                    .forEach(source -> {
                        for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
                            settings.put(name, source.getProperty(name));
                        }
                    });
            return settings;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
