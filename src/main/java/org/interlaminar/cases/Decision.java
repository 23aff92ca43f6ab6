package org.interlaminar.cases;

/**
 * What a person decided about a record that recognition had left open. It stands for as long as the question stays the same:
 * a record that says something else is asked about again.
 *
 * @param id of the landed decision
 * @param type FHIR type of the record
 * @param record logical id of the record
 * @param tag what was asked
 * @param question fingerprint of the question, from {@link Review#question()}
 * @param isYes whether it is what was asked
 */
public record Decision(String id, String type, String record, String tag, String question, boolean isYes) {}
