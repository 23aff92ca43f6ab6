package org.interlaminar.ehr.preflight;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.FhirServer;
import org.interlaminar.ehr.search.SearchPage;
import org.interlaminar.outbound.Answer;
import org.interlaminar.outbound.Request;

/** Whether the server can be asked by POST, which keeps questions out of its access log. Pulls ask by GET. */
final class PostSearch implements Examination {
    @Override
    public String name() {
        return "search by POST";
    }

    @Override
    public Finding look(Examined source) throws FetchFailed, NotAsked {
        ExaminedType type = source.sampledType();
        List<String> ids = type.sample().ids();
        if (ids.isEmpty()) {
            throw new NotAsked("no resource that was shown can be asked for");
        }
        String form = "_id=" + URLEncoder.encode(ids.get(0), StandardCharsets.UTF_8);
        Answer answer = source.questions()
                .send(Request.post(
                        source.questions().address(type.name() + "/_search"),
                        "application/x-www-form-urlencoded",
                        form.getBytes(StandardCharsets.UTF_8),
                        FhirServer.FHIR_JSON));
        if (!answer.isOk()) {
            return Finding.good("Not offered (" + answer.status() + "); pulls ask by GET");
        }
        long matches = SearchPage.of(answer).matches();
        return matches == 1
                ? Finding.good("Offered; pulls ask by GET")
                : Finding.warning(
                        "Asked by POST for one resource, the server answers with " + matches,
                        "It does not read what is posted. Tell the EHR's administrators; pulls ask by GET.");
    }
}
