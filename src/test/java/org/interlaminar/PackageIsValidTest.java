package org.interlaminar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.interlaminar.fixture.ProfileValidator;
import org.interlaminar.fixture.Profiles;
import org.junit.jupiter.api.Test;

/** Every file of fhir-profiles/ is what R4 says it should be; views are of a release after R4, and have a test of their own. */
class PackageIsValidTest {
    /** Advice of later releases, where R4 itself has nothing against it. */
    private static final String ADVICE_ON_SUPPLEMENTS =
            "CodeSystems SHOULD NOT have a stated value for the caseSensitive";

    @Test
    void everyFileIsValid() {
        SortedMap<String, List<String>> wrong = new TreeMap<>();
        Profiles.files("").forEach((name, content) -> {
            if (isR4(name)) {
                List<String> problems = new ArrayList<>(ProfileValidator.problems(text(content)));
                problems.removeIf(problem -> problem.contains(ADVICE_ON_SUPPLEMENTS));
                if (!problems.isEmpty()) {
                    wrong.put(name, problems);
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void aFileThatIsNoneIsRefused() {
        String profile =
                text(Profiles.files("StructureDefinition-lss-condition").get("StructureDefinition-lss-condition.json"));
        assertThat(ProfileValidator.problems(profile.replace("Condition.subject", "Condition.sobject")))
                .isNotEmpty();
        assertThat(ProfileValidator.problems(profile.replace("\"kind\": \"resource\"", "\"kind\": \"thing\"")))
                .isNotEmpty();
        String values = text(Profiles.files("ValueSet-result-mild-tag").get("ValueSet-result-mild-tag.json"));
        assertThat(ProfileValidator.problems(values.replace("\"active\"", "\"lively\"")))
                .isNotEmpty();
    }

    @Test
    void everyProfileGetsASnapshot() {
        Profiles.files("StructureDefinition-").keySet().forEach(name -> {
            String id = name.replaceFirst("StructureDefinition-", "").replace(".json", "");
            assertThat(ProfileValidator.withSnapshot(id).getSnapshot().getElement())
                    .as(name)
                    .isNotEmpty();
        });
    }

    private static boolean isR4(String name) {
        return !name.startsWith("ViewDefinition-") && !name.equals("package.json");
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }
}
