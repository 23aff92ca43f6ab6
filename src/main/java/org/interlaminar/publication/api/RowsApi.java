package org.interlaminar.publication.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.interlaminar.publication.PublicationSettings;
import org.interlaminar.publication.export.Format;
import org.interlaminar.publication.export.Regime;
import org.interlaminar.publication.export.TableFile;
import org.interlaminar.reporting.Mart;
import org.interlaminar.reporting.Mart.Column;
import org.interlaminar.reporting.Mart.Rows;
import org.interlaminar.reporting.MartPage;
import org.interlaminar.reporting.MartPage.Place;
import org.springframework.http.MediaType;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The mart row by row, a page at a time: JSON, or CSV where it is asked for. */
@RestController
@RequestMapping("/api/v1")
class RowsApi {
    private static final MediaType CSV = new MediaType("text", "csv");
    private static final String TABLES = "/{rows:cases|procedures|scores|events|therapies|assessments|code-hits}";

    private final Mart mart;
    private final ObjectMapper mapper;
    private final Regime regime;

    RowsApi(Mart mart, ObjectMapper mapper, PublicationSettings settings) {
        this.mart = mart;
        this.mapper = mapper;
        this.regime = settings.regime();
    }

    /** What is written of one page, as far as it is known where it ends. */
    private interface Page {
        void row(List<Object> values) throws IOException;
    }

    @GetMapping(path = TABLES, produces = MediaType.APPLICATION_JSON_VALUE)
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public void json(@PathVariable String rows, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        MartPage page = page(rows, request);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding("UTF-8");
        try (JsonGenerator json = mapper.createGenerator(response.getOutputStream())) {
            json.writeStartObject();
            json.writeStringField("regime", regime.word());
            json.writeArrayFieldStart("rows");
            Optional<Place> next = mart.read(page, found -> {
                List<Column> columns = found.columns();
                return told(page, found, values -> writeRow(json, columns, values));
            });
            json.writeEndArray();
            if (next.isPresent()) {
                json.writeStringField("next", RowQuery.cursor(next.get()));
            }
            json.writeEndObject();
        }
    }

    /** The place of the next page stands in a header of its own, because a table has no room for it. */
    @GetMapping(path = TABLES, produces = "text/csv")
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public void csv(@PathVariable String rows, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        MartPage page = page(rows, request);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Optional<Place> next = mart.read(page, found -> {
            try (TableFile csv = Format.CSV.table(written, found.columns(), regime)) {
                return told(page, found, csv::row);
            }
        });
        response.setContentType(CSV.toString());
        response.setCharacterEncoding("UTF-8");
        next.ifPresent(place -> response.setHeader("Next-Page", RowQuery.cursor(place)));
        response.getOutputStream().write(written.toByteArray());
    }

    private static MartPage page(String rows, HttpServletRequest request) {
        return RowQuery.read(RowTable.of(rows).orElseThrow(), request.getParameterMap());
    }

    /** Tells the page's rows; where the page after it begins, if there is one. */
    private static Optional<Place> told(MartPage page, Rows rows, Page told) throws IOException {
        Place place = page.after().orElse(new Place("", 0));
        int number = 0;
        for (List<Object> row = rows.next(); row != null; row = rows.next()) {
            if (number == page.limit()) {
                return Optional.of(place);
            }
            told.row(row);
            number++;
            String person = (String) row.get(0);
            place = new Place(person, person.equals(place.person()) ? place.rows() + 1 : 1);
        }
        return Optional.empty();
    }

    private void writeRow(JsonGenerator json, List<Column> columns, List<Object> values) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < columns.size(); i++) {
            Object told = regime.told(columns.get(i), values.get(i));
            if (told != null) {
                json.writePOJOField(columns.get(i).name(), told);
            }
        }
        json.writeEndObject();
    }
}
