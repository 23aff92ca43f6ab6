package org.interlaminar.store;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the store is.
 *
 * @param url JDBC URL of PostgreSQL 15 or newer; empty means our own PostgreSQL below the data folder
 * @param user login at that URL
 * @param passwordFile file whose first line is the password at that URL; secrets never stand in the settings
 * @param connections size of the connection pool
 */
@Validated
@ConfigurationProperties("interlaminar.store")
public record StoreSettings(
        @DefaultValue("") String url,
        @DefaultValue("interlaminar") String user,
        Path passwordFile,
        @DefaultValue("12") @Min(4) @Max(100) int connections) {

    public boolean isEmbedded() {
        return url.isBlank();
    }
}
