package org.interlaminar;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What a site adds to what we mean.
 *
 * @param profiles folder with FHIR files of the site's own (ConceptMap-*.json, ValueSet-*.json ...): a file of a known name
 *     takes that one's place, any other is added; empty means none
 */
@Validated
@ConfigurationProperties("interlaminar")
record ProfileSettings(Path profiles) {}
