package org.interlaminar.outcomes.suppression;

/**
 * A move that shows how far a secret may go in one direction.
 *
 * @param up whether it may be more, or less
 * @param reached what the secret is after the move
 */
record Proof(Secret secret, boolean up, long reached, Move move) {
    boolean isAt(long goal) {
        return up ? reached >= goal : reached <= goal;
    }

    /** This one, or the other move if that takes the secret further. */
    Proof orFurther(Move other, long truth) {
        long there = truth + other.of(secret.cell());
        boolean further = up ? there > reached : there < reached;
        return further ? new Proof(secret, up, there, other) : this;
    }
}
