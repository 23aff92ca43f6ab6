package org.interlaminar.derivation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.interlaminar.clinical.Person;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.derivation.PeopleAssembly.Assembled;
import org.interlaminar.intake.JoinedPeople;
import org.interlaminar.ledger.TerminologyInForce;
import org.interlaminar.reading.FhirProfiles;
import org.interlaminar.reporting.Cases;
import org.springframework.stereotype.Component;

/**
 * Cases made with the records that confidentiality labels hold back. They are kept nowhere: whoever wants them has them put in
 * place on a transaction, reads, and undoes it.
 */
@Component
public class RestrictedCases {
    /** People in memory at once. */
    private static final int TOGETHER = 500;

    /**
     * What was put in place.
     *
     * @param people whose records were held back and are not
     * @param failed people of whom no such case can be made; theirs are as analysts know them
     */
    public record StoodIn(int people, int failed) {}

    private final JoinedPeople joined;
    private final PeopleAssembly assembly;
    private final Cases cases;
    private final TerminologyInForce inForce;
    private final TerminologyInForce.Terms terms;

    RestrictedCases(
            JoinedPeople joined,
            PeopleAssembly assembly,
            Cases cases,
            TerminologyInForce inForce,
            FhirProfiles profiles) {
        this.joined = joined;
        this.assembly = assembly;
        this.cases = cases;
        this.inForce = inForce;
        this.terms = new TerminologyInForce.Terms(
                profiles.screenGeneration(), profiles.terminology().fingerprint());
    }

    /**
     * Puts them in place of those kept; the people concerned are derived by nobody else until the transaction ends.
     *
     * @param connection in a transaction that is going to be undone
     * @throws SQLException with state 40001 when somebody derived one of them meanwhile: the same again will do
     */
    public StoodIn standIn(Connection connection) throws SQLException {
        inForce.require(connection, terms);
        Set<Person> concerned =
                new HashSet<>(joined.of(connection, heldBack(connection)).values());
        DirtyPeople.hold(
                connection,
                concerned.stream().flatMap(person -> person.records().stream()).toList());
        List<Person> all = List.copyOf(concerned);
        int failed = 0;
        for (int from = 0; from < all.size(); from += TOGETHER) {
            List<Person> some = all.subList(from, Math.min(all.size(), from + TOGETHER));
            Assembled assembled = assembly.of(connection, some, Restricted.INCLUDED);
            failed += assembled.failures().size();
            List<Person> derived = new ArrayList<>(some);
            derived.removeAll(assembled.failures().keySet());
            cases.standIn(connection, derived, assembled.cases(), terms.fingerprint());
        }
        return new StoodIn(all.size() - failed, failed);
    }

    private static List<PersonKey> heldBack(Connection connection) throws SQLException {
        List<PersonKey> people = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "select distinct source, patient from cases.held_back order by 1, 2");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                people.add(new PersonKey(rows.getString(1), rows.getString(2)));
            }
        }
        return people;
    }
}
