/**
 * Lands raw resource versions as received: split, screened, deduplicated, counted, and committed before anything is
 * acknowledged. Sets aside what cannot be read.
 */
package org.interlaminar.intake;
