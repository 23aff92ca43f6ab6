package org.interlaminar.outcomes.suppression;

/**
 * A cell whose value must stay open.
 *
 * @param cell its index
 * @param low what it must be able to be at the lower end
 * @param high what it must be able to be at the upper end
 */
record Secret(int cell, long low, long high) {
    /** Where the lower end cannot be reached, the upper end moves up: what stays open is as wide. */
    boolean staysOpenBetween(long least, long most) {
        return most >= highAbove(least);
    }

    long highAbove(long least) {
        return Math.max(high, least + (high - low));
    }
}
