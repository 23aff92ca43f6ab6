package org.interlaminar.demo;

import java.time.Instant;
import java.util.List;

/**
 * A resource the demo EHR serves: what it is searched by, and where its JSON is.
 *
 * @param type its FHIR type
 * @param id its id, unique within the type
 * @param patient the id of the patient it is or is about, null if it belongs to none
 * @param codes what it is coded as
 * @param lastUpdated its {@code meta.lastUpdated}, in whole seconds
 * @param line its JSON as the sample's file has it
 */
record ServedResource(
        String type, String id, String patient, List<ServedCode> codes, Instant lastUpdated, LineBlock.Line line) {}
