package org.interlaminar.outcomes;

/**
 * Something that happened to an index case.
 *
 * @param kind complication, reintervention, symptom, unplanned-return, milestone
 * @param type infection, open-decompression, epidural-injection ...
 * @param day days from the index
 * @param attribution linked, new or temporal_only; surgical or non-surgical; before, new, known or expected
 */
public record FollowedEvent(String kind, String type, int day, String attribution) {}
