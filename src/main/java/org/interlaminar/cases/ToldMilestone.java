package org.interlaminar.cases;

import org.interlaminar.clinical.PartialDate;
import org.interlaminar.recognition.Evidence;

/** A level of activity that was reached again, and when. */
record ToldMilestone(String type, PartialDate on, Evidence evidence) {}
