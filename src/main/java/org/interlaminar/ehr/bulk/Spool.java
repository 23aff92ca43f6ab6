package org.interlaminar.ehr.bulk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where files of one export lie between download and landing: a folder of our own that nobody else can read. What a killed
 * process left behind is removed by the next export of the source.
 */
final class Spool implements AutoCloseable {
    private final Path folder;

    /** @param parent null for the system's temporary folder */
    Spool(Path parent, String source) throws IOException {
        Path in = parent == null ? Path.of(System.getProperty("java.io.tmpdir")) : Files.createDirectories(parent);
        String prefix = "interlaminar-export-" + source + "-";
        for (Path left : leftBehind(in, prefix)) {
            remove(left);
        }
        this.folder = Files.createTempDirectory(in, prefix);
    }

    private static List<Path> leftBehind(Path in, String prefix) throws IOException {
        try (Stream<Path> all = Files.list(in)) {
            // Source ids may hold dashes: what follows the prefix must be the random number alone.
            return all.filter(path ->
                            path.getFileName().toString().matches(java.util.regex.Pattern.quote(prefix) + "\\d+"))
                    .toList();
        }
    }

    /** A file's place; its name says that it is NDJSON, packed or not. */
    Path place(int file) {
        return folder.resolve(file + ".ndjson");
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(Spool::delete);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        remove(folder);
    }
}
