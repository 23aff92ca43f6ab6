package org.interlaminar.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import org.interlaminar.fixture.Service;
import org.interlaminar.reading.FhirProfiles;

/** Lines as they leave the screen, for tests that go on from there. */
final class Screening {
    private Screening() {}

    static ScreenedChunk of(Service service, String... lines) throws IOException {
        byte[] bytes = String.join("\n", lines).getBytes(UTF_8);
        return ScreenedChunk.of(
                new NdjsonChunks(new ByteArrayInputStream(bytes), 1 << 20).next(),
                service.bean(FhirProfiles.class).newScreen(),
                new LandedKeys(0),
                false,
                false,
                Map.of());
    }
}
