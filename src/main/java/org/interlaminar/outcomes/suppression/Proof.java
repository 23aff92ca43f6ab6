package org.interlaminar.outcomes.suppression;

/**
 * A move that shows how far a secret may go in one direction.
 *
 * @param up whether it may be more, or less
 * @param lent the part of it that cells make which were hidden in an earlier publication
 * @param own the part that cells make which are hidden in this one
 */
record Proof(Secret secret, boolean up, long truth, Move lent, Move own) {
    Move move() {
        return lent.then(own);
    }

    /** What the secret is after the move. */
    long reached() {
        return truth + lent.of(secret.cell()) + own.of(secret.cell());
    }

    boolean isAt(long goal) {
        return up ? reached() >= goal : reached() <= goal;
    }

    /** This one, or these moves if they take the secret further. */
    Proof orFurther(Move otherLent, Move otherOwn) {
        Proof other = new Proof(secret, up, truth, otherLent, otherOwn);
        boolean further = up ? other.reached() > reached() : other.reached() < reached();
        return further ? other : this;
    }

    /** The same moves, asked what they do to another cell. */
    Proof about(Secret other, boolean otherUp, long otherTruth) {
        return new Proof(other, otherUp, otherTruth, lent, own);
    }
}
