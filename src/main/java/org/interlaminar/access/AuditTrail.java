package org.interlaminar.access;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who saw which patient, written and committed before anything is shown. When it cannot be written an exception of Spring's data
 * access or transactions is thrown, and nothing may be shown.
 */
@Component
public class AuditTrail {
    private static final String ADD = "insert into access.audit_event (account, what, source, patient) ";

    private final JdbcClient jdbc;
    private final TransactionTemplate apart;

    AuditTrail(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.apart = new TransactionTemplate(transactions);
        // Whoever shows may read in a transaction that is read-only, or ends badly: it was seen all the same.
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * @param account who sees them
     * @param what is seen of them, as in worklist
     */
    public <T> void sees(
            String account,
            String what,
            Collection<T> patients,
            Function<T, String> source,
            Function<T, String> patient) {
        if (patients.isEmpty()) {
            return;
        }
        add(
                "select ?, ?, source, patient from unnest(?::text[], ?::text[]) with ordinality p(source, patient, n)"
                        + " group by source, patient order by min(n)",
                List.of(
                        account,
                        what,
                        patients.stream().map(source).toArray(String[]::new),
                        patients.stream().map(patient).toArray(String[]::new)));
    }

    /** The same of everybody who has a case, or would have one without confidentiality labels. */
    public void seesEverybody(String account, String what) {
        add(
                "select ?, ?, source, patient from (select source, patient from cases.person_case"
                        + " union select source, patient from cases.held_back) people",
                List.of(account, what));
    }

    private void add(String rows, List<Object> values) {
        apart.executeWithoutResult(any -> jdbc.sql(ADD + rows).params(values).update());
    }

    /** How whoever works on the command line is named. */
    public static String commandLine() {
        return "command line (" + System.getProperty("user.name", "unknown") + ")";
    }
}
