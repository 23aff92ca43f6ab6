package org.interlaminar.ehr;

import java.time.Instant;

/**
 * What a pull asks of a type.
 *
 * @param watermark up to where the type has been pulled, or null for never
 * @param due whether anything is asked now
 * @param whole everything is asked for, and what does not come is gone
 * @param screenGeneration screen it lands under
 */
public record TypePlan(String type, Instant watermark, boolean due, boolean whole, String screenGeneration) {}
