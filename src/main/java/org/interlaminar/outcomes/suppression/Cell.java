package org.interlaminar.outcomes.suppression;

/**
 * A count of distinct people.
 *
 * @param key names the cell in the whole publication
 * @param published whether it is to be shown; one that is not has to be protected all the same, for a reader may subtract
 */
record Cell(String key, int people, Worth worth, boolean published) {}
