package org.interlaminar.publication.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.interlaminar.publication.PublicationSettings;
import org.interlaminar.publication.export.Export;
import org.interlaminar.publication.export.Extent;
import org.interlaminar.publication.export.Format;
import org.interlaminar.publication.export.Regime;
import org.interlaminar.reporting.Snapshots;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Everything as one zip, written as it is sent. A zip without its manifest at the end broke on the way. */
@RestController
class ExportApi {
    static final String PATH = "/api/v1/export";
    private static final String FORMAT = "format";
    private static final String SNAPSHOT = "snapshot";

    private final Export export;
    private final Snapshots snapshots;
    private final Regime regime;

    ExportApi(Export export, Snapshots snapshots, PublicationSettings settings) {
        this.export = export;
        this.snapshots = snapshots;
        this.regime = settings.regime();
    }

    @GetMapping(PATH)
    void zip(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Format format = Format.CSV;
        Integer snapshot = null;
        for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
            switch (parameter.getKey()) {
                case FORMAT -> format = format(Parameters.once(FORMAT, parameter.getValue()));
                case SNAPSHOT -> snapshot = Parameters.number(
                        SNAPSHOT, Parameters.once(SNAPSHOT, parameter.getValue()), 1, Integer.MAX_VALUE);
                default -> throw new BadRequest("'" + Parameters.safe(parameter.getKey())
                        + "' is no parameter of export. There are " + FORMAT + " and " + SNAPSHOT + ".");
            }
        }
        // Asked before anything says that a zip is coming.
        String of =
                snapshot == null ? "" : "snapshot-" + snapshots.get(snapshot).number() + "-";
        response.setContentType("application/zip");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"interlaminar-" + of + format.word() + ".zip\"");
        export.zip(response.getOutputStream(), format, regime, Extent.of(snapshot));
    }

    private static Format format(String word) {
        return Arrays.stream(Format.values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new BadRequest("'format' has no such value. It can be "
                        + Arrays.stream(Format.values()).map(Format::word).collect(Collectors.joining(", ")) + "."));
    }
}
