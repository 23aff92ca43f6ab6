package org.interlaminar.ehr.preflight;

import java.util.Optional;
import org.interlaminar.ehr.FetchFailed;

/** Whether the server sends as much as it announces. A pull that gets less counts as partial, and asks again. */
final class HonestTotals implements TypeExamination {
    @Override
    public String name() {
        return "totals";
    }

    @Override
    public Finding look(Examined source, ExaminedType type) throws FetchFailed, NotAsked {
        type.someSample();
        if (type.page().page().total() == null) {
            return Finding.good("None is announced");
        }
        if (type.walks().isEmpty()) {
            throw new NotAsked("no search was small enough to be followed to its end");
        }
        Optional<String> shortfall = type.walks().stream()
                .flatMap(walk -> walk.shortfall().stream())
                .map(words -> words.replaceFirst("^.*?: ", ""))
                .findFirst();
        if (shortfall.isPresent()) {
            return Finding.bad(
                    shortfall.get(),
                    "Pulls of this type will be partial: ask the EHR's administrators why results are announced and not"
                            + " sent (records this client may not see, or totals that are guessed).");
        }
        boolean more = type.walks().stream()
                .anyMatch(walk -> walk.announced().isPresent()
                        && walk.sent() > walk.announced().get());
        return more
                ? Finding.warning(
                        "The server sends more than it announces",
                        "Its totals are guesses: pulls work, the nightly comparison may show differences.")
                : Finding.good("As many are sent as are announced");
    }
}
