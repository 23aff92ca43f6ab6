package org.interlaminar.reporting;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts what is left out of cases because of confidentiality labels: for operators, who see to it that nobody wonders. */
@Component
public class HeldBackRecords {
    /**
     * Of one type of one source.
     *
     * @param records of people with a stenosis or MILD candidate; nobody else's are looked at
     * @param people whose they are; of type Patient they are left out as a whole
     */
    public record Count(String source, String type, long records, long people) {}

    private final JdbcClient jdbc;

    HeldBackRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By source and type. */
    public List<Count> counts() {
        return jdbc.sql("select source, type, count(*), count(distinct patient) from cases.held_back"
                        + " group by source, type order by source, type")
                .query((row, i) -> new Count(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)))
                .list();
    }
}
