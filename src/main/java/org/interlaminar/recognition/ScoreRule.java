package org.interlaminar.recognition;

import org.interlaminar.clinical.OutcomeObservation;
import org.interlaminar.clinical.RecordedEncounter;
import org.interlaminar.recognition.ScoreRules.Answered;

/** Reads one instrument's score off an observation that carries the instrument's code, is final and names its day. */
interface ScoreRule {
    Answered score(OutcomeObservation observation, Evidence evidence, Surroundings around);

    /**
     * What lies outside the observation and decides about it.
     *
     * @param odiScale how the source writes an Oswestry score that does not say its scale
     * @param visit the encounter it was taken at, or null
     */
    record Surroundings(OdiScale odiScale, RecordedEncounter visit) {}
}
