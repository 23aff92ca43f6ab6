package org.interlaminar.derivation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.interlaminar.cases.PersonCase;
import org.interlaminar.clinical.Person;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.intake.JoinedPeople;
import org.interlaminar.reporting.CaseSummary;
import org.interlaminar.reporting.Cases;
import org.interlaminar.reporting.CohortDelta;
import org.springframework.stereotype.Component;

/** Derives people without keeping anything, and tells how the cohort would change. */
@Component
class Rehearsal {
    /** People in memory at once. */
    private static final int TOGETHER = 500;

    private final JoinedPeople joined;
    private final PeopleAssembly assembly;
    private final Cases cases;

    Rehearsal(JoinedPeople joined, PeopleAssembly assembly, Cases cases) {
        this.joined = joined;
        this.assembly = assembly;
        this.cases = cases;
    }

    /** @param connection on which whatever is to be rehearsed has been done and will be undone */
    CohortDelta of(Connection connection, Collection<PersonKey> records) throws SQLException {
        CohortDelta delta = new CohortDelta();
        Set<Person> seen = new HashSet<>();
        List<PersonKey> all = new ArrayList<>(records);
        for (int from = 0; from < all.size(); from += TOGETHER) {
            Set<Person> people =
                    new HashSet<>(joined.of(connection, all.subList(from, Math.min(all.size(), from + TOGETHER)))
                            .values());
            people.removeAll(seen);
            people.stream().filter(person -> person.patients().size() > 1).forEach(seen::add);
            rehearse(connection, people, delta);
        }
        return delta;
    }

    private void rehearse(Connection connection, Set<Person> people, CohortDelta delta) throws SQLException {
        Map<PersonKey, CaseSummary> before = cases.summaries(
                connection,
                people.stream().flatMap(person -> person.records().stream()).toList());
        PeopleAssembly.Assembled assembled = assembly.of(connection, people);
        Map<PersonKey, CaseSummary> after = new HashMap<>();
        for (PersonCase one : assembled.cases()) {
            CaseSummary summary = CaseSummary.of(one);
            if (summary != null) {
                after.put(one.person(), summary);
            }
        }
        for (Person person : people) {
            if (assembled.failures().containsKey(person)) {
                after.put(person.key(), before.get(person.key()));
            }
            delta.add(person.key(), before.get(person.key()), after.get(person.key()));
            person.records().stream()
                    .filter(record -> !record.equals(person.key()) && before.containsKey(record))
                    .forEach(record -> delta.add(record, before.get(record), null));
        }
    }
}
