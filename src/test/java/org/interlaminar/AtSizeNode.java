package org.interlaminar;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.Delivery.Scope;
import org.interlaminar.intake.FileIntake;
import org.interlaminar.intake.InputFile;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Way;

/**
 * A node of {@link AtSize}: a process with 512 MB of heap that lands one source, delivery by delivery, as a running service
 * does, and derives with the others. Deliveries come on standard input, one a line.
 */
final class AtSizeNode implements AutoCloseable {
    private static final String READY = "node ready";
    private static final String DONE = "node done ";

    private final Process process;
    private final PrintWriter in;
    private final BufferedReader out;

    /** What became of a delivery. */
    record Loaded(long received, double seconds) {}

    private AtSizeNode(Process process) {
        this.process = process;
        this.in = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    static AtSizeNode started(String url, String source) throws IOException {
        AtSizeNode node = new AtSizeNode(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AtSizeNode.class.getName(),
                        url,
                        source)
                .redirectErrorStream(true)
                .start());
        node.answer(READY);
        return node;
    }

    /** Has a delivery landed; does not wait for it. */
    void load(String asOf, List<Path> files) {
        List<String> words = new ArrayList<>(List.of(asOf + "T00:00:00Z"));
        files.forEach(file -> words.add(file.toString()));
        in.println(String.join("\t", words));
    }

    /** Waits until the delivery has landed and nothing is left to derive. */
    Loaded loaded() throws IOException {
        String[] figures = answer(DONE).split(" ");
        return new Loaded(Long.parseLong(figures[0]), Long.parseLong(figures[1]) / 1000.0);
    }

    private String answer(String word) throws IOException {
        List<String> said = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(word)) {
                return line.substring(word.length());
            }
            said.add(line);
        }
        throw new IOException("a node has ended:\n" + String.join("\n", said));
    }

    /** Ends the node when it has done what it was told. */
    @Override
    public void close() {
        in.close();
        process.onExit().join();
    }

    public static void main(String[] arguments) throws Exception {
        try (Service service = Service.startedOn(arguments[0])) {
            System.out.println(READY);
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                    .lines()
                    .forEach(line -> System.out.println(DONE + land(service, arguments[1], line.split("\t"))));
        }
    }

    private static String land(Service service, String source, String[] words) {
        Delivery delivery = Delivery.told(source, Way.LOAD, Instant.parse(words[0]), Scope.SOME);
        List<InputFile> files = new ArrayList<>();
        for (String file : List.of(words).subList(1, words.length)) {
            files.add(new InputFile(Path.of(file), Path.of(file).getFileName().toString()));
        }
        long began = System.nanoTime();
        try {
            RunSummary run = service.bean(FileIntake.class).land(delivery, files, bytes -> {});
            service.derive();
            return run.received() + " " + (System.nanoTime() - began) / 1_000_000;
        } catch (Exception e) {
            throw new IllegalStateException(source + " cannot be loaded", e);
        }
    }
}
