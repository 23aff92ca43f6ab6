package org.interlaminar.intake;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How input is taken.
 *
 * @param maxLine longest NDJSON line; a longer one is set aside with its position and beginning
 * @param maxBundle largest Bundle file, uncompressed; a larger one is refused whole, as NDJSON is the form for bulk
 * @param threads threads that screen; 0 means one for each core, at most four
 * @param drop folder that is watched for files of one source per subfolder (drop/SOURCE/file.ndjson); empty means none
 */
@Validated
@ConfigurationProperties("interlaminar.intake")
public record IntakeSettings(
        @DefaultValue("16MB") DataSize maxLine,
        @DefaultValue("64MB") DataSize maxBundle,
        @DefaultValue("0") @Min(0) @Max(64) int threads,
        Path drop) {

    int screeningThreads() {
        return threads > 0 ? threads : Math.min(4, Runtime.getRuntime().availableProcessors());
    }
}
