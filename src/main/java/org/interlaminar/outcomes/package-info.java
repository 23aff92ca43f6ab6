/**
 * What happened to people after the procedure: scores by window, change from baseline, responders with their three
 * denominators. Pure: chosen scores in, numbers out; clinical rules, section 5.
 */
package org.interlaminar.outcomes;
