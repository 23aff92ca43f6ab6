package org.interlaminar.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.interlaminar.fixture.Service;
import org.interlaminar.ledger.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whoever watches a load is told: the share is that of the bytes on disk, so that packed files have one too. */
class LoadProgressTest {
    @TempDir
    private Path folder;

    @Test
    void aPackedFileIsDoneWhenAllOfItHasBeenReadFromDisk() throws Exception {
        String lines = aPatient("p1").withLumbarStenosis().ndjson();
        Path plain = Files.writeString(folder.resolve("a.ndjson"), lines);
        Path packed = folder.resolve("b.ndjson.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(aPatient("p2").withLumbarStenosis().ndjson().getBytes(UTF_8));
        }
        List<Progress> told = new ArrayList<>();
        try (Service service = Service.started()) {
            service.bean(FileIntake.class)
                    .land(
                            Delivery.loaded("hospital-a", Way.LOAD, Instant.parse("2026-01-31T09:00:00Z")),
                            InputFile.below(folder),
                            told::add);
        }

        Progress last = told.get(told.size() - 1);
        assertThat(last.part()).isEqualTo("b.ndjson.gz");
        assertThat(last.resources()).isEqualTo(4);
        assertThat(last.done()).isEqualTo(last.expected()).isEqualTo(Files.size(plain) + Files.size(packed));
        assertThat(last.bytes()).isGreaterThan(lines.length());
    }
}
