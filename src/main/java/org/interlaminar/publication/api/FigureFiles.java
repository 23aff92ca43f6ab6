package org.interlaminar.publication.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.interlaminar.publication.Readers;
import org.interlaminar.publication.figures.PublishedFigure;
import org.interlaminar.publication.figures.PublishedFigure.Row;
import org.interlaminar.publication.figures.ReaderFigures;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** One figure as CSV, for programs and for the links on pages. */
@Component
class FigureFiles {
    private final ReaderFigures figures;

    FigureFiles(ReaderFigures figures) {
        this.figures = figures;
    }

    void send(String figure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        FigureQuery query = FigureQuery.read(request.getParameterMap());
        PublishedFigure found = figures.of(query.when(), Readers.readRows(request))
                .figure(figure)
                .orElseThrow();
        List<Row> rows = query.rows(found);
        response.setContentType("text/csv");
        response.setCharacterEncoding("UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"interlaminar-" + figure + ".csv\"");
        FigureCsv.write(found, rows, response.getWriter());
    }
}
