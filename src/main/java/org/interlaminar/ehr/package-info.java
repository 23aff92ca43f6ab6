/** Fetches from EHRs over FHIR, courteously, and knows up to where each source has been pulled. */
package org.interlaminar.ehr;
