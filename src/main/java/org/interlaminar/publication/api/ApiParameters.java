package org.interlaminar.publication.api;

import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.interlaminar.publication.api.RowTable.Filter;
import org.interlaminar.publication.export.Format;
import org.interlaminar.publication.figures.PublishedFigure;
import org.interlaminar.reporting.Worklist;

/** The parameters of each path, from what reads them. */
final class ApiParameters {
    private ApiParameters() {}

    static List<Parameter> of(RowTable table) {
        List<Parameter> all = new ArrayList<>();
        table.filters().forEach(filter -> all.add(filter(filter)));
        all.add(query("person", "The rows of one person.", new StringSchema().pattern(RowQuery.SURROGATE.pattern())));
        all.add(snapshot());
        all.add(limit());
        all.add(after());
        all.add(unchanged());
        return all;
    }

    static List<Parameter> of(PublishedFigure figure) {
        List<Parameter> all = new ArrayList<>();
        figure.headings()
                .forEach(heading -> all.add(query(
                        heading, "Only the rows that have this word under '" + heading + "'.", new StringSchema())));
        all.add(snapshot());
        all.add(unchanged());
        return all;
    }

    static List<Parameter> ofExport() {
        return List.of(
                query(
                        "format",
                        "How the tables are written.",
                        words(Arrays.stream(Format.values()).map(Format::word).toList())
                                ._default(Format.CSV.word())),
                snapshot());
    }

    /** @param windows names of those after the baseline */
    static List<Parameter> ofWorklist(List<String> windows) {
        return List.of(
                query("state", "Only entries in this state; open ones when nothing is said.", words(Worklist.STATES)),
                query("window", "Only entries of this follow-up window.", words(windows)),
                query("instrument", "Only entries that lack this instrument.", words(Worklist.INSTRUMENTS)),
                limit(),
                after(),
                unchanged());
    }

    /** An answer that is known already is not sent again. */
    static Parameter unchanged() {
        return new HeaderParameter()
                .name("If-None-Match")
                .description("The ETag of the answer that is known already.")
                .schema(new StringSchema());
    }

    private static Parameter limit() {
        return query(
                "limit", "Most rows of an answer.", number(1, RowQuery.MOST)._default(RowQuery.USUAL));
    }

    private static Parameter after() {
        return query("after", "The 'next' of the answer before.", new StringSchema());
    }

    private static Parameter snapshot() {
        return query("snapshot", "The number of a snapshot.", number(1, Integer.MAX_VALUE));
    }

    private static Parameter filter(Filter filter) {
        Schema<?> values =
                switch (filter.kind()) {
                    case NUMBER -> number(1, RowQuery.HIGHEST);
                    case YES_NO -> words(filter.words());
                    case WORD -> filter.words().isEmpty()
                            ? new StringSchema().pattern(RowQuery.WORD.pattern())
                            : words(filter.words());
                };
        return query(
                filter.parameter(), "Only the rows that have this in the column '" + filter.column() + "'.", values);
    }

    private static StringSchema words(List<String> words) {
        StringSchema schema = new StringSchema();
        words.forEach(schema::addEnumItem);
        return schema;
    }

    private static Schema<Number> number(int least, int most) {
        return new IntegerSchema().minimum(BigDecimal.valueOf(least)).maximum(BigDecimal.valueOf(most));
    }

    private static Parameter query(String name, String description, Schema<?> schema) {
        return new QueryParameter().name(name).description(description).schema(schema);
    }
}
