package org.interlaminar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.interlaminar.access.Access;
import org.interlaminar.access.Role;
import org.interlaminar.fixture.Service;
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

    private final Service service;
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String program;
    private double baseline;

    private ReportSpeed(Service service) {
        this.service = service;
        String password = service.bean(Access.class).add("reader", Role.OPERATOR);
        this.program =
                "Basic " + Base64.getEncoder().encodeToString(("reader:" + password).getBytes(StandardCharsets.UTF_8));
        logIn(password);
    }

    public static void main(String[] arguments) throws Exception {
        try (Service service = Service.serving()) {
            service.load("registry", SAMPLE);
            multiply(service.sql());
            ReportSpeed speed = new ReportSpeed(service);
            System.out.printf(
                    Locale.ROOT,
                    "first figures %.1f s%n",
                    seconds(() -> speed.body("/api/v1/attrition", speed.program)));
            System.out.printf(
                    Locale.ROOT,
                    "%-62s %8s %8s %8s %9s%n",
                    ASKED + " requests each, one after another",
                    "p50 ms",
                    "p95 ms",
                    "max ms",
                    "to login");
            speed.print(LOGIN, null);
            for (String page : PAGES) {
                speed.print(page, null);
            }
            for (String answer : ANSWERS) {
                speed.print("/api/v1/" + answer, speed.program);
            }
            System.out.printf(Locale.ROOT, "snapshot taken %.1f s", seconds(() -> service.bean(Snapshots.class)
                    .take("measured")));
            System.out.printf(
                    Locale.ROOT, ", its figures published %.1f s%n", seconds(() -> service.bean(SnapshotFigures.class)
                            .publish(1)));
            for (String format : List.of("csv", "parquet")) {
                long[] bytes = new long[1];
                double seconds = seconds(() -> bytes[0] = speed.download("/api/v1/export?format=" + format));
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
            sql.sql("analyze " + table).update();
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

    private void logIn(String password) {
        Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"")
                .matcher(new String(body(LOGIN, null), StandardCharsets.UTF_8));
        if (!token.find()) {
            throw new IllegalStateException("the login page has no token");
        }
        String form = "username=reader&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8) + "&_csrf="
                + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
        asked(HttpRequest.newBuilder(URI.create(service.address() + LOGIN))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
    }

    private void print(String path, String credentials) {
        body(path, credentials);
        double[] millis = new double[ASKED];
        for (int i = 0; i < ASKED; i++) {
            millis[i] = 1e3 * seconds(() -> body(path, credentials));
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

    private byte[] body(String path, String credentials) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.address() + path));
        if (credentials != null) {
            request.header("Authorization", credentials);
        }
        HttpResponse<byte[]> answer = asked(request.build());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpResponse<byte[]> asked(HttpRequest request) {
        try {
            return browser.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private long download(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.address() + path))
                .header("Authorization", program)
                .build();
        try (InputStream body =
                browser.send(request, BodyHandlers.ofInputStream()).body()) {
            return body.transferTo(OutputStream.nullOutputStream());
        }
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
