/**
 * Takes FHIR that EHRs push at {@code /inbox/fhir}: reads, sorts and answers it, and has {@code intake} land it before it is
 * acknowledged. It keeps nothing and shows nothing: reading is at {@code /fhir}.
 */
package org.interlaminar.inbox;
