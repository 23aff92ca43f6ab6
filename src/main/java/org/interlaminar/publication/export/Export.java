package org.interlaminar.publication.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.interlaminar.reporting.AsOf;
import org.interlaminar.reporting.Mart;
import org.interlaminar.reporting.Snapshot;
import org.interlaminar.reporting.Snapshots;
import org.interlaminar.reporting.UnknownSnapshot;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes every table of the mart as it is at one moment, or as it was in a snapshot, and a manifest with the hash of each. Rows come in a fixed order, so
 * the same mart gives the same files.
 */
@Component
public class Export {
    private static final String MANIFEST = "manifest.json";

    private final Mart mart;
    private final Snapshots snapshots;
    private final ObjectMapper mapper;
    private final Clock clock;

    Export(Mart mart, Snapshots snapshots, ObjectMapper mapper, Clock clock) {
        this.mart = mart;
        this.snapshots = snapshots;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** The mart as it is now, into a folder. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Map<String, Long> write(Path folder, Format format, Regime regime) throws IOException {
        return write(folder, format, regime, Extent.NOW);
    }

    /**
     * Into a folder. The manifest goes first and comes last: a folder that has one is whole.
     *
     * @return rows by file name
     * @throws UnknownSnapshot when there is no such snapshot; then nothing is written
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Map<String, Long> write(Path folder, Format format, Regime regime, Extent extent) throws IOException {
        Map<String, Object> manifest = manifest(regime, extent);
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(MANIFEST));
        return write(new FolderDestination(folder), format, regime, extent.when(), manifest);
    }

    /**
     * As one zip onto a stream that is left open; a zip that ends without its manifest is not whole.
     *
     * @throws UnknownSnapshot when there is no such snapshot; then nothing is written
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public void zip(OutputStream out, Format format, Regime regime, Extent extent) throws IOException {
        Map<String, Object> manifest = manifest(regime, extent);
        try (ZipDestination zip = new ZipDestination(out)) {
            write(zip, format, regime, extent.when(), manifest);
        }
    }

    private Map<String, Long> write(
            Destination destination, Format format, Regime regime, AsOf when, Map<String, Object> manifest)
            throws IOException {
        Map<String, Long> rows = new LinkedHashMap<>();
        Map<String, Object> files = new LinkedHashMap<>();
        for (String table : Mart.TABLES) {
            String file = table + "." + format.word();
            MessageDigest digest = sha256();
            destination.file(
                    file,
                    out -> rows.put(file, table(new DigestOutputStream(out, digest), table, when, format, regime)));
            files.put(
                    file,
                    Map.of("rows", rows.get(file), "sha256", HexFormat.of().formatHex(digest.digest())));
        }
        manifest.put("files", files);
        byte[] written = mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
        destination.file(MANIFEST, out -> out.write(written));
        return rows;
    }

    private Map<String, Object> manifest(Regime regime, Extent extent) {
        Snapshot snapshot = extent.when().snapshot() == null
                ? null
                : snapshots.get(extent.when().snapshot());
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("written", clock.instant().toString());
        manifest.put("cut_off", mart.cutOff(extent.when()).map(Object::toString).orElse(null));
        manifest.put("regime", regime.word());
        manifest.put("restricted", extent.restricted() ? "included" : "left out");
        manifest.put("software", version());
        manifest.put("value_sets", snapshot == null ? mart.terminologies() : valueSets(snapshot));
        if (snapshot != null) {
            manifest.put("snapshot", told(snapshot));
        }
        return manifest;
    }

    private static List<String> valueSets(Snapshot snapshot) {
        return snapshot.valueSets().isEmpty()
                ? List.of()
                : List.of(snapshot.valueSets().split("; "));
    }

    private static Map<String, Object> told(Snapshot snapshot) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("number", snapshot.number());
        told.put("label", snapshot.label());
        told.put("taken_at", snapshot.takenAt().toString());
        told.put("software", snapshot.software());
        told.put("settings", snapshot.settings());
        return told;
    }

    private long table(OutputStream out, String table, AsOf when, Format format, Regime regime) throws IOException {
        return mart.read(table, when, regime == Regime.IDENTIFIED, rows -> {
            long written = 0;
            try (TableFile file = format.table(out, rows.columns(), regime)) {
                for (List<Object> row = rows.next(); row != null; row = rows.next()) {
                    file.row(row);
                    written++;
                }
            }
            return written;
        });
    }

    private static String version() {
        String version = Export.class.getPackage().getImplementationVersion();
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
