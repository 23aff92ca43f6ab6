package org.interlaminar.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.interlaminar.demo.DemoEhr.Sample;

/** Reads the bundled samples: per sample a folder on the class path with one gzipped NDJSON file per resource type. */
final class SampleFiles {
    private static final List<String> TYPES = List.of(
            "Organization",
            "Location",
            "Practitioner",
            "PractitionerRole",
            "Patient",
            "Encounter",
            "Condition",
            "Procedure",
            "Observation",
            "MedicationRequest");
    private static final Instant FIRST_UPDATE = Instant.parse("2026-01-01T00:00:00Z");

    private final LineIndex index = new LineIndex();
    private final List<ServedResource> served = new ArrayList<>();
    private long position;

    private SampleFiles() {}

    /**
     * All resources the samples choose. Each line, chosen or not, takes one second of {@code meta.lastUpdated}, so a
     * resource keeps its instant when the choice of patients changes.
     *
     * @throws IllegalArgumentException if a sample has no file at all
     */
    static Holdings read(List<Sample> samples) {
        var files = new SampleFiles();
        samples.forEach(files::readSample);
        return new Holdings(files.served);
    }

    private void readSample(Sample sample) {
        long before = position;
        TYPES.forEach(type -> readFile(sample, type));
        if (position == before) {
            throw new IllegalArgumentException("No sample named " + sample.name() + " is bundled.");
        }
    }

    private void readFile(Sample sample, String type) {
        String path = "/demo/" + sample.name() + "/" + type + ".ndjson.gz";
        try (InputStream file = SampleFiles.class.getResourceAsStream(path)) {
            if (file != null) {
                readLines(sample, type, new GZIPInputStream(file, 1 << 16));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The bundled sample " + path + " cannot be read.", e);
        }
    }

    private void readLines(Sample sample, String type, InputStream ndjson) throws IOException {
        var lines = new Lines(ndjson);
        var searchedBy = SearchedBy.of(type);
        var block = new LineBlock();
        while (lines.next()) {
            Instant lastUpdated = FIRST_UPDATE.plusSeconds(position++);
            LineIndex.Entry entry = index.entryOf(searchedBy, lines.bytes(), lines.from(), lines.length());
            String patient = "Patient".equals(type) ? entry.id() : entry.patient();
            if (patient != null && !sample.patients().test(patient)) {
                continue;
            }
            if (block.isFull()) {
                block.seal();
                block = new LineBlock();
            }
            LineBlock.Line kept = block.add(lines.bytes(), lines.from(), lines.length());
            served.add(new ServedResource(type, entry.id(), patient, entry.codes(), lastUpdated, kept));
        }
        block.seal();
    }
}
