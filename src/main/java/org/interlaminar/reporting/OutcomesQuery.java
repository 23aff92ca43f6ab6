package org.interlaminar.reporting;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What pages and results need of the cases. Read only; a caller that wants its numbers to agree calls all of it in one
 * repeatable-read transaction.
 */
@Component
public class OutcomesQuery {
    /**
     * People by what their records say.
     *
     * @param received people whose Patient is live
     * @param stenosis with lumbar stenosis tagged
     * @param claudication of those, with neurogenic claudication documented
     * @param indexCases with a MILD index of day precision
     * @param indexWithoutStenosis of those, without lumbar stenosis: in no outcome table
     */
    public record People(long received, long stenosis, long claudication, long indexCases, long indexWithoutStenosis) {}

    /**
     * One step from people received to people analysed.
     *
     * @param people how many remain
     * @param leftOut how many this step left out
     * @param why why, or empty
     */
    public record AttritionStep(int step, String name, long people, long leftOut, String why) {}

    private static final String IS_INDEX = "c.mild = 'yes' and c.index_date_precision = 'day'";

    private final JdbcClient jdbc;

    OutcomesQuery(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether people wait for their case to be derived, so that the numbers will still move. */
    public boolean isDeriving() {
        return jdbc.sql("select exists (select from landing.dirty)")
                .query(Boolean.class)
                .single();
    }

    /** @param steps the attrition, whose first step is the people received */
    public People people(List<AttritionStep> steps) {
        long received =
                steps.stream().mapToLong(AttritionStep::people).findFirst().orElse(0);
        return jdbc.sql("select count(*) filter (where c.lss = 'yes') as stenosis,"
                        + " count(*) filter (where c.lss = 'yes' and c.nc = 'yes') as claudication,"
                        + " count(*) filter (where " + IS_INDEX + ") as index_cases,"
                        + " count(*) filter (where c.lss <> 'yes' and " + IS_INDEX + ") as without_stenosis"
                        + " from mart.\"case\" c")
                .query((row, i) -> new People(
                        received,
                        row.getLong("stenosis"),
                        row.getLong("claudication"),
                        row.getLong("index_cases"),
                        row.getLong("without_stenosis")))
                .single();
    }

    /** From people received to people analysed, in order. */
    public List<AttritionStep> attrition() {
        return jdbc.sql("select step, name, people, left_out, why from mart.attrition order by step")
                .query((row, i) -> new AttritionStep(
                        row.getInt("step"),
                        row.getString("name"),
                        row.getLong("people"),
                        row.getLong("left_out"),
                        row.getString("why")))
                .list();
    }
}
