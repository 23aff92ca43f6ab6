/**
 * FHIR JSON to our words, and the screen that decides what lands. The only place that knows FHIR's JSON on the hot path.
 * No I/O, no HAPI, no Spring: bytes in, values out.
 */
package org.interlaminar.reading;
