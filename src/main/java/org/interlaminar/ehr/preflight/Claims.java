package org.interlaminar.ehr.preflight;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.interlaminar.ehr.Capabilities;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.outbound.Answer;
import org.interlaminar.outbound.Origin;

/** What the server says of itself. */
final class Claims implements Examination {
    private static final int FORBIDDEN = 403;

    @Override
    public String name() {
        return "CapabilityStatement";
    }

    @Override
    public boolean isNeeded() {
        return true;
    }

    @Override
    public Finding look(Examined source) throws FetchFailed, NotAsked {
        Answer answer = source.greeting().answer();
        boolean isClosed = answer.status() == 401 || answer.status() == FORBIDDEN;
        try {
            if (isClosed) {
                answer = source.questions().get("metadata");
            }
        } catch (FetchFailed e) {
            return Finding.bad(
                    "Asked for its CapabilityStatement, " + e.getMessage(),
                    "Ask the EHR's administrators to let this client read "
                            + source.settings().base() + "/metadata.");
        }
        if (!answer.isOk()) {
            return elsewhere(source, answer);
        }
        if (isWebPage(answer)) {
            return Finding.bad(
                    "The base URL answers with a web page and not with FHIR",
                    "Check the path of " + source.key("base-url")
                            + ": a portal or a login page answers there, or a proxy that wants somebody to log in.");
        }
        return read(source, answer, isClosed);
    }

    private static boolean isWebPage(Answer answer) {
        byte[] body = answer.body();
        String begin =
                new String(body, 0, Math.min(body.length, 200), StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
        return answer.mediaType().contains("html") || begin.contains("<html") || begin.contains("<!doctype html");
    }

    private static Finding read(Examined source, Answer answer, boolean isClosed) {
        Statement statement;
        try {
            statement = Statement.of(answer);
        } catch (FetchFailed e) {
            return Finding.bad(
                    e.getMessage(),
                    "Check the path of " + source.key("base-url") + ", and that the server speaks JSON.");
        }
        try {
            if (!statement.isOne() && statement.version().isEmpty()) {
                return Finding.bad(
                        "The base URL answers with something that is no CapabilityStatement",
                        "Check the path of " + source.key("base-url") + ".");
            }
            Capabilities.require(answer);
            source.statement(statement);
            return Finding.good("FHIR " + statement.version()
                    + (statement.software().isEmpty() ? "" : ", " + statement.software()) + ", "
                    + statement.types().size() + " types"
                    + (isClosed ? "; it is shown to us only after the login" : ""));
        } catch (FetchFailed e) {
            return Finding.bad(
                    e.getMessage(),
                    "Many EHRs serve several versions at several addresses: ask for that of FHIR R4 and set "
                            + source.key("base-url") + ".");
        }
    }

    private static Finding elsewhere(Examined source, Answer answer) {
        String said = "Asked for its CapabilityStatement, the server answered " + answer.status();
        if (answer.isRedirect()) {
            return Finding.bad(
                    said + ", a redirect" + destination(source, answer) + ", which is not followed",
                    "Set " + source.key("base-url") + " to where it leads, if that is the EHR.");
        }
        return Finding.bad(
                said,
                "Check the path of " + source.key("base-url")
                        + ": it must end where /metadata begins. The server is there, FHIR is not at this path.");
    }

    private static String destination(Examined source, Answer answer) {
        try {
            String link = answer.headers().firstValue("Location").orElse("");
            URI there =
                    source.stranger().ehr().server().follow(source.questions().address("metadata"), link);
            return " to " + Origin.of(there);
        } catch (FetchFailed | IOException e) {
            return "";
        }
    }
}
