package org.interlaminar.ehr.preflight;

import java.util.List;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.search.ById;
import org.interlaminar.ehr.search.SearchPage;

/** Whether several resources can be asked for by their ids: whole pulls ask so before they take something for deleted. */
final class SeveralIds implements Examination {
    private static final int SOME = 3;
    private static final String ADVICE =
            "What a whole pull does not show will be taken for deleted without a second look;"
                    + " more than 5 percent still waits for a person. Ask the EHR's administrators for searches by _id.";

    @Override
    public String name() {
        return "several ids";
    }

    @Override
    public Finding look(Examined source) throws FetchFailed, NotAsked {
        ExaminedType type = source.sampledType();
        List<String> ids = type.sample().ids().stream().limit(SOME).toList();
        List<ById> questions = ById.of(ids);
        if (questions.isEmpty()) {
            throw new NotAsked("no resource that was shown can be asked for");
        }
        ById question = questions.get(0);
        long matches;
        try {
            matches = SearchPage.of(source.questions().get(type.name() + question.query()))
                    .matches();
        } catch (FetchFailed e) {
            return Finding.warning("Asked for " + ids.size() + " resources by their ids, " + e.getMessage(), ADVICE);
        }
        String told = "Asked for " + ids.size() + " resources by their ids, the server shows " + matches;
        if (question.isIgnored(matches)) {
            return Finding.warning(told + ": it ignores _id", ADVICE);
        }
        return matches == ids.size() ? Finding.good(told) : Finding.warning(told, ADVICE);
    }
}
