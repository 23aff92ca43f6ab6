package org.interlaminar.demo;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the demo EHR.
 *
 * @param port {@code interlaminar.demo.port}: where it listens on 127.0.0.1; 0 takes any
 *     free one; the demo source's address must say the same
 */
@Validated
@ConfigurationProperties("interlaminar.demo")
record DemoSettings(@Min(0) @Max(65535) @DefaultValue("8090") int port) {}
