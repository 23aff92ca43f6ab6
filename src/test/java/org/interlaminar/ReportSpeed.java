package org.interlaminar;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.interlaminar.access.Role;
import org.interlaminar.fixture.Program;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.Visitor;
import org.interlaminar.publication.figures.SnapshotFigures;
import org.interlaminar.reporting.Snapshots;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Prints how long readers wait for each page and each answer of the API with 100,000 index cases in the store, beside the login
 * page of the same run, which reads nothing; and how long a snapshot and the whole export take. The people are those of the
 * sample registry, many times over under other names. Not a test: shared machines are noisy.
 */
final class ReportSpeed {
    private static final int CASES = Integer.getInteger("cases", 100_000);
    private static final int ASKED = 40;
    private static final Path SAMPLE = Path.of("src/main/resources/demo/registry");
    private static final String LOGIN = "/login";
    private static final List<String> PAGES = List.of(
            "/",
            "/cohort",
            "/outcomes",
            "/outcomes?measure=NRS.leg.score&window=24-months",
            "/safety",
            "/trials",
            "/quality",
            "/worklist",
            "/worklist?state=overdue&window=12-months",
            "/review",
            "/sources");
    private static final List<String> ANSWERS = List.of(
            "cases",
            "cases?mild=yes&sex=female&limit=1000",
            "procedures?kind=mild",
            "scores?instrument=ODI&window=12-months&chosen=yes&limit=1000",
            "events?kind=complication",
            "therapies",
            "assessments",
            "code-hits?tag=mild",
            "worklist?state=due",
            "attrition",
            "table-1",
            "change",
            "responders?instrument=ODI",
            "distribution?instrument=ODI&window=12-months",
            "follow-up",
            "survival",
            "survival-curve",
            "survival-by-group",
            "complications",
            "trials",
            "dictionary",
            "snapshots");
    /** What a person has rows in, whoever is pointed at first. */
    private static final List<String> TABLES = List.of(
            "xwalk.person",
            "landing.version",
            "cases.person_case",
            "cases.procedure",
            "cases.score",
            "cases.event",
            "cases.therapy",
            "cases.assessment",
            "cases.code_hit",
            "cases.follow_up");

    private final Visitor visitor;
    private final Program program;
    private double baseline;

    private ReportSpeed(Service service) throws IOException {
        this.visitor = Visitor.of(service, Role.OPERATOR);
        this.program = Program.of(service, Role.OPERATOR);
    }

    public static void main(String[] arguments) throws Exception {
        try (Service service = Service.serving()) {
            service.load("registry", SAMPLE);
            multiply(service.sql());
            ReportSpeed speed = new ReportSpeed(service);
            System.out.printf(
                    Locale.ROOT, "first figures %.1f s%n", seconds(() -> speed.program.json("/api/v1/attrition")));
            System.out.printf(
                    Locale.ROOT,
                    "%-62s %8s %8s %8s %9s%n",
                    ASKED + " requests each, one after another",
                    "p50 ms",
                    "p95 ms",
                    "max ms",
                    "to login");
            speed.print(LOGIN, speed.visitor::read);
            for (String page : PAGES) {
                speed.print(page, speed.visitor::read);
            }
            for (String answer : ANSWERS) {
                speed.print("/api/v1/" + answer, speed.program::json);
            }
            System.out.printf(Locale.ROOT, "snapshot taken %.1f s", seconds(() -> service.bean(Snapshots.class)
                    .take("measured")));
            System.out.printf(
                    Locale.ROOT, ", its figures published %.1f s%n", seconds(() -> service.bean(SnapshotFigures.class)
                            .publish(1)));
            for (String format : List.of("csv", "parquet")) {
                long[] bytes = new long[1];
                double seconds = seconds(() -> bytes[0] = speed.program.download("/api/v1/export?format=" + format));
                System.out.printf(
                        Locale.ROOT,
                        "export as %-8s %.1f s, %.0f MB; the heap of the whole service is %d MB%n",
                        format,
                        seconds,
                        bytes[0] / 1e6,
                        Runtime.getRuntime().maxMemory() >> 20);
            }
        }
    }

    private static void multiply(JdbcClient sql) {
        long cases = sql.sql("select count(*) from cases.person_case where mild = 'yes'")
                .query(Long.class)
                .single();
        long times = (CASES + cases - 1) / cases;
        for (String table : TABLES) {
            String schema = table.substring(0, table.indexOf('.'));
            String name = table.substring(table.indexOf('.') + 1);
            List<String> columns = sql.sql("select column_name::text from information_schema.columns"
                            + " where table_schema = ? and table_name = ? and is_generated = 'NEVER'"
                            + " and is_identity = 'NO' order by ordinal_position")
                    .params(schema, name)
                    .query(String.class)
                    .list();
            List<String> values =
                    columns.stream().map(column -> value(table, column)).toList();
            sql.sql("insert into " + table + " (\"" + String.join("\", \"", columns) + "\") select "
                            + String.join(", ", values) + " from " + table + " t, generate_series(2, " + times + ") k"
                            + (name.equals("version") ? " where t.type = 'Patient'" : ""))
                    .update();
            // As a store stands that has run for a while.
            sql.sql("vacuum (analyze) " + table).update();
        }
        System.out.printf(
                Locale.ROOT,
                "%,d index cases, %,d people, %,d scores%n",
                cases * times,
                sql.sql("select count(*) from cases.person_case")
                        .query(Long.class)
                        .single(),
                sql.sql("select count(*) from cases.score").query(Long.class).single());
    }

    private static String value(String table, String column) {
        boolean isName = column.equals("patient") || table.equals("landing.version") && column.equals("id");
        return column.equals("person")
                ? "'p' || substr(md5(t.person || k), 1, 16)"
                : "t.\"" + column + "\"" + (isName ? " || '-' || k" : "");
    }

    private void print(String path, Asked asked) throws IOException {
        asked.of(path);
        double[] millis = new double[ASKED];
        for (int i = 0; i < ASKED; i++) {
            millis[i] = 1e3 * seconds(() -> asked.of(path));
        }
        Arrays.sort(millis);
        double median = millis[ASKED / 2];
        if (path.equals(LOGIN)) {
            baseline = median;
        }
        System.out.printf(
                Locale.ROOT,
                "%-62s %8.0f %8.0f %8.0f %8.1fx%n",
                path,
                median,
                millis[ASKED * 95 / 100],
                millis[ASKED - 1],
                median / baseline);
    }

    private interface Asked {
        Object of(String path) throws IOException;
    }

    private interface Step {
        Object take() throws Exception;
    }

    private static double seconds(Step step) {
        long from = System.nanoTime();
        try {
            step.take();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return (System.nanoTime() - from) / 1e9;
    }
}
