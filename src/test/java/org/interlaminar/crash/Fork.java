package org.interlaminar.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A forked JVM with the service in it, seen from the test. */
final class Fork implements AutoCloseable {
    /** What a command answers when its process died under it. */
    static final int DIED = -1;

    private static final int PATIENCE_SECONDS = 120;

    private final Process process;
    private final PrintWriter in;
    private final AtomicInteger commands = new AtomicInteger();
    private final Map<String, CompletableFuture<String>> awaited = new ConcurrentHashMap<>();
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final StringBuffer words = new StringBuffer();
    private volatile boolean silent;

    private Fork(Process process) {
        this.process = process;
        this.in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        awaited.put("ready", ready);
        Thread reader = new Thread(this::read, "words of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts the service; it is not ready yet. */
    static Fork of(Path folder, String... settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "org.interlaminar.crash.CrashingService"));
        command.addAll(List.of(settings));
        return new Fork(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start());
    }

    Fork ready() {
        assertThat(answer(ready)).as("how it started: %s", words).isEqualTo("ready");
        return this;
    }

    void arm(CrashPoint point, int nth) {
        ask("armed", "arm " + point.name() + " " + nth);
    }

    /** How often each point has been passed since it was armed. */
    String passed() {
        return ask("passed", "passed");
    }

    /** Runs a command beside others. @return its exit code, or {@link #DIED} */
    CompletableFuture<Integer> run(String command) {
        String id = "c" + commands.incrementAndGet();
        CompletableFuture<String> exit = awaiting("exit " + id);
        in.println("run " + id + " " + command);
        return exit.thenApply(answer -> answer.isEmpty() ? DIED : Integer.parseInt(answer));
    }

    boolean isAlive() {
        if (silent) {
            awaitEnd();
        }
        return process.isAlive();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** @return the exit code */
    int awaitEnd() {
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("ends at last")
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** All it has said, for a failing test. */
    String words() {
        return words.toString();
    }

    /** Where its threads stand, as the JVM tells on SIGQUIT. */
    String threads() {
        int before = words.length();
        try {
            new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> silent || words.indexOf("Heap\n", before) >= 0);
        return words.substring(before);
    }

    private String ask(String key, String line) {
        CompletableFuture<String> answer = awaiting(key);
        in.println(line);
        return answer(answer);
    }

    private CompletableFuture<String> awaiting(String key) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        awaited.put(key, answer);
        if (silent) {
            answer.complete("");
        }
        return answer;
    }

    private String answer(CompletableFuture<String> answer) {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no answer; it said: " + words, e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                words.append(line).append('\n');
                heard(line);
            }
        } catch (IOException e) {
            words.append(e);
        }
        silent = true;
        awaited.values().forEach(answer -> answer.complete(""));
    }

    private void heard(String line) {
        awaited.forEach((key, answer) -> {
            if (line.equals(key) || line.startsWith(key + " ")) {
                answer.complete(
                        key.startsWith("exit") || key.equals("passed")
                                ? line.substring(key.length()).strip()
                                : key);
            }
        });
    }

    @Override
    public void close() {
        kill();
    }
}
