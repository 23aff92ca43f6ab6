package org.interlaminar.inbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much may be pushed at a time.
 *
 * @param maxBody largest body, before and after decompression; bulk has files for more
 * @param maxEntries most entries of one Bundle
 * @param maxDepth deepest nesting of objects and arrays
 * @param maxString longest string in characters, attachments included
 * @param inFlight bytes of all bodies that are being taken at once; who comes on top is asked to come again
 */
@Validated
@ConfigurationProperties("interlaminar.inbox")
record InboxSettings(
        @DefaultValue("16MB") DataSize maxBody,
        @DefaultValue("5000") @Min(1) @Max(100_000) int maxEntries,
        @DefaultValue("64") @Min(16) @Max(500) int maxDepth,
        @DefaultValue("8000000") @Min(1000) int maxString,
        @DefaultValue("48MB") DataSize inFlight) {

    InboxSettings {
        if (maxBody.toBytes() < 1024 || maxBody.toBytes() > 1 << 29) {
            throw new IllegalArgumentException("interlaminar.inbox.max-body must be from 1KB to 512MB.");
        }
        if (inFlight.toBytes() < maxBody.toBytes() || inFlight.toBytes() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "interlaminar.inbox.in-flight must not be less than interlaminar.inbox.max-body, and below 2GB.");
        }
    }
}
