package org.interlaminar.publication.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.interlaminar.publication.PublicationSettings;
import org.interlaminar.publication.export.Format;
import org.interlaminar.publication.export.Regime;
import org.interlaminar.publication.export.TableFile;
import org.interlaminar.publication.export.WorklistTable;
import org.interlaminar.reporting.Mart;
import org.interlaminar.reporting.Mart.Column;
import org.interlaminar.reporting.Worklist;
import org.interlaminar.reporting.Worklist.Day;
import org.interlaminar.reporting.Worklist.Entry;
import org.interlaminar.reporting.Worklist.Place;
import org.springframework.http.MediaType;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which windows of whom lack a score today, a page at a time, under surrogates: JSON, or CSV where it is asked for. */
@RestController
class WorklistApi {
    private static final String PATH = "/api/v1/worklist";

    private final Worklist worklist;
    private final Mart mart;
    private final ObjectMapper mapper;
    private final Regime regime;

    WorklistApi(Worklist worklist, Mart mart, ObjectMapper mapper, PublicationSettings settings) {
        this.worklist = worklist;
        this.mart = mart;
        this.mapper = mapper;
        this.regime = settings.regime();
    }

    /** Entries, and where the page after them begins, if there is one. */
    private record Page(List<Entry> entries, Optional<Place> next) {}

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public void json(HttpServletRequest request, HttpServletResponse response) throws IOException {
        WorklistQuery query = WorklistQuery.read(request.getParameterMap(), worklist.windows());
        Day today = worklist.today();
        Page page = page(query, today);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding("UTF-8");
        try (JsonGenerator json = mapper.createGenerator(response.getOutputStream())) {
            json.writeStartObject();
            json.writeStringField("regime", regime.word());
            json.writeStringField("today", today.date().toString());
            if (mart.cutOff().isPresent()) {
                json.writeStringField("cut_off", mart.cutOff().get().toString());
            }
            json.writeArrayFieldStart("rows");
            for (Entry entry : page.entries()) {
                write(json, WorklistTable.columns(), WorklistTable.row(entry));
            }
            json.writeEndArray();
            if (page.next().isPresent()) {
                json.writeStringField("next", WorklistQuery.cursor(page.next().get()));
            }
            json.writeEndObject();
        }
    }

    @GetMapping(path = PATH, produces = "text/csv")
    public void csv(HttpServletRequest request, HttpServletResponse response) throws IOException {
        WorklistQuery query = WorklistQuery.read(request.getParameterMap(), worklist.windows());
        Page page = page(query, worklist.today());
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (TableFile csv = Format.CSV.table(written, WorklistTable.columns(), regime)) {
            for (Entry entry : page.entries()) {
                csv.row(WorklistTable.row(entry));
            }
        }
        response.setContentType("text/csv");
        response.setCharacterEncoding("UTF-8");
        page.next().ifPresent(place -> response.setHeader("Next-Page", WorklistQuery.cursor(place)));
        response.getOutputStream().write(written.toByteArray());
    }

    /** One entry more than asked for tells whether there is another page. */
    private Page page(WorklistQuery query, Day today) {
        List<Entry> entries = new ArrayList<>();
        worklist.byPerson(query.choice(), today, query.after(), query.limit() + 1L, 0, entries::add);
        if (entries.size() <= query.limit()) {
            return new Page(entries, Optional.empty());
        }
        entries.remove(query.limit());
        Entry last = entries.get(query.limit() - 1);
        return new Page(entries, Optional.of(new Place(last.person(), last.place())));
    }

    private void write(JsonGenerator json, List<Column> columns, List<Object> values) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < columns.size(); i++) {
            Object told = regime.told(columns.get(i), values.get(i));
            if (told instanceof LocalDate date) {
                json.writeStringField(columns.get(i).name(), date.toString());
            } else if (told != null) {
                json.writePOJOField(columns.get(i).name(), told);
            }
        }
        json.writeEndObject();
    }
}
