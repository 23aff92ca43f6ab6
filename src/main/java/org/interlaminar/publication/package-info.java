/** Hands out: pages, exports, later FHIR and pushes to other stores. */
package org.interlaminar.publication;
