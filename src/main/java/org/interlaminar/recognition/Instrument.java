package org.interlaminar.recognition;

import java.math.BigDecimal;

/**
 * An outcome instrument, or one domain of it, with the numbers it may have.
 *
 * @param name as analysts search for it: ODI (Oswestry Disability Index), NRS (pain), ZCQ (Zurich Claudication
 *     Questionnaire)
 * @param component the part that is scored by itself
 * @param valueSet the value set of its score's codes
 * @param lowest smallest possible value
 * @param highest largest possible value; high is worse for all of these
 * @param unit of the value as kept
 * @param meaningfulChange the improvement that makes a responder
 */
public record Instrument(
        String name,
        String component,
        String valueSet,
        BigDecimal lowest,
        BigDecimal highest,
        String unit,
        BigDecimal meaningfulChange) {

    public boolean allows(BigDecimal value) {
        return value.compareTo(lowest) >= 0 && value.compareTo(highest) <= 0;
    }

    static Instrument of(
            String name, String component, String valueSet, int lowest, int highest, String unit, String change) {
        return new Instrument(
                name,
                component,
                valueSet,
                BigDecimal.valueOf(lowest),
                BigDecimal.valueOf(highest),
                unit,
                new BigDecimal(change));
    }
}
