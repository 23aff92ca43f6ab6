package org.interlaminar.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.ICD10PCS;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.at;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.inYear;
import static org.interlaminar.fixture.PatientStory.on;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.interlaminar.explanation.Explained;
import org.interlaminar.explanation.Explanation;
import org.interlaminar.fixture.Approved;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.operations.Drawing.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same explanation as text, as JSON and drawn. */
class ExplanationShownTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int COLUMNS = 100;

    private static PatientStory story(String name) {
        return switch (name) {
            case "failed" -> aPatient("failed")
                    .born(1948)
                    .female()
                    .withLumbarStenosisAndClaudication()
                    .recorded(on("2023-03-01"))
                    .withLumbarStenosisOnProblemList()
                    .recorded(on("2023-02-11"))
                    .withEpiduralInjection(on("2023-06-10"))
                    .afterMildProcedure(at("2024-02-01T09:00:00-05:00"))
                    .until(at("2024-02-01T10:25:00-05:00"))
                    .bodySiteText("L3-4, L4-5")
                    .withEncounter("AMB", at("2024-02-01T07:30:00-05:00"), at("2024-02-01T13:00:00-05:00"))
                    .withOdi(48, on("2023-12-20"))
                    .withOdi(52, on("2024-01-25"))
                    .withOdi(30, on("2024-04-20"))
                    .withOdi(28, on("2024-05-05"))
                    .withPain(7, on("2024-01-25"))
                    .inTheLeg()
                    .withPain(3, on("2024-05-05"))
                    .inTheLeg()
                    .withOdiOfUnknownScale(21, on("2025-02-01"))
                    .withEncounter("EMER", on("2024-02-12"), on("2024-02-12"))
                    .withLaminectomy(on("2024-09-03"))
                    .died(on("2025-11-30"));
            case "open" -> aPatient("open")
                    .born(1955)
                    .male()
                    .withCondition("M48.00")
                    .recorded(on("2024-01-05"))
                    .withCondition("M48.02")
                    .recorded(on("2023-01-05"))
                    .withProcedure(ICD10PCS, "01NB3ZZ", on("2024-02-01"))
                    .withOdi(130, on("2024-03-01"))
                    .withOdi(40, on("2024-03-01"));
            case "historical" -> aPatient("historical")
                    .withLumbarStenosis()
                    .recorded(on("2018-01-05"))
                    .withProcedure("0275T", inYear(2019))
                    .withFusion(on("2021-05-06"));
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "open", "historical"})
    void theTextIsAsApproved(String name) throws IOException {
        Approved.check("explain/" + name + ".txt", ExplanationText.lines(Explained.of(story(name))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "open", "historical"})
    void theJsonIsAsApproved(String name) throws IOException {
        String json = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(Explained.of(story(name)));
        Approved.check("explain/" + name + ".json", json.lines().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "open", "historical"})
    void noLineIsWiderThanTheScreenUnlessAWordIs(String name) {
        assertThat(ExplanationText.lines(Explained.of(story(name))))
                .allSatisfy(line -> assertThat(line.strip().contains("  ")
                                || line.length() <= COLUMNS
                                || Arrays.stream(line.split(" ")).anyMatch(word -> word.length() > COLUMNS / 2))
                        .as(line)
                        .isTrue());
    }

    /** Programs read these names, so each of them stands in the description. */
    @Test
    void everyFieldOfTheJsonIsDescribed() throws IOException {
        Set<String> fields = new TreeSet<>();
        Stream.of("failed", "open", "historical")
                .forEach(name -> names(MAPPER.valueToTree(Explained.of(story(name))), fields));
        String running = Files.readString(Path.of("docs/running.md"));
        int from = running.indexOf("### The explanation as JSON");
        assertThat(from).isPositive();
        String section = running.substring(from, running.indexOf("\n## ", from));
        Set<String> described = Pattern.compile("`([a-zA-Z]+)`")
                .matcher(section)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(described).containsAll(fields);
    }

    private static void names(JsonNode node, Set<String> names) {
        node.fieldNames().forEachRemaining(names::add);
        node.forEach(child -> names(child, names));
    }

    // Drawn

    @Test
    void drawsOnceForADeskAndOnceForAPhoneWithinTheirWidth() {
        List<Drawing> drawings = TimelineDrawing.of(Explained.of(story("failed")));
        assertThat(drawings).extracting(Drawing::id).containsExactly("desk", "phone");
        assertThat(drawings).allSatisfy(drawing -> {
            assertThat(drawing.labels())
                    .allSatisfy(label -> assertThat(label.x()).isBetween(0, drawing.width()));
            assertThat(drawing.shapes())
                    .allSatisfy(shape -> assertThat(starts(shape)).isBetween(-20, drawing.width()));
            assertThat(drawing.words())
                    .contains("Index 1 on 2024-02-01", "Treatment failure from 2024-09-03", "7 scores");
        });
    }

    @Test
    void chosenScoresAreFilledAndTheOthersHollow() {
        List<Shape> scores = TimelineDrawing.of(Explained.of(story("failed"))).get(0).shapes().stream()
                .filter(shape -> shape.kind().startsWith("score"))
                .toList();
        assertThat(scores).hasSize(7);
        assertThat(scores)
                .filteredOn(shape -> shape.kind().endsWith("hollow"))
                .extracting(Shape::says)
                .containsExactly(
                        "2023-12-20: ODI score 48 percent, baseline", "2024-04-20: ODI score 30 percent, 3-months");
    }

    /** A change of two points must not look like one of a hundred. */
    @Test
    void aScoreStandsWhereItStandsOnTheWholeScaleOfItsInstrument() {
        Explanation one = Explained.of(aPatient()
                .withLumbarStenosis()
                .recorded(on("2023-01-05"))
                .afterMildProcedure(on("2024-02-01"))
                .withOdi(100, daysBeforeIndex(5))
                .withOdi(50, daysAfterIndex(14))
                .withOdi(48, daysAfterIndex(42))
                .withOdi(0, daysAfterIndex(91)));
        List<Integer> heights = TimelineDrawing.of(one).get(0).shapes().stream()
                .filter(shape -> shape.kind().equals("score"))
                .map(shape -> Integer.parseInt(shape.path().split("[ a]")[1]))
                .toList();
        int whole = heights.get(3) - heights.get(0);
        assertThat(heights.get(1) - heights.get(0)).isBetween(whole / 2 - 1, whole / 2 + 1);
        assertThat(heights.get(2) - heights.get(1)).isBetween(0, 2);
    }

    @Test
    void whatWasLongBeforeTheIndexStandsAtTheEdge() {
        Explanation one = Explained.of(aPatient()
                .withLumbarStenosis()
                .recorded(on("1999-01-05"))
                .afterMildProcedure(on("2024-02-01"))
                .withOdi(50, daysBeforeIndex(5))
                .withOdi(30, daysAfterIndex(90)));
        assertThat(TimelineDrawing.of(one).get(0).shapes())
                .filteredOn(shape -> shape.kind().equals("diagnosis"))
                .extracting(Shape::says)
                .containsExactly("Earlier, 1999-01-05: lumbar stenosis");
    }

    @Test
    void aYearIsDrawnAsLongAsAYear() {
        assertThat(TimelineDrawing.of(Explained.of(story("historical"))).get(0).shapes())
                .filteredOn(shape -> shape.kind().contains("vague"))
                .extracting(Shape::says)
                .containsExactly("2019: MILD procedure");
    }

    @Test
    void nothingIsDrawnOfSomebodyWithoutAnyDate() {
        assertThat(TimelineDrawing.of(Explained.of(aPatient()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 400, 4_000, 40_000})
    void anAxisHasAFewMarksHoweverLongItIs(int days) {
        LocalDate first = LocalDate.of(1950, 3, 7);
        TimeAxis axis = new TimeAxis(first, first.plusDays(days), 12, 328);
        assertThat(axis.ticks()).hasSizeLessThanOrEqualTo(8);
        assertThat(axis.ticks()).allSatisfy(tick -> assertThat(tick.x()).isBetween(12, 328));
        assertThat(axis.x(first)).isEqualTo(12);
        assertThat(axis.x(first.plusDays(days))).isEqualTo(328);
        assertThat(axis.x(first.minusDays(9))).isEqualTo(12);
    }

    private static int starts(Shape shape) {
        return Integer.parseInt(shape.path().substring(1, shape.path().indexOf(' ')));
    }
}
