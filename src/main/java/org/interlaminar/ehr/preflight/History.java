package org.interlaminar.ehr.preflight;

import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.search.SearchPage;

/** Whether the server tells of deletes (<a href="https://hl7.org/fhir/R4/http.html#history">type history</a>). */
final class History implements Examination {
    private static final Duration A_DAY = Duration.ofDays(1);

    @Override
    public String name() {
        return "history";
    }

    @Override
    public Finding look(Examined source) throws FetchFailed, NotAsked {
        ExaminedType type = source.sampledType();
        String since = DateTimeFormatter.ISO_INSTANT.format(
                source.questions().now().minus(A_DAY).truncatedTo(ChronoUnit.SECONDS));
        String why = "";
        try {
            SearchPage page =
                    SearchPage.of(source.questions().get(type.name() + "/_history?_since=" + since + "&_count=5"));
            source.history(page.isHistory());
            why = "the answer is no history";
        } catch (FetchFailed e) {
            source.history(false);
            why = e.getMessage();
        }
        return source.history() ? offered(source) : missing(source, why);
    }

    private static Finding offered(Examined source) {
        if (source.settings().history()) {
            return Finding.good("The server tells of deletes, and is asked with every pull");
        }
        if (!isClaimedByAll(source)) {
            return Finding.good("Only some types have it; deletes are found by whole pulls, every "
                    + Words.minutes(source.settings().resync()));
        }
        return Finding.warning(
                "The server tells of deletes, and the settings do not ask for them",
                "Set " + source.key("history") + " to true: deletes are then known with the next pull.");
    }

    /** It is asked of each type or of none, so all must have it. */
    static boolean isClaimedByAll(Examined source) {
        return source.types().stream().allMatch(type -> source.statement()
                .claim(type.name())
                .map(Statement.Claim::history)
                .orElse(false));
    }

    private static Finding missing(Examined source, String why) {
        if (source.settings().history()) {
            return Finding.bad(
                    "The settings ask for the history of each type, and the server has none: " + why,
                    "Set " + source.key("history") + " to false: until then every pull is partial.");
        }
        return Finding.good("None (" + why + "); deletes are found by whole pulls, every "
                + Words.minutes(source.settings().resync()));
    }
}
