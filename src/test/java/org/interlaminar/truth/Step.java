package org.interlaminar.truth;

/**
 * One step of a history: an {@link Hospital.Event} or an {@link Errand}, and the number that decides its details. Steps mean
 * something whatever stands before them, so that a history can be shortened.
 */
record Step(Enum<?> what, long salt) {}
