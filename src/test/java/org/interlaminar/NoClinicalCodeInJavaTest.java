package org.interlaminar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clinical codes live in fhir-profiles alone, where a coder can review them. */
class NoClinicalCodeInJavaTest {
    private static final Path PROFILES = Path.of("fhir-profiles");
    private static final int SHORTEST_TELLING_CODE = 4;

    private static final Pattern JAVA_PARTS = Pattern.compile("//[^\\n]*+"
            + "|/\\*(?s:.*?)\\*/"
            + "|'(?:\\\\[^\\n]|[^'\\\\\\n])[^'\\n]*+'"
            + "|(?<literal>\"\"\"(?s:.*?)\"\"\"|\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\")");
    private static final Pattern QUOTED = Pattern.compile("(?<literal>'[^'\\n]*+'|\"[^\"\\n]*+\")");
    private static final Pattern LOOKS_CLINICAL = Pattern.compile("M\\d\\d\\.|\\b\\d{4}T\\b|\\b\\d{4,5}-\\d\\b");

    private final Codes codes = Codes.of(PROFILES);

    @Test
    void noSourceFileHoldsAClinicalCode() {
        List<String> found = new ArrayList<>();
        filesBelow("src/main/java", "java").forEach(file -> found.addAll(inJava(file)));
        filesBelow("src/main/resources", "yml|sql|html").forEach(file -> found.addAll(inText(file)));
        filesBelow("camel-routes", "yaml").forEach(file -> found.addAll(inText(file)));
        assertThat(found).as("clinical codes outside fhir-profiles").isEmpty();
    }

    @Test
    void aPlantedCodeIsFoundWithItsLine(@TempDir Path folder) throws IOException {
        String worded = codes.worded().iterator().next();
        String number = codes.numbers().iterator().next();
        Path java = Files.writeString(
                folder.resolve("Planted.java"),
                """
                class Planted {
                    String number = "%2$s";
                    // says "it's %1$s"
                    String family = "M99.";
                    String text = \"""
                            one
                            %2$s-Q0 \""";
                }
                """
                        .formatted(worded, number));
        Path yaml = Files.writeString(folder.resolve("planted.yaml"), "size: 3\ncode: %s\n".formatted(worded));
        assertThat(inJava(java))
                .containsExactly(
                        java + ":2 " + number,
                        java + ":3 " + worded,
                        java + ":4 looks like a code: M99.",
                        java + ":7 " + number);
        assertThat(inText(yaml)).containsExactly(yaml + ":2 " + worded);
    }

    @Test
    void plainNumbersAndLongerWordsAreNoCodes(@TempDir Path folder) throws IOException {
        String worded = codes.worded().iterator().next();
        String number = codes.numbers().iterator().next();
        Path java = Files.writeString(
                folder.resolve("Innocent.java"),
                """
                class Innocent {
                    char quote = '"';
                    int size = %2$s; // %2$s bytes
                    String longer = "%1$s9 x%1$s 1%2$s %2$s9 2.16.%2$s";
                    String day = "2026-01-01T00:00 1.2.%2$s.3";
                }
                """
                        .formatted(worded, number));
        assertThat(inJava(java)).isEmpty();
    }

    private List<String> inJava(Path file) {
        String text = read(file);
        List<Hit> hits = new ArrayList<>(codes.wordedIn(text));
        Matcher part = JAVA_PARTS.matcher(text);
        while (part.find()) {
            String literal = part.group("literal");
            if (literal != null) {
                hits.addAll(codes.numbersIn(literal, part.start()));
                hits.addAll(lookalikesIn(literal, part.start(), hits));
            }
        }
        return lines(file, text, hits);
    }

    private List<String> inText(Path file) {
        String text = read(file);
        List<Hit> hits = new ArrayList<>(codes.wordedIn(text));
        Matcher quoted = QUOTED.matcher(text);
        while (quoted.find()) {
            hits.addAll(codes.numbersIn(quoted.group("literal"), quoted.start()));
        }
        return lines(file, text, hits);
    }

    /** A known code is named once, as itself. */
    private static List<Hit> lookalikesIn(String literal, int offset, List<Hit> known) {
        return LOOKS_CLINICAL
                .matcher(literal)
                .results()
                .map(match -> new Hit(offset + match.start(), "looks like a code: " + match.group()))
                .filter(hit -> known.stream().noneMatch(k -> k.at() == hit.at()))
                .toList();
    }

    private static List<String> lines(Path file, String text, List<Hit> hits) {
        return hits.stream()
                .sorted(Comparator.comparingInt(Hit::at))
                .map(hit -> file + ":" + lineOf(text, hit.at()) + " " + hit.what())
                .toList();
    }

    private static long lineOf(String text, int at) {
        return 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    private record Hit(int at, String what) {}

    /** Codes with a letter or a dash tell by themselves; bare numbers only inside a literal. */
    private record Codes(Set<String> worded, Set<String> numbers, Pattern wordedPattern, Pattern numberPattern) {
        static Codes of(Path profiles) {
            Set<String> all = new TreeSet<>();
            Set<String> ours = new TreeSet<>();
            filesBelow(profiles.toString(), "json").forEach(file -> {
                JsonNode resource = json(file);
                switch (resource.path("resourceType").asText()) {
                    case "ValueSet" -> resource.path("compose")
                            .path("include")
                            .forEach(include -> add(include.path("concept"), all));
                    case "ConceptMap" -> resource.path("group").forEach(group -> add(group.path("element"), all));
                    case "CodeSystem" -> add(
                            resource.path("concept"),
                            resource.path("content").asText().equals("supplement") ? all : ours);
                    default -> {}
                }
            });
            all.removeAll(ours);
            all.removeIf(code -> code.length() < SHORTEST_TELLING_CODE);
            Set<String> numbers =
                    all.stream().filter(code -> code.matches("[\\d.]+")).collect(Collectors.toCollection(TreeSet::new));
            all.removeAll(numbers);
            return new Codes(all, numbers, tokens("(?<![\\w.])", all), tokens("(?<![\\w.-])", numbers));
        }

        List<Hit> wordedIn(String text) {
            return found(wordedPattern, text, 0);
        }

        List<Hit> numbersIn(String literal, int offset) {
            return found(numberPattern, literal, offset);
        }

        private static List<Hit> found(Pattern pattern, String text, int offset) {
            return pattern.matcher(text)
                    .results()
                    .map(match -> new Hit(offset + match.start(), match.group()))
                    .toList();
        }

        private static Pattern tokens(String before, Set<String> codes) {
            String any = codes.stream().map(Pattern::quote).collect(Collectors.joining("|"));
            return Pattern.compile(before + "(?:" + any + ")(?!\\w|[.-]\\d)", Pattern.CASE_INSENSITIVE);
        }

        private static void add(JsonNode concepts, Set<String> to) {
            concepts.forEach(concept -> to.add(concept.path("code").asText()));
        }

        private static JsonNode json(Path file) {
            try {
                return new ObjectMapper().readTree(file.toFile());
            } catch (IOException e) {
                throw new AssertionError(file + " cannot be read", e);
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    private static List<Path> filesBelow(String folder, String endings) {
        Path root = Path.of(folder);
        if (Files.notExists(root)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(root)) {
            return found.filter(file -> file.getFileName().toString().matches(".*\\.(" + endings + ")"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(folder + " cannot be listed", e);
        }
    }
}
