package org.interlaminar.reading;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import org.interlaminar.clinical.MedicationUse;
import org.interlaminar.reading.Elements.Quantity;

/**
 * Reads the first <a href="https://hl7.org/fhir/R4/dosage.html">Dosage</a> of a drug, or what a MedicationAdministration says in its
 * place: the most that was to be taken.
 */
final class DosageReader {
    private static final Map<String, BigDecimal> HOURS =
            Map.of("h", BigDecimal.ONE, "d", BigDecimal.valueOf(24), "wk", BigDecimal.valueOf(168));

    private static final BigDecimal DAY = BigDecimal.valueOf(24);

    private final Elements in;
    private boolean isRead;
    private Quantity dose = Quantity.NONE;
    private BigDecimal frequency;
    private BigDecimal frequencyMax;
    private BigDecimal period;
    private String periodUnit;

    DosageReader(Elements in) {
        this.in = in;
    }

    void read(String element) throws IOException, Unreadable {
        in.eachElement(() -> {
            if (isRead) {
                in.skip();
                return;
            }
            isRead = true;
            in.eachField(name -> {
                switch (name) {
                    case "doseAndRate" -> in.eachFieldOfEach(part -> dose(element + "." + name, part));
                    case "timing" -> in.eachField(part -> timing(element + "." + name, part));
                    default -> dose(element, name);
                }
            });
        });
    }

    private void dose(String element, String name) throws IOException, Unreadable {
        String path = element + "." + name;
        switch (name) {
            case "doseQuantity", "dose" -> first(in.quantity(path));
            case "doseRange" -> in.eachField(bound -> {
                if (bound.equals("high")) {
                    first(in.quantity(path + "." + bound));
                } else {
                    in.skip();
                }
            });
            default -> in.skip();
        }
    }

    private void first(Quantity told) {
        if (dose.value() == null) {
            dose = told;
        }
    }

    private void timing(String element, String name) throws IOException, Unreadable {
        if (!name.equals("repeat")) {
            in.skip();
            return;
        }
        String path = element + "." + name + ".";
        in.eachField(part -> {
            switch (part) {
                case "frequency" -> frequency = in.number(path + part);
                case "frequencyMax" -> frequencyMax = in.number(path + part);
                case "period" -> period = in.number(path + part);
                case "periodUnit" -> periodUnit = in.string();
                default -> in.skip();
            }
        });
    }

    MedicationUse.Dosage dosage() {
        return new MedicationUse.Dosage(dose.value(), dose.unit(), perDay());
    }

    /** Null when not told in hours, days or weeks. FHIR's frequency is 1 when only the period is told. */
    private BigDecimal perDay() {
        BigDecimal unit = periodUnit == null ? null : HOURS.get(periodUnit);
        if (unit == null || period == null || period.signum() <= 0) {
            return null;
        }
        BigDecimal told = frequency == null ? BigDecimal.ONE : frequency;
        BigDecimal most = frequencyMax == null ? told : frequencyMax;
        BigDecimal perDay = most.multiply(DAY)
                .divide(period.multiply(unit), MathContext.DECIMAL32)
                .stripTrailingZeros();
        return perDay.scale() < 0 ? perDay.setScale(0) : perDay;
    }
}
