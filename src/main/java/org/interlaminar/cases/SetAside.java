package org.interlaminar.cases;

import org.interlaminar.clinical.SourceRef;

/** A record of this person that could not be used; it goes to quarantine and marks the case incomplete. */
public record SetAside(SourceRef ref, String cause, String message) {}
