package org.interlaminar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.interlaminar.fixture.Examples;
import org.interlaminar.fixture.ProfileValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProfilesHoldTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String P = "p0000000000000001";
    private static final String PATIENT = "Patient-" + P;
    private static final String CONDITION = "Condition-" + P + "-lss";
    private static final String MILD = "Procedure-" + P + "-mild";
    private static final String OTHER = "Procedure-" + P + "-fusion";
    private static final String SCORE = "Observation-" + P + "-odi-baseline";
    private static final String EVENT = "Observation-" + P + "-fusion-event";
    private static final String YEAR = "Observation-" + P + "-odi-12-months";
    private static final String PROVENANCE = "Provenance-" + P + "-case";
    private static final String GROUP = "Group-lss";
    private static final String REPORT = "MeasureReport-lss-mild-outcomes";
    private static final String CASE = "Bundle-" + P + "-case";
    private static final String GONE = "";

    private static final Map<String, String> EXAMPLE_OF = Map.of(
            "pseudonymous-patient", PATIENT,
            "lss-condition", CONDITION,
            "mild-procedure", MILD,
            "other-spine-procedure", OTHER,
            "outcome-observation", SCORE,
            "outcome-event", EVENT,
            "case-bundle", CASE);

    static Stream<String> examples() {
        return Examples.names().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsValid(String name) {
        assertThat(ProfileValidator.problems(Examples.text(name))).isEmpty();
    }

    @Test
    void everyProfileHasAnExampleThatClaimsIt() {
        Set<String> claimed = new TreeSet<>();
        examples().forEach(name -> Examples.tree(name)
                .at("/meta/profile")
                .forEach(profile -> claimed.add(profile.asText().replaceFirst(".*/", ""))));
        assertThat(claimed).isEqualTo(new TreeSet<>(EXAMPLE_OF.keySet()));
    }

    @Test
    void anExampleIsHeldAgainstAProfileThatItDoesNotClaim() {
        ObjectNode without = (ObjectNode) Examples.tree(OTHER);
        without.remove("meta");
        assertThat(ProfileValidator.problems(without.toString(), "other-spine-procedure"))
                .isEmpty();
        assertThat(ProfileValidator.problems(without.toString(), "mild-procedure"))
                .isNotEmpty();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments("no pseudonym", PATIENT, "/identifier", GONE, "Patient.identifier"),
                arguments("an id of the source", PATIENT, "/identifier/0/system", "\"urn:oid:1.2.3\"", "sid/person"),
                arguments(
                        "a second identifier",
                        PATIENT,
                        "/identifier/1",
                        "{\"system\":\"urn:x\",\"value\":\"7\"}",
                        "identifier"),
                arguments("a name", PATIENT, "/name/0/family", "\"Miller\"", "family"),
                arguments(
                        "a name not said to be masked",
                        PATIENT,
                        "/name/0/extension/0/valueCode",
                        "\"unknown\"",
                        "masked"),
                arguments("an address", PATIENT, "/address", "[{\"city\":\"Albany\"}]", "address"),
                arguments("a telephone", PATIENT, "/telecom", "[{\"system\":\"phone\",\"value\":\"1\"}]", "telecom"),
                arguments("no sex", PATIENT, "/gender", GONE, "gender"),
                arguments("no person", CONDITION, "/subject", GONE, "subject"),
                arguments("a person by name", CONDITION, "/subject/display", "\"Ann Miller\"", "display"),
                arguments(
                        "a diagnosis that never counts",
                        CONDITION,
                        "/code/coding/0/code",
                        "\"M54.5\"",
                        "result-condition-code"),
                arguments("no code but words", CONDITION, "/code/coding", GONE, "result-condition-code"),
                arguments("no tag", CONDITION, "/meta/tag", GONE, "tag"),
                arguments("a tag of procedures", CONDITION, "/meta/tag/0/code", "\"mild\"", "result-condition-tag"),
                arguments(
                        "a tag that does not exist", CONDITION, "/meta/tag/0/code", "\"lbp\"", "result-condition-tag"),
                arguments("no category", CONDITION, "/category", GONE, "category"),
                arguments(
                        "a refuted diagnosis",
                        CONDITION,
                        "/verificationStatus/coding/0/code",
                        "\"refuted\"",
                        "lss-withdrawn"),
                arguments(
                        "narrative",
                        CONDITION,
                        "/text",
                        "{\"status\":\"generated\",\"div\":\"<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\">x</div>\"}",
                        "text"),
                arguments("a note", CONDITION, "/note", "[{\"text\":\"seen by Dr Miller\"}]", "note"),
                arguments("an id of the source", CONDITION, "/identifier", "[{\"value\":\"7\"}]", "identifier"),
                arguments(
                        "a place at the source", CONDITION, "/meta/source", "\"https://ehr.example.org/7\"", "source"),
                arguments("who recorded it", CONDITION, "/recorder", "{\"display\":\"Dr Miller\"}", "recorder"),
                arguments(
                        "an extension nobody knows",
                        CONDITION,
                        "/extension/1",
                        "{\"url\":\"https://example.org/x\",\"valueString\":\"x\"}",
                        "example.org/x"),
                arguments("no person", MILD, "/subject", GONE, "subject"),
                arguments("one digit away", MILD, "/code/coding/0/code", "\"0274T\"", "result-mild-code"),
                arguments("no status", MILD, "/status", GONE, "status"),
                arguments("done, and no day", MILD, "/performedDateTime", GONE, "performed-known"),
                arguments("no kind", MILD, "/extension/0", GONE, "procedure-kind"),
                arguments("another kind", MILD, "/extension/0/valueCode", "\"fusion\"", "mild-kind"),
                arguments(
                        "a kind that does not exist",
                        MILD,
                        "/extension/0/valueCode",
                        "\"laser\"",
                        "result-procedure-kind"),
                arguments("no tag", MILD, "/meta/tag", GONE, "tag"),
                arguments("who did it", MILD, "/performer", "[{\"actor\":{\"display\":\"Dr Miller\"}}]", "performer"),
                arguments("a window of no index", MILD, "/extension/1", GONE, "window-of-index"),
                arguments("the kind of MILD", OTHER, "/extension/0/valueCode", "\"mild\"", "other-kind"),
                arguments("a code of MILD", OTHER, "/code/coding/0/code", "\"62330\"", "result-other-procedure-code"),
                arguments("no person", SCORE, "/subject", GONE, "subject"),
                arguments("no window", SCORE, "/extension/2", GONE, "window-of-index"),
                arguments("a window of no index", SCORE, "/focus", GONE, "window-of-index"),
                arguments("a window that is no name", SCORE, "/extension/2/valueCode", "\"12 Months\"", "window-name"),
                arguments(
                        "chosen in no window", SCORE, "/extension/2/valueCode", "\"unscheduled\"", "chosen-in-window"),
                arguments(
                        "days that are no number",
                        SCORE,
                        "/extension/3",
                        "{\"url\":\"https://interlaminar.org/fhir/StructureDefinition/day-from-index\",\"valueString\":\"12\"}",
                        "day-from-index"),
                arguments("no instrument", SCORE, "/extension/0/extension/0", GONE, "instrument"),
                arguments(
                        "an instrument that does not exist",
                        SCORE,
                        "/extension/0/extension/0/valueCode",
                        "\"Oswestry\"",
                        "result-instrument"),
                arguments("another measure", SCORE, "/code/coding/0/code", "\"8867-4\"", "result-outcome-code"),
                arguments("no day", SCORE, "/effectiveDateTime", GONE, "effective"),
                arguments("no value", SCORE, "/valueQuantity", GONE, "value"),
                arguments("no category", SCORE, "/category", GONE, "category"),
                arguments("a note", SCORE, "/note", "[{\"text\":\"x\"}]", "note"),
                arguments("no attribution", EVENT, "/extension/0", GONE, "attribution"),
                arguments(
                        "an event that does not exist",
                        EVENT,
                        "/code/coding/0/code",
                        "\"mishap\"",
                        "result-event-kind"),
                arguments("nothing that happened", EVENT, "/valueCodeableConcept", GONE, "value"),
                arguments("no window", EVENT, "/extension/2", GONE, "window-of-index"),
                arguments("nobody", CASE, "/entry/0", GONE, "patient"),
                arguments("nothing on where it comes from", CASE, "/entry/7", GONE, "provenance"),
                arguments("a transaction", CASE, "/type", "\"transaction\"", "case-type"),
                arguments(
                        "two people",
                        CASE,
                        "/entry/1/resource/subject/reference",
                        "\"Patient/p2\"",
                        "case-of-one-person"),
                arguments("a broken score", CASE, "/entry/4/resource/extension/2", GONE, "entry[4]"),
                arguments("a day that is none", YEAR, "/effectiveDateTime", "\"2024-02-30\"", "2024-02-30"),
                arguments("two scores", YEAR, "/valueString", "\"24\"", "value"),
                arguments("of nothing", PROVENANCE, "/target", GONE, "target"),
                arguments("by nobody", PROVENANCE, "/agent", GONE, "agent"),
                arguments("at no time", PROVENANCE, "/recorded", GONE, "recorded"),
                arguments("real people or not", GROUP, "/actual", GONE, "actual"),
                arguments("a tag that does not exist", GROUP, "/code/coding/0/code", "\"lbp\"", "lbp"),
                arguments("a member who is nobody", GROUP, "/member/0/entity", GONE, "entity"),
                arguments("of no measure", REPORT, "/measure", GONE, "measure"),
                arguments("of no time", REPORT, "/period", GONE, "period"),
                arguments(
                        "a share that is no number",
                        REPORT,
                        "/group/0/stratifier/0/stratum/0/measureScore/value",
                        "\"many\"",
                        "value"),
                arguments("a broken diagnosis", CASE, "/entry/1/resource/code/coding/0/code", "\"M54.5\"", "entry[1]"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("broken")
    void aBrokenExampleIsRefused(String what, String name, String at, String by, String told) {
        JsonNode example = Examples.tree(name);
        change(example, JsonPointer.compile(at), by);
        assertThat(ProfileValidator.problems(example.toString())).as(what).anySatisfy(problem -> assertThat(problem)
                .contains(told));
    }

    @Test
    void everyExampleIsBrokenInSomeWay() {
        assertThat(broken().map(arguments -> (String) arguments.get()[1]).distinct())
                .containsExactlyInAnyOrderElementsOf(Examples.names());
    }

    @Test
    void whatComesWithoutAnIndexHasNoWindow() {
        ObjectNode score = (ObjectNode) Examples.tree(SCORE);
        score.remove("focus");
        ArrayNode extensions = (ArrayNode) score.get("extension");
        List.of(4, 3, 2, 1).forEach(extensions::remove);
        assertThat(ProfileValidator.problems(score.toString())).isEmpty();
    }

    @Test
    void aDateMayBeAYear() {
        for (String name : List.of(CONDITION, MILD, SCORE)) {
            String years = Examples.text(name).replaceAll("\"(\\d{4})-\\d\\d-\\d\\d\"", "\"$1\"");
            assertThat(years).isNotEqualTo(Examples.text(name));
            assertThat(ProfileValidator.problems(years)).as(name).isEmpty();
        }
    }

    private static void change(JsonNode tree, JsonPointer at, String by) {
        JsonNode parent = tree.at(at.head());
        String last = at.last().getMatchingProperty();
        if (parent instanceof ArrayNode array) {
            int index = at.last().getMatchingIndex();
            JsonNode before = index < array.size() ? array.remove(index) : null;
            assertThat(before != null || !by.isEmpty()).isTrue();
            if (!by.isEmpty()) {
                array.insert(index, parsed(by));
            }
        } else if (by.isEmpty()) {
            assertThat(((ObjectNode) parent).remove(last)).isNotNull();
        } else {
            ((ObjectNode) parent).set(last, parsed(by));
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json + " is not JSON", e);
        }
    }
}
