package org.interlaminar.store;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where this installation keeps its own files.
 *
 * @param data folder of the embedded PostgreSQL; unused when interlaminar.store.url is set
 */
@Validated
@ConfigurationProperties("interlaminar")
public record DataSettings(@DefaultValue("./data") Path data) {}
