package org.interlaminar.ledger;

import org.interlaminar.ledger.TerminologyInForce.Terms;

/** This node's value sets are not those the store is kept by; nothing was landed or derived. */
public final class TerminologyDiffers extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TerminologyDiffers(Terms ours, Terms inForce) {
        super("The store is kept by value sets " + inForce + " and this node has " + ours
                + ": nothing was landed or derived. Either run this node with the value sets in force, or see what would"
                + " change with 'retag --dry-run' and then take these with 'retag'.");
    }
}
