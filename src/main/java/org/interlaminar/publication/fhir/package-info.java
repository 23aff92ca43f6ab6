/** Hands out what the store keeps as FHIR R4, read-only, at {@code /fhir}: the only room of ours that speaks HAPI. */
package org.interlaminar.publication.fhir;
