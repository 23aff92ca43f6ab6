package org.interlaminar.operations;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.interlaminar.derivation.RestrictedCases;
import org.interlaminar.derivation.RestrictedCases.StoodIn;
import org.interlaminar.publication.export.Export;
import org.interlaminar.publication.export.Extent;
import org.interlaminar.publication.export.Format;
import org.interlaminar.publication.export.Regime;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** An identified export with what confidentiality labels hold back; the store is afterwards as it was before. */
@Component
class RestrictedExport {
    /** What was written. @param rows by file name */
    record Written(Map<String, Long> rows, StoodIn people) {}

    private static final String DERIVED_MEANWHILE = "40001";
    private static final int TRIES = 5;

    private final Export export;
    private final RestrictedCases cases;
    private final DataSource dataSource;
    private final PlatformTransactionManager transactions;

    RestrictedExport(
            Export export, RestrictedCases cases, DataSource dataSource, PlatformTransactionManager transactions) {
        this.export = export;
        this.cases = cases;
        this.dataSource = dataSource;
        this.transactions = transactions;
    }

    Written write(Path folder, Format format) throws IOException, SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(folder, format);
            } catch (SQLException e) {
                if (!DERIVED_MEANWHILE.equals(e.getSQLState()) || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private Written attempt(Path folder, Format format) throws IOException, SQLException {
        DefaultTransactionDefinition oneMoment = new DefaultTransactionDefinition();
        oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        TransactionStatus undone = transactions.getTransaction(oneMoment);
        try {
            Connection connection = DataSourceUtils.getConnection(dataSource);
            StoodIn people = cases.standIn(connection);
            return new Written(export.write(folder, format, Regime.IDENTIFIED, Extent.WITH_RESTRICTED), people);
        } finally {
            transactions.rollback(undone);
        }
    }
}
