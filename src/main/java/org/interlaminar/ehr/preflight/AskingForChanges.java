package org.interlaminar.ehr.preflight;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.interlaminar.ehr.EhrSettings.Changes;
import org.interlaminar.ehr.FetchFailed;

/** Whether the server can be asked for what has changed since a time, as pulls do; claims are not believed (EHR C3). */
final class AskingForChanges implements TypeExamination {
    private static final String FUTURE = "_lastUpdated=ge2999-01-01T00:00:00Z";
    private static final String PAST = "_lastUpdated=ge1990-01-01T00:00:00Z&_sort=_lastUpdated";

    @Override
    public String name() {
        return "changes";
    }

    @Override
    public int questions() {
        return 2;
    }

    @Override
    public Finding look(Examined source, ExaminedType type) throws FetchFailed, NotAsked {
        type.someSample();
        boolean asks = source.settings().changes(type.name()) != Changes.NONE;
        String wrong = whatIsWrong(source, type);
        if (!wrong.isEmpty()) {
            type.changes(ExaminedType.Changes.NOT_FOUND);
            return asks
                    ? Finding.bad(wrong, "Set its changes to none: until then what is changed is missed.")
                    : Finding.good(wrong + ", as the settings know");
        }
        return asks
                ? asked(source, type)
                : Finding.good("The server filters by _lastUpdated; the settings do not use it");
    }

    private Finding asked(Examined source, ExaminedType type) throws FetchFailed, NotAsked {
        Sample oldest = found(source, type, PAST);
        if (findsOnlyCreated(source, type)) {
            type.changes(ExaminedType.Changes.ONLY_CREATED);
            return source.settings().changes(type.name()) == Changes.CREATED_ONLY
                    ? Finding.good("What was created is found and what was changed is not, as the settings know")
                    : Finding.warning(
                            "What was created is found by _lastUpdated, what was changed since is not",
                            "Set its changes to created-only: changes then come with whole pulls.");
        }
        type.changes(ExaminedType.Changes.FOUND);
        if (!isSorted(oldest)) {
            return Finding.warning(
                    "The server filters by _lastUpdated and does not sort by it",
                    "What is changed while pages are read may slip through until the next whole pull; ask the EHR's"
                            + " administrators for _sort=_lastUpdated.");
        }
        return Finding.good("The server filters and sorts by _lastUpdated");
    }

    /** Empty when nothing is. */
    private static String whatIsWrong(Examined source, ExaminedType type) throws NotAsked {
        try {
            if (!found(source, type, FUTURE).isEmpty()) {
                return "Asked for changes after a day far in the future, the server shows resources: it ignores"
                        + " _lastUpdated";
            }
            if (found(source, type, PAST).isEmpty()) {
                return "Asked for changes since 1990, the server shows nothing";
            }
            return "";
        } catch (FetchFailed e) {
            return "Asked for changes (_lastUpdated, _sort), " + e.getMessage();
        }
    }

    private static Sample found(Examined source, ExaminedType type, String condition) throws FetchFailed, NotAsked {
        return Sample.of(source.questions()
                .next(source.questions().search(type.query(condition + "&_count=" + ExaminedType.COUNT), type.name())));
    }

    /** What does not say when it was changed is in any order. */
    private static boolean isSorted(Sample sample) {
        List<Instant> times = sample.matches().stream()
                .flatMap(one -> one.lastUpdated().stream())
                .toList();
        return times.stream().sorted().toList().equals(times);
    }

    /** One that was changed is looked for by the time of its change. */
    private static boolean findsOnlyCreated(Examined source, ExaminedType type) throws FetchFailed, NotAsked {
        Optional<Shown> changed = type.shown().stream()
                .filter(one -> one.wasChanged()
                        && one.lastUpdated().isPresent()
                        && !one.id().isEmpty())
                .findFirst();
        if (changed.isEmpty() || !source.canSpareAQuestion(type)) {
            return false;
        }
        Instant since = changed.get().lastUpdated().get().minusSeconds(1);
        return found(source, type, "_id=" + changed.get().id() + "&_lastUpdated=ge" + since)
                .isEmpty();
    }
}
