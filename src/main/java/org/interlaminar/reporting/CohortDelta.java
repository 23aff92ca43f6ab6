package org.interlaminar.reporting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.interlaminar.clinical.PersonKey;

/** How a cohort would change: who enters, who leaves, whose case is different, which counts move. Not thread-safe. */
public final class CohortDelta {
    /** A count before and after. */
    public record Moved(long before, long after) {
        Moved plus(Moved other) {
            return new Moved(before + other.before, after + other.after);
        }
    }

    /** What is counted of a person; no case counts as nothing. */
    private static final Map<String, ToIntFunction<CaseSummary>> COUNTED = counted();

    private final List<PersonKey> entering = new ArrayList<>();
    private final List<PersonKey> leaving = new ArrayList<>();
    private final Map<String, Moved> counts = new LinkedHashMap<>();
    private long changed;
    private long people;

    /** Adds one person; null stands for no case. */
    public void add(PersonKey person, CaseSummary before, CaseSummary after) {
        people++;
        if (before == null && after != null) {
            entering.add(person);
        } else if (before != null && after == null) {
            leaving.add(person);
        } else if (before != null && !before.equals(after)) {
            changed++;
        }
        COUNTED.forEach((what, count) -> counts.merge(
                what,
                new Moved(before == null ? 0 : count.applyAsInt(before), after == null ? 0 : count.applyAsInt(after)),
                Moved::plus));
    }

    private static Map<String, ToIntFunction<CaseSummary>> counted() {
        Map<String, ToIntFunction<CaseSummary>> counted = new LinkedHashMap<>();
        counted.put("cases", one -> 1);
        counted.put("LSS yes", one -> one.lss().equals("yes") ? 1 : 0);
        counted.put("LSS undecided", one -> one.lss().equals("undecided") ? 1 : 0);
        counted.put("MILD index", one -> one.index() ? 1 : 0);
        counted.put("MILD undecided", one -> one.mild().equals("undecided") ? 1 : 0);
        counted.put("procedures", CaseSummary::procedures);
        counted.put("scores", CaseSummary::scores);
        counted.put("incomplete", one -> one.complete() ? 0 : 1);
        return counted;
    }

    /** People looked at. */
    public long people() {
        return people;
    }

    public List<PersonKey> entering() {
        return List.copyOf(entering);
    }

    public List<PersonKey> leaving() {
        return List.copyOf(leaving);
    }

    /** People with a case before and after that says something different. */
    public long changed() {
        return changed;
    }

    /** Counts over the people looked at, by name. */
    public Map<String, Moved> counts() {
        return Collections.unmodifiableMap(counts);
    }
}
