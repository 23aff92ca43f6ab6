/**
 * What happened to people after the procedure: change and responders by measure and window, times to re-intervention,
 * complications, who the people were, and how many of them were seen. Pure: followed cases in, numbers out; clinical rules,
 * sections 5 to 7. {@link org.interlaminar.outcomes.CohortFigures} takes cases one by one and yields every figure.
 */
package org.interlaminar.outcomes;
