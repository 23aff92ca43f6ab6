package org.interlaminar.ledger;

/**
 * One file or page for the ledger.
 *
 * @param received versions counted where they were split off; must equal the tally's total
 * @param expected what the sender announced, or null
 * @param gap why something is missing, or null
 */
public record PartEntry(int part, String name, long bytes, long received, Long expected, String gap) {
    /** Name of the part that ends a whole pull of a type: what the source no longer showed. */
    public static String gone(String type) {
        return type + " gone";
    }
}
