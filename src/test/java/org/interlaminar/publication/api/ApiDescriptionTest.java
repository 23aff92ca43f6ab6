package org.interlaminar.publication.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.on;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.zaxxer.hikari.HikariDataSource;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.interlaminar.access.Role;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Program;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestStore;
import org.interlaminar.reporting.Snapshots;
import org.interlaminar.reporting.Worklist;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The description of the API says what the service does: every handler and nothing else, parameters that are taken, and examples
 * that are its own answers. After a change that is meant, run with {@code -Dapprove=true} and read the diff of the examples.
 */
class ApiDescriptionTest {
    private static final Path EXAMPLES = Path.of("src/main/resources" + ApiExamples.FILE);
    private static final String BASE = "/api/v1/";
    private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");
    private static final Pattern SURROGATE = Pattern.compile("p[0-9a-f]{16}");
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
    private static final Pattern WORDS_IN_PATH = Pattern.compile("\\{\\w+:([^}]+)}");
    private static final String ROW =
            "/get/responses/200/content/application~1json/schema/properties/rows/items/properties";
    /** They tell of the build and not of the form of an answer. */
    private static final Set<String> OF_THE_BUILD = Set.of("software", "value_sets", "settings");

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @TempDir
    private static Path folder;

    private static Service service;
    private static Program analyst;
    private static Program reader;
    private static Program operator;
    private static Program abstractor;
    private static JsonNode document;
    private static OpenAPI api;

    @BeforeAll
    static void load() throws Exception {
        service = Service.serving(Clock.fixed(NOW, ZoneOffset.UTC));
        analyst = Program.of(service, Role.ANALYST);
        reader = Program.of(service, Role.AGGREGATE_READER);
        operator = Program.of(service, Role.OPERATOR);
        abstractor = Program.of(service, Role.ABSTRACTOR);
        service.load("enriched", Path.of("src/main/resources/demo/enriched"));
        service.load("mixed", Path.of("src/main/resources/demo/mixed"));
        Path input = folder.resolve("input.ndjson");
        Files.writeString(input, everything().ndjson());
        service.load("hospital-a", input);
        service.bean(Snapshots.class).take("for the paper");
        document = reader.json("/api/v1/openapi");
        api = parsed().getOpenAPI();
    }

    /** Somebody with a row in every table. */
    private static PatientStory everything() {
        return aPatient("p1")
                .born(1950)
                .female()
                .withLumbarStenosisAndClaudication()
                .recorded(on("2023-11-02"))
                .afterMildProcedure(on("2024-02-01"))
                .withOdi(52, daysBeforeIndex(3))
                .withOdi(28, daysAfterIndex(92))
                .withEpiduralInjection(daysBeforeIndex(100))
                .withLaminectomy(daysAfterIndex(300));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static SwaggerParseResult parsed() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        options.setResolveFully(true);
        return new OpenAPIV3Parser().readContents(document.toString(), null, options);
    }

    // The document

    @Test
    void isReadByToolsWithoutAComplaint() {
        assertThat(parsed().getMessages()).isEmpty();
        assertThat(api.getInfo().getTitle()).startsWith("Interlaminar");
        assertThat(api.getInfo().getVersion()).isEqualTo("v1");
        assertThat(api.getComponents().getSecuritySchemes().get("account").getScheme())
                .isEqualTo("basic");
    }

    @Test
    void describesEveryHandlerAndNothingElse() {
        Set<String> mapped = new TreeSet<>();
        for (RequestMappingInfo one : service.bean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()) {
            one.getPatternValues().stream()
                    .filter(path -> path.startsWith(BASE) && !path.startsWith(BASE + "openapi"))
                    .flatMap(ApiDescriptionTest::each)
                    .forEach(mapped::add);
        }
        assertThat(api.getPaths().keySet()).containsExactlyInAnyOrderElementsOf(mapped);
        api.getPaths()
                .forEach((path, item) -> assertThat(item.readOperationsMap().keySet())
                        .as(path)
                        .extracting(Enum::name)
                        .containsExactly("GET"));
    }

    private static Stream<String> each(String pattern) {
        Matcher words = WORDS_IN_PATH.matcher(pattern);
        return words.find()
                ? Stream.of(words.group(1).split("\\|")).map(word -> words.replaceFirst(Matcher.quoteReplacement(word)))
                : Stream.of(pattern);
    }

    @Test
    void saysOfEveryPathHowItRefuses() {
        api.getPaths().forEach((path, item) -> {
            assertThat(item.getGet().getResponses().keySet())
                    .as(path)
                    .contains("200", "400", "401", "403", "404", "503");
            assertThat(item.getGet().getResponses().containsKey("304"))
                    .as(path + " 304")
                    .isEqualTo(!path.equals(BASE + "export"));
            assertThat(item.getGet().getResponses().get("400").getContent()).containsKey("application/problem+json");
        });
    }

    // What it says is so

    @Test
    void everyWordOfAFilterIsTaken() throws Exception {
        int asked = 0;
        for (Map.Entry<String, Operation> one : operations().entrySet()) {
            for (Parameter parameter : one.getValue().getParameters()) {
                List<?> words = parameter.getSchema().getEnum();
                for (Object word : words == null || one.getKey().endsWith("export") ? List.of() : words) {
                    String request = one.getKey() + "?" + parameter.getName() + "=" + word;
                    assertThat(analyst.get(request).statusCode()).as(request).isEqualTo(200);
                    asked++;
                }
            }
        }
        assertThat(asked).isGreaterThan(40);
    }

    @Test
    void everyNumberIsTakenUpToItsEndsAndNotBeyond() throws Exception {
        int asked = 0;
        for (Map.Entry<String, Operation> one : operations().entrySet()) {
            for (Parameter parameter : one.getValue().getParameters()) {
                if (parameter.getSchema().getMinimum() == null
                        || parameter.getName().equals("snapshot")) {
                    continue;
                }
                int least = parameter.getSchema().getMinimum().intValueExact();
                int most = parameter.getSchema().getMaximum().intValueExact();
                String request = one.getKey() + "?" + parameter.getName() + "=";
                for (int taken : new int[] {least, most}) {
                    assertThat(analyst.get(request + taken).statusCode())
                            .as(request + taken)
                            .isEqualTo(200);
                }
                for (int refused : new int[] {least - 1, most + 1}) {
                    assertThat(analyst.get(request + refused).statusCode())
                            .as(request + refused)
                            .isEqualTo(400);
                }
                asked++;
            }
        }
        assertThat(asked).isGreaterThan(7);
    }

    @Test
    void headingsOfAFigureAreItsParametersAndWhatItsRowsTell() throws Exception {
        for (Map.Entry<String, Operation> one : operations().entrySet()) {
            if (!isFigure(one.getKey())) {
                continue;
            }
            JsonNode figure = analyst.json(one.getKey());
            Set<String> described = new TreeSet<>();
            document.path("paths").path(one.getKey()).at(ROW).fieldNames().forEachRemaining(described::add);
            for (JsonNode row : figure.path("rows")) {
                row.fieldNames()
                        .forEachRemaining(
                                name -> assertThat(described).as(one.getKey()).contains(name));
            }
            JsonNode first = figure.path("rows").path(0);
            for (Parameter parameter : one.getValue().getParameters()) {
                if (first.has(parameter.getName())) {
                    String request = one.getKey() + "?" + word(first, parameter.getName());
                    assertThat(analyst.get(request).statusCode()).as(request).isEqualTo(200);
                }
            }
        }
    }

    /** Asked again of the service, each example is its answer. */
    @Test
    void eachExampleIsWhatTheServiceAnswers() throws Exception {
        ObjectNode told = MAPPER.createObjectNode();
        for (RowTable table : RowTable.values()) {
            tell(told, table.path(), BASE + table.path() + "?person=" + surrogate() + "&limit=2", true);
        }
        for (String path : operations().keySet()) {
            if (isFigure(path)) {
                tell(told, path.substring(BASE.length()), path + "?" + oneRow(analyst.json(path)), true);
            }
        }
        tell(told, "worklist", BASE + "worklist?" + ofOneEntry(), true);
        tell(told, "dictionary", BASE + "dictionary", false);
        tell(told, "snapshots", BASE + "snapshots", false);
        refused(told, 400, analyst, BASE + "scores?instrument=MPQ");
        refused(told, 401, Program.unknownTo(service), BASE + "cases");
        refused(told, 403, reader, BASE + "cases");
        refused(told, 404, analyst, BASE + "cases?snapshot=999");
        refusedWithoutAStore(told);

        ObjectNode usual = (ObjectNode) MAPPER.readTree(normalised(told.toString()));
        usual.forEach(one -> one.path("json").forEach(ApiDescriptionTest::withoutTheBuild));
        if (Boolean.getBoolean("approve")) {
            Files.writeString(EXAMPLES, MAPPER.writeValueAsString(usual) + "\n");
        }
        assertThat(usual).isEqualTo(MAPPER.readTree(Files.readString(EXAMPLES)));
    }

    @Test
    void everyAnswerHasAnExample() {
        operations().forEach((path, operation) -> operation.getResponses().forEach((status, response) -> {
            if (response.getContent() != null && !path.equals(BASE + "export")) {
                for (Map.Entry<String, MediaType> one : response.getContent().entrySet()) {
                    assertThat(one.getValue().getExamples())
                            .as(path + " " + status + " " + one.getKey())
                            .isNotEmpty();
                }
            }
        }));
        assertThat(document.toString()).contains("\"index_date\":2024");
    }

    // To whom

    @ParameterizedTest
    @CsvSource({
        "/api/v1/openapi,          200, 200, 200, 403",
        "/api/v1/openapi.yaml,     403, 403, 403, 403",
        "/api/v1/openapi/anything, 404, 404, 403, 403",
        "/api/v1/cases,            200, 200, 403, 403"
    })
    void isForWhoeverReadsFigures(String path, int operators, int analysts, int readers, int abstractors)
            throws Exception {
        assertThat(operator.get(path).statusCode()).as("operator").isEqualTo(operators);
        assertThat(analyst.get(path).statusCode()).as("analyst").isEqualTo(analysts);
        assertThat(reader.get(path).statusCode()).as("aggregate reader").isEqualTo(readers);
        assertThat(abstractor.get(path).statusCode()).as("abstractor").isEqualTo(abstractors);
        assertThat(Program.unknownTo(service).get(path).statusCode())
                .as("nobody")
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v3/api-docs",
                "/v3/api-docs.yaml",
                "/v3/api-docs/swagger-config",
                "/swagger-ui.html",
                "/swagger-ui/index.html"
            })
    void standsNowhereElse(String path) throws Exception {
        Set<String> mapped = service.bean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
                .flatMap(one -> one.getPatternValues().stream())
                .collect(Collectors.toSet());
        assertThat(mapped).doesNotContain(path);
        assertThat(analyst.get(path).statusCode()).isNotEqualTo(200);
    }

    // How the examples are made

    private static boolean isFigure(String path) {
        return !document.path("paths").path(path).at(ROW).isEmpty();
    }

    private static void tell(ObjectNode told, String name, String request, boolean alsoCsv) throws IOException {
        JsonNode answer = analyst.json(request);
        ObjectNode one = told.putObject(name).put("request", request);
        if (answer.isArray()) {
            answer.forEach(entry -> {
                if (one.withArray("json").size() < 2) {
                    one.withArray("json").add(entry);
                }
            });
        } else {
            assertThat(answer.path("rows")).as(request).isNotEmpty();
            one.set("json", answer);
        }
        if (alsoCsv) {
            one.put("csv", analyst.get(request, "Accept", "text/csv").body());
        }
    }

    /** Words that one entry of the worklist alone has: of several, surrogates would decide which is told. */
    private static String ofOneEntry() throws IOException {
        Worklist worklist = service.bean(Worklist.class);
        for (String window : worklist.windows()) {
            for (String state : Worklist.STATES) {
                String words = "state=" + state + "&window=" + window;
                if (analyst.json(BASE + "worklist?" + words).path("rows").size() == 1) {
                    return words;
                }
            }
        }
        throw new AssertionError("no words of one entry");
    }

    private static void refused(ObjectNode told, int status, Program program, String request) throws IOException {
        HttpResponse<String> answer = program.get(request);
        assertThat(answer.statusCode()).as(request).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .as(request)
                .get()
                .asString()
                .startsWith("application/problem+json");
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("org.");
        told.putObject(Integer.toString(status)).put("request", request).set("json", MAPPER.readTree(answer.body()));
    }

    private static void refusedWithoutAStore(ObjectNode told) throws IOException {
        HikariDataSource pool = service.bean(HikariDataSource.class);
        pool.setConnectionTimeout(250);
        TestStore.takeAway(service.url());
        try {
            refused(told, 503, analyst, BASE + "cases");
        } finally {
            TestStore.giveBack(service.url());
            pool.setConnectionTimeout(10_000);
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    /** The row that hides least and tells most, as its words; the first of these. */
    private static String oneRow(JsonNode figure) {
        List<String> headings = operations().get(BASE + figure.path("figure").asText()).getParameters().stream()
                .map(Parameter::getName)
                .filter(name -> figure.path("rows").path(0).has(name))
                .toList();
        JsonNode best = figure.path("rows").path(0);
        for (JsonNode row : figure.path("rows")) {
            if (numbers(row) > numbers(best)) {
                best = row;
            }
        }
        JsonNode row = best;
        return headings.stream().map(heading -> word(row, heading)).collect(Collectors.joining("&")) + "&snapshot=1";
    }

    private static long numbers(JsonNode row) {
        long numbers = 0;
        for (JsonNode value : row) {
            numbers += value.isNumber() ? 1 : 0;
        }
        return numbers;
    }

    private static String word(JsonNode row, String heading) {
        return heading + "="
                + URLEncoder.encode(row.path(heading).asText(), StandardCharsets.UTF_8)
                        .replace("+", "%20");
    }

    private static String surrogate() {
        return service.sql()
                .sql("select person from xwalk.person where source = 'hospital-a'")
                .query(String.class)
                .single();
    }

    /** Surrogates are random and moments those of the run. */
    private static String normalised(String text) {
        Map<String, String> names = new TreeMap<>();
        String plain = Pattern.compile("\"next\":\"([^\"]+)\"")
                .matcher(text)
                .replaceAll(found -> "\"next\":\"" + cursor(found.group(1), names) + "\"");
        return MOMENT.matcher(named(plain, names)).replaceAll(NOW.toString());
    }

    private static String cursor(String next, Map<String, String> names) {
        String place = new String(Base64.getUrlDecoder().decode(next), StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(named(place, names).getBytes(StandardCharsets.US_ASCII));
    }

    private static String named(String text, Map<String, String> names) {
        return SURROGATE
                .matcher(text)
                .replaceAll(found -> names.computeIfAbsent(found.group(), any -> "p%016x".formatted(names.size() + 1)));
    }

    private static void withoutTheBuild(JsonNode entry) {
        if (entry instanceof ObjectNode object) {
            OF_THE_BUILD.stream().filter(object::has).forEach(name -> object.put(name, "of this service"));
        }
    }

    private static Map<String, Operation> operations() {
        Map<String, Operation> all = new TreeMap<>();
        api.getPaths().forEach((path, item) -> all.put(path, item.getGet()));
        return all;
    }
}
