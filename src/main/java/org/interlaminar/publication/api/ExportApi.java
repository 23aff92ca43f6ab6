package org.interlaminar.publication.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.interlaminar.publication.PublicationSettings;
import org.interlaminar.publication.export.Export;
import org.interlaminar.publication.export.Format;
import org.interlaminar.publication.export.Regime;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Everything as one zip, written as it is sent. A zip without its manifest at the end broke on the way. */
@RestController
class ExportApi {
    static final String PATH = "/api/v1/export";

    private final Export export;
    private final Regime regime;

    ExportApi(Export export, PublicationSettings settings) {
        this.export = export;
        this.regime = settings.regime();
    }

    @GetMapping(PATH)
    void zip(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Format format = Format.CSV;
        for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
            if (!parameter.getKey().equals("format")) {
                throw new BadRequest(
                        "'" + Parameters.safe(parameter.getKey()) + "' is no parameter of export. There is format.");
            }
            format = format(Parameters.once("format", parameter.getValue()));
        }
        response.setContentType("application/zip");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"interlaminar-" + format.word() + ".zip\"");
        export.zip(response.getOutputStream(), format, regime);
    }

    private static Format format(String word) {
        return Arrays.stream(Format.values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new BadRequest("'format' has no such value. It can be "
                        + Arrays.stream(Format.values()).map(Format::word).collect(Collectors.joining(", ")) + "."));
    }
}
