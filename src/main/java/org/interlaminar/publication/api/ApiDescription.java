package org.interlaminar.publication.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BinarySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Map;
import org.interlaminar.publication.figures.PublishedFigure;
import org.interlaminar.publication.figures.PublishedFigures;
import org.interlaminar.reporting.AsOf;
import org.interlaminar.reporting.Worklist;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/**
 * The API as an <a href="https://spec.openapis.org/oas/v3.0.3">OpenAPI</a> document at {@code /api/v1/openapi}. One handler
 * answers for many paths and writes by hand, so nothing can be read off its signature: paths and parameters come from the
 * enums and figures that the handlers themselves go by.
 */
@Component
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class ApiDescription implements OpenApiCustomizer {
    private static final String BASE = "/api/v1/";
    private static final String LOGIN = "account";
    private static final String PROBLEM = "Problem";
    private static final Map<Integer, String> REFUSALS = Map.of(
            400, "A parameter or its value is not known; the detail says what would do.",
            401, "No account, or a wrong password.",
            403, "The role of the account may not read this.",
            404, "There is no such snapshot, or none yet.",
            503, "The store is away.");

    private final PublishedFigures figures;
    private final Worklist worklist;
    private final ApiExamples examples;

    ApiDescription(PublishedFigures figures, Worklist worklist, ObjectMapper mapper) {
        this.figures = figures;
        this.worklist = worklist;
        this.examples = ApiExamples.read(mapper);
    }

    @Override
    public void customise(OpenAPI api) {
        api.setInfo(new Info()
                .title("Interlaminar: outcomes of MILD procedures")
                .version("v1")
                .description("The mart row by row, for accounts with the role analyst or operator, and figures in which"
                        + " no small group shows, also for aggregate-reader. Dates are years unless the site says"
                        + " otherwise."));
        // Whoever reads it knows where it came from; a proxy in front may not be known here.
        api.setServers(List.of(new Server().url("/")));
        api.setTags(null);
        api.setComponents(components());
        api.setSecurity(List.of(new SecurityRequirement().addList(LOGIN)));
        api.setPaths(paths());
    }

    private Paths paths() {
        Paths paths = new Paths();
        for (RowTable table : RowTable.values()) {
            add(
                    paths,
                    table.path(),
                    "Rows of mart." + table.table(),
                    ApiParameters.of(table),
                    rows(
                            table.path(),
                            "Columns of mart." + table.table()
                                    + " as the dictionary has them; what is empty is left out."));
        }
        add(
                paths,
                "worklist",
                "Whom to call: follow-up windows that lack a score today",
                ApiParameters.ofWorklist(worklist.windows()),
                rows("worklist", "A window of a person, and the instruments that are missing in it."));
        for (PublishedFigure figure : figures.of(AsOf.NOW).figures()) {
            add(paths, figure.name(), figure.title(), ApiParameters.of(figure), figure(figure));
        }
        List<Parameter> none = List.of(ApiParameters.unchanged());
        add(paths, "dictionary", "What each column of the mart means", none, list("dictionary"));
        add(paths, "snapshots", "Snapshots, the oldest first", none, list("snapshots"));
        add(
                paths,
                "export",
                "Every table, and a manifest as the last entry, as one zip",
                ApiParameters.ofExport(),
                new ApiResponse()
                        .description("A zip; one without its manifest broke on the way.")
                        .content(new Content()
                                .addMediaType("application/zip", new MediaType().schema(new BinarySchema()))));
        return paths;
    }

    private static void add(Paths paths, String name, String summary, List<Parameter> parameters, ApiResponse ok) {
        ApiResponses responses = new ApiResponses().addApiResponse("200", ok);
        if (parameters.stream().anyMatch(one -> one.getIn().equals("header"))) {
            responses.addApiResponse(
                    "304", new ApiResponse().description("The answer is the one that is known already."));
        }
        REFUSALS.keySet().stream()
                .sorted()
                .forEach(status -> responses.addApiResponse(
                        Integer.toString(status), new ApiResponse().$ref("#/components/responses/" + status)));
        paths.addPathItem(
                BASE + name,
                new PathItem()
                        .get(new Operation()
                                .operationId(name)
                                .summary(summary)
                                .parameters(parameters)
                                .responses(responses)));
    }

    private ApiResponse rows(String name, String row) {
        Schema<?> rows = new ArraySchema().items(new ObjectSchema().description(row));
        ApiResponse answer = answered(
                name,
                new ObjectSchema()
                        .addProperty("regime", new StringSchema().description("How much of a date is told."))
                        .addProperty("rows", rows)
                        .addProperty(
                                "next", new StringSchema().description("Where the next page begins, if there is one."))
                        .required(List.of("regime", "rows")),
                true);
        return answer.addHeaderObject(
                "Next-Page",
                new Header()
                        .description("With text/csv: where the next page begins, if there is one.")
                        .schema(new StringSchema()));
    }

    private ApiResponse figure(PublishedFigure figure) {
        ObjectSchema row = new ObjectSchema();
        figure.headings().forEach(heading -> row.addProperty(heading, new StringSchema()));
        figure.statistics()
                .forEach(statistic -> row.addProperty(
                        statistic,
                        new Schema<>().description("A number, or 'hidden' where a small group would show.")));
        row.setRequired(figure.headings());
        return answered(
                figure.name(),
                new ObjectSchema()
                        .addProperty("figure", new StringSchema())
                        .addProperty("title", new StringSchema())
                        .addProperty("snapshot", new IntegerSchema())
                        .addProperty("cut_off", new StringSchema().format("date-time"))
                        .addProperty("threshold", new IntegerSchema().description("Smallest number of people shown."))
                        .addProperty("rows", new ArraySchema().items(row))
                        .required(List.of("figure", "title", "threshold", "rows")),
                true);
    }

    private ApiResponse list(String name) {
        return answered(name, new ArraySchema().items(new ObjectSchema()), false);
    }

    private ApiResponse answered(String name, Schema<?> schema, boolean alsoCsv) {
        MediaType json = new MediaType().schema(schema);
        MediaType csv = new MediaType().schema(new StringSchema());
        examples.of(name).ifPresent(example -> {
            json.addExamples("answer", new Example().summary(example.request()).value(example.json()));
            csv.addExamples("answer", new Example().summary(example.request()).value(example.csv()));
        });
        Content content = new Content().addMediaType("application/json", json);
        return new ApiResponse()
                .description("What was asked for.")
                .addHeaderObject(
                        "ETag",
                        new Header().description("A hash of the answer.").schema(new StringSchema()))
                .content(alsoCsv ? content.addMediaType("text/csv", csv) : content);
    }

    private Components components() {
        Components components = new Components()
                .addSecuritySchemes(
                        LOGIN,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("basic")
                                .description("Name and password of an account."))
                .addSchemas(
                        PROBLEM,
                        new ObjectSchema()
                                .description("https://www.rfc-editor.org/rfc/rfc9457")
                                .addProperty("type", new StringSchema())
                                .addProperty("title", new StringSchema())
                                .addProperty("status", new IntegerSchema())
                                .addProperty("detail", new StringSchema())
                                .addProperty("instance", new StringSchema())
                                .required(List.of("title", "status")));
        REFUSALS.forEach((status, words) -> components.addResponses(Integer.toString(status), refusal(status, words)));
        return components;
    }

    private ApiResponse refusal(int status, String words) {
        MediaType problem = new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM));
        examples.of(status)
                .ifPresent(example -> problem.addExamples(
                        "refusal", new Example().summary(example.request()).value(example.json())));
        return new ApiResponse()
                .description(words)
                .content(new Content().addMediaType("application/problem+json", problem));
    }
}
