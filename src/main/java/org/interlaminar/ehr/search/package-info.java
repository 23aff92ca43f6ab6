/** Pulls by FHIR search: page by page, type by type, and compares by night. */
package org.interlaminar.ehr.search;
