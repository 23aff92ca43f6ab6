package org.interlaminar.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * The screen and the value sets all nodes of a store go by. They are those of the first node that asks, until somebody moves
 * them; a node with others is refused.
 */
@Component
public class TerminologyInForce {
    /** A screen generation with a fingerprint of value sets. */
    public record Terms(String screenGeneration, String fingerprint) {
        @Override
        public String toString() {
            return fingerprint + " (screen " + screenGeneration + ")";
        }
    }

    private final DataSource dataSource;
    private final Clock clock;

    TerminologyInForce(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** What is in force, or empty before anything has been landed. */
    public Optional<Terms> terms() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return read(connection, "");
        }
    }

    /** @throws TerminologyDiffers when the store goes by another screen or other value sets */
    public void require(Terms ours) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            require(connection, ours);
        }
    }

    /**
     * Holds the value sets to the end of the transaction: they cannot be moved while somebody lands or derives by them.
     *
     * @throws TerminologyDiffers when the store goes by others
     */
    public void require(Connection connection, Terms ours) throws SQLException {
        Terms inForce = hold(connection, ours);
        if (!inForce.equals(ours)) {
            throw new TerminologyDiffers(ours, inForce);
        }
    }

    /** Puts others in force, on the transaction that marks the people they concern. */
    public void move(Connection connection, Terms terms) throws SQLException {
        write(
                connection,
                terms,
                "on conflict (one) do update set screen_generation = excluded.screen_generation,"
                        + " fingerprint = excluded.fingerprint, since = excluded.since");
    }

    private Terms hold(Connection connection, Terms ours) throws SQLException {
        Optional<Terms> inForce = read(connection, " for share");
        if (inForce.isPresent()) {
            return inForce.get();
        }
        write(connection, ours, "on conflict (one) do nothing");
        return read(connection, " for share").orElseThrow();
    }

    private void write(Connection connection, Terms terms, String onConflict) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into ledger.terminology (screen_generation, fingerprint, since) values (?, ?, ?) "
                        + onConflict)) {
            insert.setString(1, terms.screenGeneration());
            insert.setString(2, terms.fingerprint());
            insert.setTimestamp(3, Timestamp.from(clock.instant()));
            insert.executeUpdate();
        }
    }

    private static Optional<Terms> read(Connection connection, String lock) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "select screen_generation, fingerprint from ledger.terminology" + lock);
                ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.of(new Terms(row.getString(1), row.getString(2))) : Optional.empty();
        }
    }
}
