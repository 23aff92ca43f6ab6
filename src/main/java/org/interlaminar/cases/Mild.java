package org.interlaminar.cases;

import org.interlaminar.clinical.PartialDate;
import org.interlaminar.recognition.Certainty;

/**
 * What a person's records say about the MILD procedure. Clinical rules, section 3.
 *
 * @param on date of the event behind the status, or null
 * @param certainty of that event, or null
 * @param brand whether words or a device name the product and not only the technique
 */
public record Mild(MildStatus status, PartialDate on, Certainty certainty, boolean brand) {}
