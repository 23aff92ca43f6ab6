package org.interlaminar.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.on;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.interlaminar.fixture.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who may do what with which object: access-matrix.csv against what really happens to a login of each role. An object that is not
 * in the file fails; the verb * stands for all that are not named.
 */
class AccessMatrixTest {
    private static final Path MATRIX = Path.of("src/test/resources/access-matrix.csv");

    /** No privilege; a view that cannot be written through at all; a truncate of a view. */
    private static final List<String> REFUSED = List.of("42501", "55000", "42809");

    private static Service service;

    /** Roles of the matrix with the login that the test has of each; nobody is a login without a role. */
    private static final Map<String, String> LOGINS = new TreeMap<>();

    private record Thing(String schema, String name, String kind) {}

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        service = Service.started();
        service.load(
                "hospital-a",
                Files.writeString(
                        folder.resolve("a.ndjson"),
                        aPatient("p1")
                                        .withLumbarStenosis()
                                        .onset(on("2024-05-01"))
                                        .afterMildProcedure(on("2025-01-01"))
                                        .withOdi(25, daysAfterIndex(365))
                                        .ndjson()
                                + aPatient("p2").withLumbarStenosis().ndjson()));
        service.bean(Snapshots.class).take("");
        String own = service.url().substring(service.url().lastIndexOf('/') + 1);
        for (String role : List.of("aggregate_ro", "analyst_ro", "nobody")) {
            String login = own + "_" + role;
            service.sql()
                    .sql("create role " + login + " login" + (role.equals("nobody") ? "" : " in role " + role))
                    .update();
            LOGINS.put(role, login);
        }
    }

    @AfterAll
    static void stop() {
        LOGINS.values().forEach(login -> service.sql().sql("drop role " + login).update());
        service.close();
    }

    @Test
    void analystsReadTheMartAndNothingElse() throws Exception {
        List<String> really = new ArrayList<>(List.of("role,schema,object,verb,allowed"));
        for (String role : LOGINS.keySet()) {
            try (Connection connection = connection(role)) {
                for (Thing thing : things()) {
                    really.addAll(lines(role, thing, connection));
                }
            }
        }
        if (Boolean.getBoolean("approve")) {
            Files.write(MATRIX, really);
        }
        assertThat(really)
                .as("write it with -Dapprove=true, and look at the difference")
                .isEqualTo(Files.readAllLines(MATRIX));
    }

    @Test
    void theMatrixAllowsReadingOnly() throws Exception {
        assertThat(Files.readAllLines(MATRIX))
                .filteredOn(line -> line.endsWith(",yes"))
                .isNotEmpty()
                .allMatch(line -> line.matches("analyst_ro,mart,[a-z_]+,(select|usage),yes")
                        || line.matches("aggregate_ro,aggregate,[a-z_]+,(select|usage),yes")
                        || line.matches("[a-z_]+,public,public,usage,yes"));
    }

    @Test
    void rowsThatAViewDoesNotShowReachNoFunctionOfTheReader() throws Exception {
        service.sql().sql("delete from xwalk.person where patient = 'p2'").update();
        for (String view : views()) {
            assertThat(seenBehind(view))
                    .as("hidden rows of " + view + " that a function of the reader saw")
                    .isZero();
        }
        service.sql().sql("alter view mart.\"case\" reset (security_barrier)").update();
        try {
            assertThat(seenBehind("case")).as("without the barrier").isEqualTo(1);
        } finally {
            service.sql().sql("alter view mart.\"case\" set (security_barrier)").update();
        }
    }

    /** Rows that a function in the where clause is asked about beyond those the view shows. */
    private static long seenBehind(String view) throws SQLException {
        try (Connection connection = connection("analyst_ro");
                Statement statement = connection.createStatement()) {
            statement.execute("create function pg_temp.tell(text) returns boolean language plpgsql cost 0.0000001 as"
                    + " $$ begin raise notice 'asked'; return true; end $$");
            long hidden = 0;
            try (ResultSet rows = statement.executeQuery(
                    "select 1 from mart.\"" + view + "\" t where pg_temp.tell(" + column(view) + "::text)")) {
                while (rows.next()) {
                    hidden--;
                }
            }
            for (SQLWarning notice = statement.getWarnings(); notice != null; notice = notice.getNextWarning()) {
                hidden++;
            }
            return hidden;
        }
    }

    @Test
    void aViewThatComesLaterIsReadable() throws Exception {
        service.sql().sql("create view mart.later as select 1 as one").update();
        try (Connection connection = connection("analyst_ro");
                Statement statement = connection.createStatement()) {
            assertThat(statement.execute("select * from mart.later")).isTrue();
        } finally {
            service.sql().sql("drop view mart.later").update();
        }
    }

    @Test
    void everySchemaTableColumnAndFunctionSaysWhatItIs() {
        assertThat(service.sql()
                        .sql(
                                "select n.nspname || '.' || c.relname || coalesce('.' || a.attname, '') from pg_namespace n"
                                        + " join pg_class c on c.relnamespace = n.oid and c.relkind in ('r', 'v')"
                                        + " left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
                                        + " where n.nspname in ('mart', 'frozen', 'aggregate')"
                                        + " and (obj_description(c.oid, 'pg_class') is null or col_description(c.oid, a.attnum) is null)"
                                        + " union all select p.oid::regprocedure::text from pg_proc p join pg_namespace n"
                                        + " on n.oid = p.pronamespace where n.nspname !~ '^(pg_|information_schema|public)'"
                                        + " and obj_description(p.oid, 'pg_proc') is null"
                                        + " union all select nspname from pg_namespace where nspname !~ '^(pg_|information_schema|public)'"
                                        + " and obj_description(oid, 'pg_namespace') is null")
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    private static Connection connection(String role) throws SQLException {
        return DriverManager.getConnection(service.url(), LOGINS.get(role), "");
    }

    private static List<String> lines(String role, Thing thing, Connection connection) throws SQLException {
        List<String> allowed = new ArrayList<>();
        Map<String, String> attempts = attempts(thing);
        for (Map.Entry<String, String> attempt : attempts.entrySet()) {
            if (isAllowed(connection, attempt.getValue())) {
                allowed.add(attempt.getKey());
            }
        }
        String start = role + "," + thing.schema() + "," + thing.name() + ",";
        List<String> lines = new ArrayList<>();
        allowed.forEach(verb -> lines.add(start + verb + ",yes"));
        if (allowed.size() < attempts.size()) {
            lines.add(start + "*,no");
        }
        return lines;
    }

    /** Every verb there is for the thing, as a statement that changes nothing. */
    private static Map<String, String> attempts(Thing thing) {
        String name = "\"" + thing.schema() + "\".\"" + thing.name() + "\"";
        Map<String, String> attempts = new TreeMap<>();
        switch (thing.kind()) {
            case "schema" -> {
                attempts.put("create", "create table \"" + thing.schema() + "\".planted ()");
                attempts.put("usage", has("schema", thing.schema(), "usage"));
            }
            case "function" -> attempts.put("execute", has("function", null, thing.name()));
            case "sequence" -> {
                attempts.put("select", "select last_value from " + name);
                attempts.put("usage", "select nextval('" + name + "')");
                attempts.put("update", "select setval('" + name + "', 1, false)");
            }
            default -> {
                attempts.put("select", "select * from " + name + " limit 1");
                attempts.put("insert", "insert into " + name + " select * from " + name + " where false");
                attempts.put("insert-default", "insert into " + name + " default values");
                attempts.put("update", "update " + name + " set \"" + column(thing) + "\" = null where false");
                attempts.put("delete", "delete from " + name + " where false");
                attempts.put("truncate", "truncate " + name);
                attempts.put("references", has("table", name, "references"));
                attempts.put("trigger", has("table", name, "trigger"));
                attempts.put("lock", "lock table " + name + " in access exclusive mode");
                attempts.put("drop", "drop " + (thing.kind().equals("view") ? "view " : "table ") + name);
            }
        }
        return attempts;
    }

    /** For what cannot be tried without leaving something behind. */
    private static String has(String kind, String name, String what) {
        String asked = kind.equals("function")
                ? "has_function_privilege('" + what + "'::regprocedure, 'execute')"
                : "has_" + kind + "_privilege('" + name + "', '" + what + "')";
        return "do $$ begin if not " + asked + " then raise insufficient_privilege; end if; end $$";
    }

    private static boolean isAllowed(Connection connection, String sql) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLException e) {
            assertThat(REFUSED).as(sql + ": " + e.getMessage()).contains(e.getSQLState());
            return false;
        } finally {
            connection.rollback();
        }
    }

    /** Everything in every schema that is not PostgreSQL's own. */
    private static List<Thing> things() {
        return service.sql()
                .sql("select n.nspname, n.nspname as name, 'schema' as kind, 0 as place from pg_namespace n where %1$s"
                                .formatted("n.nspname !~ '^(pg_|information_schema)'")
                        + " union all select n.nspname, c.relname, case c.relkind when 'v' then 'view' when 'S' then 'sequence'"
                        + " else 'table' end, 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                        + " where c.relkind in ('r', 'v', 'm', 'p', 'f', 'S') and n.nspname !~ '^(pg_|information_schema)'"
                        + " union all select n.nspname, p.oid::regprocedure::text, 'function', 2 from pg_proc p"
                        + " join pg_namespace n on n.oid = p.pronamespace where n.nspname !~ '^(pg_|information_schema)'"
                        + " order by 1, 4, 2")
                .query((row, i) -> new Thing(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    private static List<String> views() {
        return things().stream()
                .filter(thing -> thing.schema().equals("mart") && thing.kind().equals("view"))
                .map(Thing::name)
                .toList();
    }

    /** A column whose value is not the surrogate's, so that a careless plan would look at it before the join. */
    private static String column(String view) {
        TreeSet<String> columns = new TreeSet<>(service.sql()
                .sql("select column_name from information_schema.columns where table_schema = 'mart' and table_name = ?"
                        + " and column_name not in ('person', 'snapshot')")
                .param(view)
                .query(String.class)
                .list());
        return "\"" + columns.first() + "\"";
    }

    private static String column(Thing thing) {
        return service.sql()
                .sql("select column_name from information_schema.columns where table_schema = ? and table_name = ?"
                        + " and is_generated = 'NEVER' and is_identity = 'NO' order by ordinal_position limit 1")
                .params(thing.schema(), thing.name())
                .query(String.class)
                .single();
    }
}
