package org.interlaminar.reporting;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts people. */
@Component
public class Cohort {
    private final JdbcClient jdbc;

    Cohort(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public CohortCounts counts() {
        return jdbc.sql("select (select count(*) from cases.received) as people, count(*) as cases,"
                        + " count(*) filter (where lss = 'yes') as lss,"
                        + " count(*) filter (where mild = 'yes' and index_date_precision = 'day') as mild"
                        + " from cases.person_case")
                .query((row, i) -> new CohortCounts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .single();
    }
}
