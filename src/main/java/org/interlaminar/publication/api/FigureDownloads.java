package org.interlaminar.publication.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The figures of the pages as files, for people who are logged in; the same as programs are given. */
@RestController
class FigureDownloads {
    private final FigureFiles files;

    FigureDownloads(FigureFiles files) {
        this.files = files;
    }

    @GetMapping("/figures/{figure:" + FiguresApi.NAMES + "}.csv")
    void csv(@PathVariable String figure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        files.send(figure, request, response);
    }
}
