package org.interlaminar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.interlaminar.cases.FollowUpWindow;
import org.interlaminar.fixture.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is handed out as FHIR uses the words of the mart, each of them and no others. */
class WordsOfResultsTest {
    @ParameterizedTest
    @CsvSource({
        "result-procedure-kind, procedure.kind",
        "result-instrument, score.instrument",
        "result-component, score.component",
        "result-unit, score.unit",
        "result-event-kind, event.kind",
        "result-attribution, event.attribution"
    })
    void aCodeSystemHasTheWordsOfItsColumn(String codeSystem, String column) throws IOException {
        assertThat(codes(codeSystem)).containsExactlyElementsOf(words(column));
    }

    @Test
    void theWindowsAreThoseWithoutSettingsOfTheSite() {
        List<String> windows = Stream.concat(
                        FollowUpWindow.DEFAULTS.stream().map(FollowUpWindow::name),
                        Stream.of(FollowUpWindow.UNSCHEDULED))
                .toList();
        assertThat(codes("result-window")).containsExactlyElementsOf(windows);
    }

    private static List<String> words(String column) throws IOException {
        String views = Files.readString(Path.of("src/main/resources/db/migration/R__mart_views.sql"));
        Matcher comment = Pattern.compile(
                        "comment on column mart\\." + Pattern.quote(column) + " is '.*One of: ([^.]+)\\.';")
                .matcher(views);
        assertThat(comment.find()).as(column).isTrue();
        return List.of(comment.group(1).split(", "));
    }

    private static List<String> codes(String codeSystem) {
        String file = "CodeSystem-" + codeSystem + ".json";
        List<String> codes = new ArrayList<>();
        try {
            new ObjectMapper()
                    .readTree(Profiles.files(file).get(file))
                    .path("concept")
                    .forEach(concept -> codes.add(concept.path("code").asText()));
        } catch (IOException e) {
            throw new AssertionError(file + " is not JSON", e);
        }
        return codes;
    }
}
