package org.interlaminar.derivation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.intake.Landing;
import org.interlaminar.intake.Rescreening;
import org.interlaminar.intake.SourceIsBusy;
import org.interlaminar.ledger.TerminologyInForce;
import org.interlaminar.ledger.TerminologyInForce.Terms;
import org.interlaminar.reading.FhirProfiles;
import org.interlaminar.reporting.CohortDelta;
import org.interlaminar.store.Transaction;
import org.springframework.stereotype.Component;

/**
 * Takes this node's value sets for those in force: people are derived again from what has landed, without asking any source.
 * Rehearsed first, nothing is written.
 */
@Component
public class Retag {
    /**
     * What a retag changes, or would.
     *
     * @param before what was in force, or null before anything had landed
     * @param after this node's
     */
    public record Retagged(Terms before, Terms after, CohortDelta delta) {}

    private static final String CONCERNED =
            "select source, patient from landing.version where anchor and patient is not null"
                    + " union select source, patient from cases.person_case";

    private final DataSource dataSource;
    private final Landing landing;
    private final Rescreening rescreening;
    private final TerminologyInForce inForce;
    private final Terms ours;
    private final Rehearsal rehearsal;

    Retag(
            DataSource dataSource,
            Landing landing,
            Rescreening rescreening,
            TerminologyInForce inForce,
            Rehearsal rehearsal,
            FhirProfiles profiles) {
        this.dataSource = dataSource;
        this.landing = landing;
        this.rescreening = rescreening;
        this.inForce = inForce;
        this.ours =
                new Terms(profiles.screenGeneration(), profiles.terminology().fingerprint());
        this.rehearsal = rehearsal;
    }

    /** Says what would change; writes nothing. */
    public Retagged rehearse() throws SQLException {
        Optional<Terms> before = inForce.terms();
        return Transaction.undone(dataSource, connection -> {
            rescreening.anchor(connection);
            return new Retagged(before.orElse(null), ours, rehearsal.of(connection, concerned(connection)));
        });
    }

    /**
     * Puts this node's value sets in force and marks everybody whom they concern; deriving them comes after.
     *
     * @throws SourceIsBusy when a source is being landed by other value sets
     */
    public Retagged run() throws SQLException, SourceIsBusy {
        Retagged rehearsed = rehearse();
        landing.whileNothingLands(connection -> {
            rescreening.anchor(connection);
            try (PreparedStatement mark =
                    connection.prepareStatement("insert into landing.dirty (source, patient, reason)"
                            + " select source, patient, 'retagged' from (" + CONCERNED + ") concerned")) {
                mark.executeUpdate();
            }
            inForce.move(connection, ours);
        });
        return rehearsed;
    }

    private static Set<PersonKey> concerned(Connection connection) throws SQLException {
        Set<PersonKey> people = new TreeSet<>();
        try (PreparedStatement query = connection.prepareStatement(CONCERNED)) {
            query.setFetchSize(10_000);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    people.add(new PersonKey(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return people;
    }
}
