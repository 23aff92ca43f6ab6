package org.interlaminar.derivation;

import org.interlaminar.clinical.PersonKey;

/** A person of whom something has landed and whose case cannot be made; the message names the cause of the quarantine. */
public class CannotBeDerived extends RuntimeException {
    CannotBeDerived(PersonKey person, String cause) {
        super("patient " + person + " cannot be derived: " + cause);
    }
}
