package org.interlaminar.derivation;

/** What becomes of records whose confidentiality labels hold them back. */
enum Restricted {
    /** The case is what it would be if they were not there. */
    HELD_BACK,
    /** The case is made with them: for operators who ask for it. */
    INCLUDED
}
