package org.interlaminar;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.interlaminar.demo.DemoEhr;
import org.interlaminar.ehr.bulk.ExportFrom;
import org.interlaminar.ehr.search.PullFrom;
import org.interlaminar.fixture.Service;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;

/**
 * Prints what pulling costs beyond reading: pages of a real FHIR server pulled against the same pages read by a bare HTTP client,
 * and a bulk export downloaded and landed against the same files loaded from disk. Each is done several times in turns; the
 * fastest of each counts.
 */
final class PullSpeed {
    private static final int ROUNDS = 3;
    private static final int PAGE = 200;
    private static final int COPIES = 5;
    private static final List<String> TYPES = List.of("Patient", "Condition", "Procedure", "Observation", "Encounter");
    private static final Pattern NEXT =
            Pattern.compile("\"relation\"\\s*:\\s*\"next\"\\s*,\\s*\"url\"\\s*:\\s*\"([^\"]+)\"");

    private PullSpeed() {}

    public static void main(String[] arguments) throws Exception {
        try (Service service = Service.started("interlaminar.ehr.enabled=false")) {
            search(service);
            if (arguments.length == 0) {
                export(service);
            }
        }
    }

    private static void export(Service service) throws Exception {
        Path home = Files.createTempDirectory("interlaminar-export-speed");
        try (ExportingServer ehr = new ExportingServer(new SampleCopies()
                .write(home, IntStream.range(0, COPIES).boxed().toList(), 1))) {
            double load = Double.MAX_VALUE;
            double export = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                String loaded = "loaded-" + round;
                load = Math.min(load, seconds(() -> service.land(loaded, home)));
                String exported = "exported-" + round;
                export = Math.min(export, seconds(() -> exported(service, exported, ehr)));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-14s %.0f MB in %d files: loaded %.2f s, exported and landed %.2f s, %.2f of the speed%n",
                    "bulk export",
                    ehr.bytes() / 1e6,
                    ehr.size(),
                    load,
                    export,
                    load / export);
        } finally {
            try (Stream<Path> all = Files.walk(home)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static Object exported(Service service, String source, ExportingServer ehr) throws Exception {
        RunSummary run = ExportFrom.server(
                        service, source, Map.of("base-url", ehr.base(), "types", ehr.types(), "bulk.level", "system"))
                .pull(source, false, bytes -> {}, said -> {})
                .run();
        if (run.outcome() != Outcome.COMPLETE) {
            throw new IllegalStateException(run.toString());
        }
        return run;
    }

    /** Exports files as they lie on disk. */
    private static final class ExportingServer implements AutoCloseable {
        private final HttpServer server;
        private final List<Path> files;

        ExportingServer(List<Path> files) throws IOException {
            this.files = files;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newCachedThreadPool());
            server.createContext("/", this::answer);
            server.start();
        }

        String base() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        String types() {
            return files.stream().map(ExportingServer::type).distinct().collect(Collectors.joining(","));
        }

        int size() {
            return files.size();
        }

        long bytes() throws IOException {
            long bytes = 0;
            for (Path file : files) {
                bytes += Files.size(file);
            }
            return bytes;
        }

        private static String type(Path file) {
            return file.getFileName().toString().replaceFirst("\\..*$", "");
        }

        private void answer(HttpExchange exchange) throws IOException {
            try (exchange) {
                String path = exchange.getRequestURI().getPath();
                if (path.contains("$export")) {
                    exchange.getResponseHeaders().set("Content-Location", base() + "/status");
                    exchange.sendResponseHeaders(202, -1);
                } else if (path.startsWith("/files/")) {
                    Path file = files.get(Integer.parseInt(path.substring("/files/".length())));
                    exchange.sendResponseHeaders(200, Files.size(file));
                    Files.copy(file, exchange.getResponseBody());
                } else {
                    byte[] manifest = manifest().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, manifest.length);
                    exchange.getResponseBody().write(manifest);
                }
            }
        }

        private String manifest() {
            return "{\"transactionTime\":\"" + Instant.now() + "\",\"requiresAccessToken\":false,\"output\":["
                    + IntStream.range(0, files.size())
                            .mapToObj(i -> "{\"type\":\"" + type(files.get(i)) + "\",\"url\":\"" + base() + "/files/"
                                    + i + "\"}")
                            .collect(Collectors.joining(","))
                    + "]}";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private static void search(Service service) throws Exception {
        try (DemoEhr ehr = new DemoEhr(List.of(DemoEhr.Sample.whole("mixed")), 0)) {
            ehr.start();
            double bare = Double.MAX_VALUE;
            double pull = Double.MAX_VALUE;
            int pages = read(ehr.base());
            for (int round = 0; round < ROUNDS; round++) {
                bare = Math.min(bare, seconds(() -> read(ehr.base())));
                String source = "search-" + round;
                pull = Math.min(pull, seconds(() -> pulled(service, source, ehr.base())));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-14s %d pages of %d: read %.2f s, pulled and landed %.2f s, %.2f times%n",
                    "search",
                    pages,
                    PAGE,
                    bare,
                    pull,
                    pull / bare);
        }
    }

    private static int read(URI base) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        int pages = 0;
        for (String type : TYPES) {
            String address = base + "/" + type + "?_count=" + PAGE;
            while (address != null) {
                HttpResponse<byte[]> answer = client.send(
                        HttpRequest.newBuilder(URI.create(address.replace("|", "%7C")))
                                .header("Accept", "application/fhir+json")
                                .header("Accept-Encoding", "gzip")
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                byte[] page = unpacked(answer);
                pages++;
                Matcher next = NEXT.matcher(new String(page, 0, Math.min(3000, page.length), StandardCharsets.UTF_8));
                address = next.find() ? next.group(1) : null;
            }
        }
        return pages;
    }

    /** Both ask for packed pages: packing costs the server more than anything that comes after. */
    private static byte[] unpacked(HttpResponse<byte[]> answer) throws IOException {
        boolean isPacked =
                answer.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
        try (InputStream in = isPacked
                ? new GZIPInputStream(new ByteArrayInputStream(answer.body()))
                : new ByteArrayInputStream(answer.body())) {
            return in.readAllBytes();
        }
    }

    private static Object pulled(Service service, String source, URI base) throws Exception {
        RunSummary run = PullFrom.server(
                        service, source, Map.of("base-url", base, "types", String.join(",", TYPES), "page-size", PAGE))
                .pull(source, bytes -> {})
                .run();
        if (run.outcome() != Outcome.COMPLETE) {
            throw new IllegalStateException(run.toString());
        }
        return run;
    }

    private interface Work {
        Object run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e9;
    }
}
