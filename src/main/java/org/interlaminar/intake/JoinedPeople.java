package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.interlaminar.clinical.Person;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.store.TextColumns;
import org.springframework.stereotype.Component;

/** Which Patient records are one person: the components of Patient.link among current versions. */
@Component
public class JoinedPeople {
    private static final String LINKS = "select l.source, l.patient, l.linked, l.link from landing.patient_link l"
            + " join unnest(?::text[], ?::text[]) p(source, patient) on l.source = p.source and l.%s = p.patient"
            + " join " + CurrentVersion.of("l.source", "'Patient'", "l.patient")
            + " c on c.content = l.content and c.kind in ('whole', 'shrunk')";

    /** From one record to another; both are of one source. */
    private record Link(PersonKey from, PersonKey to, String kind) {
        PersonKey replaced() {
            return switch (kind) {
                case "replaced-by" -> from;
                case "replaces" -> to;
                default -> null;
            };
        }
    }

    /** The people these records belong to, each record with its person. */
    public Map<PersonKey, Person> of(Connection connection, Collection<PersonKey> records) throws SQLException {
        Set<PersonKey> known = new HashSet<>(records);
        Set<Link> links = new HashSet<>();
        for (Set<PersonKey> frontier = known; !frontier.isEmpty(); ) {
            Set<PersonKey> reached = new HashSet<>();
            for (Link link : links(connection, frontier)) {
                links.add(link);
                reached.add(link.from());
                reached.add(link.to());
            }
            reached.removeAll(known);
            known.addAll(reached);
            frontier = reached;
        }
        return people(known, links);
    }

    private static List<Link> links(Connection connection, Collection<PersonKey> frontier) throws SQLException {
        List<Link> links = new ArrayList<>();
        try (PreparedStatement query =
                connection.prepareStatement(LINKS.formatted("patient") + " union " + LINKS.formatted("linked"))) {
            TextColumns.bind(query, 1, frontier, PersonKey::source, PersonKey::patient);
            TextColumns.bind(query, 3, frontier, PersonKey::source, PersonKey::patient);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String source = rows.getString(1);
                    links.add(new Link(
                            new PersonKey(source, rows.getString(2)),
                            new PersonKey(source, rows.getString(3)),
                            rows.getString(4)));
                }
            }
        }
        return links;
    }

    private static Map<PersonKey, Person> people(Set<PersonKey> records, Set<Link> links) {
        Map<PersonKey, SortedSet<String>> components = new HashMap<>();
        records.forEach(record -> components.put(record, new TreeSet<>(Set.of(record.patient()))));
        for (Link link : links) {
            SortedSet<String> one = components.get(link.from());
            SortedSet<String> other = components.get(link.to());
            if (one != other) {
                one.addAll(other);
                other.forEach(id -> components.put(new PersonKey(link.from().source(), id), one));
            }
        }
        Set<PersonKey> replaced = new HashSet<>();
        links.forEach(link -> replaced.add(link.replaced()));
        Map<PersonKey, Person> people = new HashMap<>();
        components.forEach((record, patients) ->
                people.put(record, new Person(knownBy(record.source(), patients, replaced), patients)));
        return people;
    }

    private static PersonKey knownBy(String source, SortedSet<String> patients, Set<PersonKey> replaced) {
        List<PersonKey> all =
                patients.stream().map(id -> new PersonKey(source, id)).toList();
        return all.stream()
                .filter(record -> !replaced.contains(record))
                .findFirst()
                .orElse(all.get(0));
    }
}
