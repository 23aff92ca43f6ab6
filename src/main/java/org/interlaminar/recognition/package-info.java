/**
 * Is it lumbar stenosis, is it MILD: every record is tagged, not ours, or undecided, with evidence. Small named rules in one
 * list per question; every refusal is a sentence a clinician understands. The rules themselves cite the clinical value sets
 * of {@code fhir-profiles/} by name.
 */
package org.interlaminar.recognition;
