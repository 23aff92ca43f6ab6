package org.interlaminar.publication.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.interlaminar.outcomes.suppression.Shown;
import org.interlaminar.publication.Readers;
import org.interlaminar.publication.figures.PublishedCohort;
import org.interlaminar.publication.figures.PublishedFigure;
import org.interlaminar.publication.figures.PublishedFigure.Row;
import org.interlaminar.publication.figures.ReaderFigures;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Figures of the index cases as they may leave: JSON, or CSV where it is asked for. */
@RestController
@RequestMapping("/api/v1")
class FiguresApi {
    static final String NAMES = "attrition|table-1|change|responders|distribution|follow-up|survival|survival-curve"
            + "|survival-by-group|complications|trials";

    private static final String FIGURES = "/{figure:" + NAMES + "}";

    private final ReaderFigures figures;
    private final FigureFiles files;
    private final ObjectMapper mapper;

    FiguresApi(ReaderFigures figures, FigureFiles files, ObjectMapper mapper) {
        this.figures = figures;
        this.files = files;
        this.mapper = mapper;
    }

    @GetMapping(path = FIGURES, produces = MediaType.APPLICATION_JSON_VALUE)
    void json(@PathVariable String figure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        FigureQuery query = FigureQuery.read(request.getParameterMap());
        PublishedCohort cohort = figures.of(query.when(), Readers.readRows(request));
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
        files.send(figure, request, response);
    }
}
