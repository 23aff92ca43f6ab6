package org.interlaminar.publication.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.interlaminar.reporting.Mart;
import org.springframework.stereotype.Component;

/**
 * Writes the mart as CSV (<a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>), one file for each table, and a
 * manifest with the hash of each. Rows come in a fixed order, so the same mart gives the same files.
 */
@Component
public class CsvExport {
    private static final String MANIFEST = "manifest.json";

    private final Mart mart;
    private final ObjectMapper mapper;
    private final Clock clock;

    CsvExport(Mart mart, ObjectMapper mapper, Clock clock) {
        this.mart = mart;
        this.mapper = mapper;
        this.clock = clock;
    }

    /**
     * The manifest goes first and comes last: a folder that has one is whole.
     *
     * @return rows by file name
     */
    public Map<String, Long> write(Path folder, Regime regime) throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(MANIFEST));
        Map<String, Long> rows = new LinkedHashMap<>();
        Map<String, Object> hashes = new LinkedHashMap<>();
        for (String table : Mart.TABLES) {
            String file = table + ".csv";
            MessageDigest digest = sha256();
            rows.put(file, table(folder.resolve(file), table, regime, digest));
            hashes.put(
                    file,
                    Map.of("rows", rows.get(file), "sha256", HexFormat.of().formatHex(digest.digest())));
        }
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("written", clock.instant().toString());
        manifest.put("cut_off", mart.cutOff().map(Object::toString).orElse(null));
        manifest.put("regime", regime.word());
        manifest.put("software", version());
        manifest.put("value_sets", mart.terminologies());
        manifest.put("files", hashes);
        Path written = folder.resolve(MANIFEST + ".part");
        mapper.writerWithDefaultPrettyPrinter().writeValue(written.toFile(), manifest);
        Files.move(written, folder.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE);
        return rows;
    }

    private long table(Path file, String table, Regime regime, MessageDigest digest) throws IOException {
        try (CsvWriter csv = CsvWriter.builder()
                .build(new OutputStreamWriter(
                        new DigestOutputStream(Files.newOutputStream(file), digest), StandardCharsets.UTF_8))) {
            CsvCells cells = new CsvCells(regime);
            return mart.read(table, regime == Regime.IDENTIFIED, csv::writeRecord, (columns, values) -> {
                List<String> row = cells.row(columns, values);
                csv.writeRecord(row);
            });
        }
    }

    private static String version() {
        String version = CsvExport.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
