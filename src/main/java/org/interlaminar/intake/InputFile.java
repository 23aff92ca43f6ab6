package org.interlaminar.intake;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A file that can be loaded: NDJSON or a Bundle, plain or gzip, told apart by its name.
 *
 * @param most bytes it may have when it is unpacked
 */
public record InputFile(Path path, String name, long most) {
    private static final List<String> NDJSON = List.of(".ndjson", ".jsonl");
    private static final String BUNDLE = ".json";
    private static final String XML = ".xml";

    /** One that somebody chose to load, of any size. */
    public InputFile(Path path, String name) {
        this(path, name, Long.MAX_VALUE);
    }

    /** The loadable files at or below the path, in the order of their names, with names relative to it. */
    public static List<InputFile> below(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return List.of(new InputFile(path, path.getFileName().toString()));
        }
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .filter(InputFile::isLoadable)
                    .sorted()
                    .map(file -> new InputFile(file, path.relativize(file).toString()))
                    .toList();
        }
    }

    public long size() throws IOException {
        return Files.size(path);
    }

    static boolean isLoadable(Path file) {
        return isNdjson(file)
                || baseName(file).endsWith(BUNDLE)
                || baseName(file).endsWith(XML);
    }

    /** @throws IOException in one sentence when the file is not what its name says */
    Chunks open(InputStream in, IntakeSettings settings) throws IOException {
        if (isNdjson(path)) {
            return new NdjsonChunks(in, Math.toIntExact(settings.maxLine().toBytes()));
        }
        int limit = Math.toIntExact(settings.maxBundle().toBytes());
        ByteArrayOutputStream whole = new ByteArrayOutputStream(1 << 16);
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            whole.write(buffer, 0, read);
            if (whole.size() > limit) {
                throw new IOException("is a Bundle over interlaminar.intake.max-bundle (" + settings.maxBundle()
                        + "); NDJSON is the form for bulk");
            }
        }
        try {
            byte[] bundle = whole.toByteArray();
            return BundleChunks.copyOf(baseName(path).endsWith(XML) ? FhirXml.toJson(bundle) : bundle);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
            throw new IOException("is not well-formed JSON" + (at < 0 ? "" : " at byte " + at), e);
        }
    }

    /** Gzip is recognised by its first bytes, as exports are often unpacked without being renamed and the other way round. */
    public InputStream stream() throws IOException {
        return stream(bytes -> {});
    }

    /** The same. @param read is told the bytes taken from disk, packed or not */
    InputStream stream(LongConsumer read) throws IOException {
        InputStream in = new BufferedInputStream(new CountedStream(Files.newInputStream(path), read), 1 << 16);
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        InputStream unpacked = gzip ? new GZIPInputStream(in, 1 << 16) : in;
        return most == Long.MAX_VALUE ? unpacked : new BoundedStream(unpacked, most);
    }

    private static boolean isNdjson(Path file) {
        return NDJSON.stream().anyMatch(baseName(file)::endsWith);
    }

    private static String baseName(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    }
}
