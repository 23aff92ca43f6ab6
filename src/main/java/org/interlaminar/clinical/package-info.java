/**
 * The words of the journey: pure values that at least three rooms say. Nothing here does I/O, knows JSON or knows the
 * time of day.
 */
package org.interlaminar.clinical;
