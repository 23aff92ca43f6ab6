package org.interlaminar.cases;

import java.math.BigDecimal;
import java.util.List;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.recognition.Evidence;
import org.interlaminar.recognition.Instrument;

/**
 * One score and its place around an index.
 *
 * @param value on the instrument's scale
 * @param unit the instrument's unit, or {@code scale_unknown}
 * @param indexNo null when the person has no index procedure; then day and window are null too
 * @param day days from the index
 * @param window window's name, or unscheduled
 * @param chosen whether it is the one its window is judged by
 * @param afterReintervention dated on or after a re-intervention that counts as treatment failure
 * @param lostResponse back within the threshold of baseline after a response
 * @param warnings what a reviewer should know
 */
public record OutcomeScore(
        Instrument instrument,
        BigDecimal value,
        String unit,
        PartialDate on,
        Integer indexNo,
        Long day,
        String window,
        boolean chosen,
        boolean afterReintervention,
        boolean lostResponse,
        List<String> warnings,
        Evidence evidence) {

    /** A score on an unknown scale is kept and shown, and never decides a response. */
    public boolean isOnKnownScale() {
        return unit.equals(instrument.unit());
    }

    OutcomeScore asChosen(boolean lost) {
        return new OutcomeScore(
                instrument, value, unit, on, indexNo, day, window, true, afterReintervention, lost, warnings, evidence);
    }
}
