/**
 * The one step from landed versions to a case: one person, whole, in one transaction. A late observation, a correction, a
 * changed value set, a replay and a restart are the same event here: this person is dirty.
 */
package org.interlaminar.derivation;
