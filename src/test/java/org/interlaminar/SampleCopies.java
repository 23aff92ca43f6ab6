package org.interlaminar;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The sample {@code mixed}, many times over with distinct ids: the first two hexadecimal digits of every UUID become the copy's
 * number, so 256 copies are the most.
 */
final class SampleCopies {
    private static final Path SAMPLE = Path.of("src/main/resources/demo/mixed");

    private final SortedMap<String, byte[]> texts = new TreeMap<>();
    private final SortedMap<String, int[]> places = new TreeMap<>();

    SampleCopies() throws IOException {
        try (Stream<Path> sample = Files.list(SAMPLE)) {
            for (Path packed : sample.toList()) {
                String type = packed.getFileName().toString().replace(".ndjson.gz", "");
                try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
                    byte[] text = in.readAllBytes();
                    texts.put(type, text);
                    places.put(type, uuids(text));
                }
            }
        }
    }

    /** Writes the copies, several of one type to a file; the same copies give the same files. */
    List<Path> write(Path folder, List<Integer> copies, int copiesInAFile) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (String type : texts.keySet()) {
            for (int first = 0; first < copies.size(); first += copiesInAFile) {
                Path file = folder.resolve(type + "." + copies.get(first) + ".ndjson");
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
                    for (int copy : copies.subList(first, Math.min(copies.size(), first + copiesInAFile))) {
                        out.write(numbered(type, copy));
                    }
                }
                files.add(file);
            }
        }
        return files;
    }

    /** Lines of one type in one copy, each as it shall be told again; null leaves it out. */
    List<String> lines(String type, int copy, UnaryOperator<String> told) {
        List<String> lines = new ArrayList<>();
        new String(numbered(type, copy), StandardCharsets.UTF_8).lines().forEach(line -> {
            String again = told.apply(line);
            if (again != null) {
                lines.add(again);
            }
        });
        return lines;
    }

    Iterable<String> types() {
        return texts.keySet();
    }

    private byte[] numbered(String type, int copy) {
        byte[] text = texts.get(type);
        byte[] number = String.format(Locale.ROOT, "%02x", copy).getBytes(StandardCharsets.US_ASCII);
        for (int at : places.get(type)) {
            text[at] = number[0];
            text[at + 1] = number[1];
        }
        return text;
    }

    private static int[] uuids(byte[] text) {
        List<Integer> found = new ArrayList<>();
        for (int i = 8; i < text.length - 28; i++) {
            if (text[i] == '-' && text[i + 5] == '-' && text[i + 10] == '-' && text[i + 15] == '-') {
                found.add(i - 8);
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }
}
