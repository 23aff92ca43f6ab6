package org.interlaminar.reporting;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
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

    /** One chosen score; the day counts from the index. */
    public record Score(String instrument, String component, String window, int day, BigDecimal value, String unit) {}

    /**
     * One index case of a person with lumbar stenosis.
     *
     * @param failedOnDay days to the first re-intervention that counts as treatment failure, or null
     */
    public record IndexCase(Integer failedOnDay, List<Score> scores) {}

    private record Row(String person, Integer failedOnDay, Score score) {}

    private static final String IS_INDEX = "c.mild = 'yes' and c.index_date_precision = 'day'";

    private final JdbcClient jdbc;
    private final boolean nonSurgicalCounts;

    OutcomesQuery(
            DataSource dataSource,
            @Value("${interlaminar.derive.non-surgical-reintervention-is-failure:true}") boolean nonSurgicalCounts) {
        JdbcTemplate paged = new JdbcTemplate(dataSource);
        paged.setFetchSize(2_000);
        this.jdbc = JdbcClient.create(paged);
        this.nonSurgicalCounts = nonSurgicalCounts;
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

    /** Tells every index case once, in no meaningful order; inside a transaction it holds one page of rows at a time. */
    public void eachIndexCase(Consumer<IndexCase> visitor) {
        PersonByPerson cases = new PersonByPerson(visitor);
        jdbc.sql(
                        "select c.person, f.day as failed_on_day, s.instrument, s.component, s.\"window\", s.day, s.value, s.unit"
                                + " from mart.\"case\" c"
                                + " left join (select e.person, min(e.day) as day from mart.event e where e.kind = 'reintervention'"
                                + "   and e.index_no = 1 and (e.attribution = 'surgical' or ?) group by e.person) f"
                                + " on f.person = c.person"
                                + " left join mart.score s on s.person = c.person and s.chosen and s.index_no = 1"
                                + " where c.lss = 'yes' and " + IS_INDEX + " order by c.person")
                .param(nonSurgicalCounts)
                .query(row -> {
                    cases.add(new Row(
                            row.getString("person"), row.getObject("failed_on_day", Integer.class), score(row)));
                });
        cases.end();
    }

    private static Score score(ResultSet row) throws SQLException {
        return row.getString("instrument") == null
                ? null
                : new Score(
                        row.getString("instrument"),
                        row.getString("component"),
                        row.getString("window"),
                        row.getInt("day"),
                        row.getBigDecimal("value"),
                        row.getString("unit"));
    }

    /** Rows arrive person by person; one person is held. */
    private static final class PersonByPerson {
        private final Consumer<IndexCase> visitor;
        private final List<Score> scores = new ArrayList<>();
        private Row current;

        PersonByPerson(Consumer<IndexCase> visitor) {
            this.visitor = visitor;
        }

        void add(Row row) {
            if (current != null && !current.person().equals(row.person())) {
                end();
            }
            current = row;
            if (row.score() != null) {
                scores.add(row.score());
            }
        }

        void end() {
            if (current != null) {
                visitor.accept(new IndexCase(current.failedOnDay(), List.copyOf(scores)));
                scores.clear();
            }
        }
    }
}
