package org.interlaminar.publication.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.interlaminar.outcomes.suppression.Shown;
import org.interlaminar.publication.figures.PublishedCohort;
import org.interlaminar.publication.figures.PublishedFigure;
import org.interlaminar.publication.figures.PublishedFigure.Row;
import org.interlaminar.publication.figures.PublishedFigures;
import org.interlaminar.reporting.AsOf;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Figures of the index cases as they may leave: JSON, or CSV where it is asked for. */
@RestController
@RequestMapping("/api/v1")
class FiguresApi {
    private static final String FIGURES =
            "/{figure:attrition|table-1|change|responders|follow-up|survival|complications|trials}";

    private final PublishedFigures figures;
    private final ObjectMapper mapper;

    FiguresApi(PublishedFigures figures, ObjectMapper mapper) {
        this.figures = figures;
        this.mapper = mapper;
    }

    @GetMapping(path = FIGURES, produces = MediaType.APPLICATION_JSON_VALUE)
    void json(@PathVariable String figure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        FigureQuery query = FigureQuery.read(request.getParameterMap());
        PublishedCohort cohort = figures.of(when(query, request));
        PublishedFigure found = cohort.figure(figure).orElseThrow();
        List<Row> rows = query.rows(found);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding("UTF-8");
        try (JsonGenerator json = mapper.createGenerator(response.getOutputStream())) {
            json.writeStartObject();
            json.writeStringField("figure", found.name());
            json.writeStringField("title", found.title());
            if (cohort.snapshot() != null) {
                json.writeNumberField("snapshot", cohort.snapshot());
            }
            if (cohort.cutOff() != null) {
                json.writeStringField("cut_off", cohort.cutOff().toString());
            }
            json.writeNumberField("threshold", cohort.threshold());
            json.writeArrayFieldStart("rows");
            for (Row row : rows) {
                write(json, found, row);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /**
     * Who reads figures only is given those of a snapshot: somebody who could read them from hour to hour would see each new
     * person in the difference.
     */
    private AsOf when(FigureQuery query, HttpServletRequest request) {
        boolean readsRows = request.isUserInRole("OPERATOR") || request.isUserInRole("ANALYST");
        if (readsRows || query.when().snapshot() != null) {
            return query.when();
        }
        return figures.newest().orElseThrow(NoSnapshot::new);
    }

    private static void write(JsonGenerator json, PublishedFigure figure, Row row) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < figure.headings().size(); i++) {
            json.writeStringField(figure.headings().get(i), row.labels().get(i));
        }
        for (String statistic : figure.statistics()) {
            Shown<Number> value = row.get(statistic);
            if (value != null) {
                json.writePOJOField(
                        statistic, value.value().map(number -> (Object) number).orElse(Shown.WORD));
            }
        }
        json.writeEndObject();
    }

    @GetMapping(path = FIGURES, produces = "text/csv")
    void csv(@PathVariable String figure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        FigureQuery query = FigureQuery.read(request.getParameterMap());
        PublishedFigure found = figures.of(when(query, request)).figure(figure).orElseThrow();
        List<Row> rows = query.rows(found);
        response.setContentType("text/csv");
        response.setCharacterEncoding("UTF-8");
        FigureCsv.write(found, rows, response.getWriter());
    }
}
