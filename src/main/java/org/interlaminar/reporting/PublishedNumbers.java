package org.interlaminar.reporting;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.interlaminar.store.CopyRows;
import org.interlaminar.store.StoreUnavailable;
import org.interlaminar.store.Transaction;
import org.springframework.stereotype.Component;

/** Figures of snapshots, number by number, for those who may read nothing else. */
@Component
public class PublishedNumbers {
    /**
     * One number.
     *
     * @param position of its row in the figure, from 1
     * @param labels of its row
     * @param value null when it is not shown
     */
    public record PublishedNumber(
            String figure, int position, List<String> labels, String statistic, BigDecimal value, boolean shown) {}

    private final DataSource dataSource;

    PublishedNumbers(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Replaces what was published of a snapshot. */
    public void replace(int snapshot, List<PublishedNumber> numbers) {
        CopyRows rows = new CopyRows();
        for (PublishedNumber one : numbers) {
            rows.row(7)
                    .integer(snapshot)
                    .text(one.figure())
                    .integer(one.position())
                    .texts(one.labels())
                    .text(one.statistic())
                    .numeric(one.value())
                    .bool(one.shown());
        }
        try {
            Transaction.committed(dataSource, connection -> {
                forget(connection, snapshot);
                rows.send(
                        connection,
                        "copy aggregate.published (snapshot, figure, position, labels, statistic, value, shown)"
                                + " from stdin (format binary)");
                return null;
            });
        } catch (SQLException e) {
            throw new StoreUnavailable("aggregate.published cannot be written (" + e.getMessage() + ").", e);
        }
    }

    private static void forget(Connection connection, int snapshot) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from aggregate.published where snapshot = ?")) {
            delete.setInt(1, snapshot);
            delete.executeUpdate();
        }
    }
}
