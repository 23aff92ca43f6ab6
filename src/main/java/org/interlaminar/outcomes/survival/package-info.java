/**
 * Time to an event, in whole days from the index: Kaplan-Meier, log-rank, cumulative incidence beside a competing risk. Own,
 * because no library of a permissive licence has them for the JVM; compared with R's package survival to nine digits
 * (src/test/resources/r).
 */
package org.interlaminar.outcomes.survival;
