package org.interlaminar.reporting;

/**
 * How many people there are.
 *
 * @param people with a live Patient record
 * @param cases with a row in the reporting store
 * @param lss with lumbar stenosis tagged
 * @param mild with an index procedure (MILD yes, day precision)
 */
public record CohortCounts(long people, long cases, long lss, long mild) {}
