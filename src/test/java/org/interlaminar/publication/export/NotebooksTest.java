package org.interlaminar.publication.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.interlaminar.fixture.Service;
import org.interlaminar.outcomes.CohortFigures;
import org.interlaminar.outcomes.MeasureFigures;
import org.interlaminar.outcomes.Proportion;
import org.interlaminar.outcomes.TimeToEventFigures;
import org.interlaminar.outcomes.WindowFigures;
import org.interlaminar.publication.figures.UnprotectedFigures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the notebooks find in exported files is what the service finds in its store, before small numbers are hidden. */
class NotebooksTest {
    private static final Path SAMPLE = Path.of("src/main/resources/demo/enriched");
    private static final Path NOTEBOOKS = Path.of("docs/notebooks");
    private static final Pattern CHUNK = Pattern.compile("^```\\{r}\\R(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir
    private static Path folder;

    private static final Map<String, Double> EXPECTED = new TreeMap<>();

    private record Ran(int exit, String said, String complained) {}

    @BeforeAll
    static void exportTheSample() throws Exception {
        try (Service service = Service.started()) {
            service.load("enriched", SAMPLE);
            expect(UnprotectedFigures.of(service));
            assertThat(EXPECTED)
                    .containsEntry("attrition.index-cases", 47.0)
                    .containsEntry("odi.12-months.pairs", 26.0)
                    .hasEntrySatisfying(
                            "surgery.day-730", risk -> assertThat(risk).isPositive());
            for (Regime regime : Regime.values()) {
                for (Format format : Format.values()) {
                    service.bean(Export.class).write(folder.resolve(regime.word()), format, regime);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Regime.class)
    void theOneInRFindsTheServicesNumbers(Regime regime) throws Exception {
        assumeTrue(
                succeeds("Rscript", "-e", "library(survival)"),
                "NotebooksTest in R needs Rscript on the path with the package survival");
        Path script = Files.writeString(folder.resolve("figures.R"), chunks());
        agrees(run(regime, "Rscript", "--vanilla", script.toString()));
    }

    @ParameterizedTest
    @EnumSource(Regime.class)
    void theOneInPythonFindsTheServicesNumbers(Regime regime) throws Exception {
        assumeTrue(succeeds("python3", "--version"), "NotebooksTest in Python needs python3 on the path");
        agrees(run(regime, "python3", NOTEBOOKS.resolve("figures.py").toString()));
    }

    private static void agrees(Ran ran) {
        assertThat(ran.exit()).as(ran.complained()).isZero();
        Map<String, Double> found = new TreeMap<>();
        for (String line : ran.said().lines().toList()) {
            int equals = line.indexOf('=');
            assertThat(found.put(line.substring(0, equals), Double.valueOf(line.substring(equals + 1))))
                    .as(line)
                    .isNull();
        }
        assertThat(found.keySet()).isEqualTo(EXPECTED.keySet());
        EXPECTED.forEach((name, value) -> assertThat(found.get(name)).as(name).isCloseTo(value, within(1e-9)));
    }

    private static void expect(CohortFigures figures) {
        MeasureFigures odi = figures.measures().stream()
                .filter(one -> one.measure().instrument().equals("ODI"))
                .findFirst()
                .orElseThrow();
        // The steps stand in docs/journey.md.
        EXPECTED.put("attrition.people-received", 220.0);
        EXPECTED.put("attrition.index-cases", (double) figures.people());
        EXPECTED.put("attrition.with-ODI-at-baseline", 42.0);
        EXPECTED.put("attrition.analysed-at-12-months", 26.0);
        odi.windows().stream().filter(window -> !window.baseline()).forEach(NotebooksTest::expectChange);
        Proportion responders = odi.windows().stream()
                .filter(window -> window.window().equals("12-months"))
                .findFirst()
                .orElseThrow()
                .responders()
                .get(0)
                .ofEvaluable();
        EXPECTED.put("responders.12-months", (double) responders.count());
        EXPECTED.put("responders.12-months.evaluable", (double) responders.of());
        TimeToEventFigures surgery = figures.timesToEvent().stream()
                .filter(one -> one.endpoint().name().startsWith("surgical"))
                .findFirst()
                .orElseThrow();
        surgery.landmarks().stream()
                .filter(one -> one.day() >= 365)
                .forEach(one -> EXPECTED.put("surgery.day-" + one.day(), 1 - one.survival()));
        Proportion harm = figures.harms().stream()
                .filter(one -> one.day() == 30)
                .findFirst()
                .orElseThrow()
                .proportion();
        EXPECTED.put("complications.day-30", (double) harm.count());
        EXPECTED.put("complications.day-30.of", (double) harm.of());
    }

    private static void expectChange(WindowFigures window) {
        if (window.values().n() == 0) {
            return;
        }
        String name = "odi." + window.window();
        EXPECTED.put(name + ".pairs", (double) window.change().n());
        expect(name + ".mean", window.change().change().mean());
        expect(name + ".low", window.change().change().low());
        expect(name + ".high", window.change().change().high());
    }

    private static void expect(String name, BigDecimal value) {
        if (value != null) {
            EXPECTED.put(name, value.doubleValue());
        }
    }

    private static String chunks() throws IOException {
        return CHUNK.matcher(Files.readString(NOTEBOOKS.resolve("figures.qmd")))
                .results()
                .map(chunk -> chunk.group(1))
                .collect(Collectors.joining("\n"));
    }

    private static boolean succeeds(String... command) throws Exception {
        try {
            return run(Regime.SAFE_HARBOR, command).exit() == 0;
        } catch (IOException e) {
            return false; // not on the path
        }
    }

    private static Ran run(Regime regime, String... command) throws Exception {
        Path said = Files.createTempFile(folder, "said", "");
        Path complained = Files.createTempFile(folder, "complained", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(said.toFile()).redirectError(complained.toFile());
        builder.environment()
                .put("INTERLAMINAR_EXPORT", folder.resolve(regime.word()).toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as(command[0] + " within a minute")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ran(process.exitValue(), Files.readString(said), Files.readString(complained));
    }
}
