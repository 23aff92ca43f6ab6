package org.interlaminar.ehr.preflight;

import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.search.Paging;

/** What the server makes of a parameter that it cannot know: many ignore it without a word, and answer with everything. */
final class UnknownParameter implements Examination {
    @Override
    public String name() {
        return "unknown parameter";
    }

    @Override
    public Finding look(Examined source) throws FetchFailed, NotAsked {
        ExaminedType type = source.sampledType();
        try {
            Paging.Fetched page = source.questions()
                    .next(source.questions().search(type.query("interlaminar-unknown=1&_count=5"), type.name()));
            if (Sample.of(page).isEmpty()) {
                return Finding.warning(
                        "A search with a parameter the server does not know finds nothing, without a word",
                        "A search it does not support looks like a search without results: believe only what was tried"
                                + " here.");
            }
            return Finding.good(
                    page.page().issues().isEmpty()
                            ? "Ignored without a word, so each search was tried here and none believed"
                            : "Ignored, and the server says so");
        } catch (FetchFailed e) {
            if (e.isRefusal()) {
                return Finding.good("Refused (" + e.status() + "), so a search that is answered was understood");
            }
            return Finding.warning(
                    "A search with a parameter the server does not know fails: " + e.getMessage(),
                    "Tell the EHR's administrators; pulls use no such parameter.");
        }
    }
}
