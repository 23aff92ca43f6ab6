package org.interlaminar.demo;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * Leaves flushing to the end of the answer: HAPI's JSON writer flushes at every decimal number, and each flush was a
 * packet of its own on the wire (most of the time a page of observations took).
 */
final class UnhurriedResponse extends HttpServletResponseWrapper {
    private PrintWriter writer;

    UnhurriedResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            writer = new PrintWriter(super.getWriter()) {
                @Override
                public void flush() {
                    // close() writes what is left
                }
            };
        }
        return writer;
    }
}
