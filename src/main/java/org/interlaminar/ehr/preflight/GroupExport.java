package org.interlaminar.ehr.preflight;

import java.net.URI;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.FhirServer;
import org.interlaminar.outbound.Answer;
import org.interlaminar.outbound.Request;

/** Whether the Group may be exported: an export is begun and cancelled at once, but only when somebody said so. */
final class GroupExport implements Examination {
    private static final int ACCEPTED = 202;
    private static final int TOO_MANY_REQUESTS = 429;

    @Override
    public String name() {
        return "export of the Group";
    }

    @Override
    public Finding look(Examined source) throws FetchFailed, NotAsked {
        String path = GroupRead.path(source);
        if (!source.options().tryExport()) {
            throw new NotAsked("an export is only begun, and cancelled, with --try-export");
        }
        URI address = source.questions().address(path + "/$export?_type=Patient");
        Answer answer = source.questions()
                .once(Request.get(address, FhirServer.FHIR_JSON).header("Prefer", "respond-async"));
        if (answer.status() == ACCEPTED) {
            return cancelled(source, address, answer);
        }
        if (answer.status() == TOO_MANY_REQUESTS) {
            return Finding.warning(
                    "An export is allowed, but not now (429)",
                    "Some servers export a Group once a day, or one at a time: ask which hour suits the EHR.");
        }
        return Finding.bad(
                "Asked to export the Group, the server answered " + answer.status(),
                "Ask the EHR's administrators to let this client export the Group, or pull by search.");
    }

    private static Finding cancelled(Examined source, URI address, Answer answer) throws NotAsked {
        String status = answer.headers().firstValue("Content-Location").orElse("");
        if (status.isBlank()) {
            return Finding.bad(
                    "An export was begun, and the server does not say where its status is (no Content-Location)",
                    "Tell the EHR's administrators: an export cannot be followed so.");
        }
        try {
            URI job = source.stranger().ehr().server().follow(address, status);
            Answer deleted = source.questions().once(Request.delete(job));
            if (deleted.status() / 100 == 2 || deleted.status() == 404) {
                return Finding.good("An export was begun and cancelled");
            }
            return left("the server answered " + deleted.status());
        } catch (FetchFailed e) {
            return left(e.getMessage());
        }
    }

    private static Finding left(String why) {
        return Finding.warning(
                "An export was begun and could not be cancelled: " + why,
                "It goes on by itself on the server; tell the EHR's administrators if it should not.");
    }
}
