package org.interlaminar.ehr.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the server says it can do with the type. */
final class ClaimedOfType implements TypeExamination {
    private static final List<String> TELLING =
            List.of("_id", "_lastUpdated", "code", "patient", "subject", "category", "date");

    @Override
    public String name() {
        return "claims";
    }

    @Override
    public Finding look(Examined source, ExaminedType type) {
        Optional<Statement.Claim> claim = source.statement().claim(type.name());
        if (claim.isEmpty()) {
            return Finding.warning(
                    "The server's CapabilityStatement does not name it",
                    "Ask whether the EHR has it, or take it out of " + source.key("types") + ".");
        }
        List<String> told = new ArrayList<>();
        if (claim.get().read()) {
            told.add("read");
        }
        if (claim.get().search()) {
            List<String> by =
                    TELLING.stream().filter(claim.get().parameters()::contains).toList();
            told.add("search" + (by.isEmpty() ? "" : " by " + String.join(" ", by)));
        }
        if (claim.get().history()) {
            told.add("history");
        }
        return Finding.good(told.isEmpty() ? "Nothing we use" : String.join(", ", told));
    }
}
