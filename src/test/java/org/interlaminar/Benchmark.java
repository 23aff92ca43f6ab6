package org.interlaminar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.interlaminar.reading.ScreenSpeed;

/**
 * Prints how fast the journey is, beside baselines of the same run: newline scan, Jackson's tokeniser, the screen, a whole load
 * (screen, land, derive, mart) and the same load again, in MB/s and resources/s, with the peak resident memory of the loading
 * JVM under a 512 MB heap, what pulling costs beyond reading, and how many people a second become cases. Makes its input from the sample {@code mixed}. Not a test: shared machines are noisy.
 */
final class Benchmark {
    private static final int COPIES = 18;
    private static final int COPIES_IN_A_FILE = 6;

    private Benchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Files.createTempDirectory("interlaminar-benchmark");
        try {
            Path input = home.resolve("input");
            List<Path> files = new SampleCopies()
                    .write(input, IntStream.range(0, COPIES).boxed().toList(), COPIES_IN_A_FILE);
            long bytes = 0;
            for (Path file : files) {
                bytes += Files.size(file);
            }
            System.out.printf(
                    Locale.ROOT,
                    "input: %d files, %.2f GB, made of %d distinct copies of the sample%n",
                    files.size(),
                    bytes / 1e9,
                    COPIES);
            ScreenSpeed.print(files);
            load("load", home, input, bytes);
            load("reload", home, input, bytes);
            PullSpeed.main(new String[0]);
            DeriveSpeed.main(new String[0]);
        } finally {
            delete(home);
        }
    }

    private static void load(String what, Path home, Path input, long bytes) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Interlaminar.class.getName(),
                        "load",
                        "--source",
                        "benchmark",
                        "--data",
                        home.resolve("data").toString(),
                        input.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(what + ".log").toFile())
                .start();
        long peak = 0;
        while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, residentPeak(process.pid()));
        }
        List<String> log = Files.readAllLines(home.resolve(what + ".log"));
        log.stream()
                .filter(line -> line.startsWith("  ") || line.startsWith("Run"))
                .forEach(System.out::println);
        double seconds = log.stream()
                .filter(line -> line.startsWith("Took "))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(String.join("\n", log)));
        long received = log.stream()
                .filter(line -> line.startsWith("  received"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "%-14s %7.0f MB/s %10.0f resources/s   %.1f s, peak resident %d MB%n",
                what,
                bytes / 1e6 / seconds,
                received / seconds,
                seconds,
                peak / 1024);
    }

    private static long residentPeak(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static void delete(Path home) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
