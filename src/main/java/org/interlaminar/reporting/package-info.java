/** Keeps cases, scores, events, tags and their lineage in PostgreSQL; {@code mart} is what analysts see of it. */
package org.interlaminar.reporting;
