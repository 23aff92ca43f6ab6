package org.interlaminar.publication.fhir;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.interlaminar.reporting.ResultKind.Column;
import org.interlaminar.reporting.ResultRow;

/** A score or an event of the mart as an Observation. */
final class Outcomes {
    static final String CATEGORY = "observation-category";
    static final String SCORE = "score";
    static final String SURVEY = "survey";
    static final String PROCEDURE = "procedure";
    private static final String UCUM = "http://unitsofmeasure.org";
    private static final Map<String, String> UNITS = Map.of("percent", "%", "m", "m", "s", "s", "t-score", "{Tscore}");

    private Outcomes() {}

    static Observation of(ResultRow row, Dates dates, InstrumentCodes codes) {
        Observation observation = SCORE.equals(row.text(Column.SORT)) ? score(row, codes) : event(row);
        index(observation, row);
        observation.setStatus(ObservationStatus.FINAL);
        observation.setSubject(Names.to("Patient", row.person()));
        observation.setEffective(dates.told(row.get(Column.DATE, LocalDate.class), "day"));
        return observation;
    }

    private static Observation score(ResultRow row, InstrumentCodes codes) {
        Observation score = Names.stamped(new Observation(), row, row.id(), "outcome-observation");
        Extension measure = score.addExtension().setUrl(Names.extension("outcome-measure"));
        measure.addExtension("instrument", new CodeType(row.text(Column.KIND)));
        measure.addExtension("component", new CodeType(row.text(Column.PART)));
        measure.addExtension("unit", new CodeType(row.text(Column.UNIT)));
        if (placed(row) || !row.is(Column.CHOSEN)) {
            Names.extend(score, "chosen-score", new BooleanType(row.is(Column.CHOSEN)));
        }
        score.addCategory(Names.hl7(CATEGORY, SURVEY));
        Coding coding = row.text(Column.CODE) == null
                ? codes.of(row.text(Column.KIND), row.text(Column.PART))
                : new Coding().setSystem(row.text(Column.SYSTEM)).setCode(row.text(Column.CODE));
        score.getCode().addCoding(coding).setText(row.text(Column.KIND) + " " + row.text(Column.PART));
        score.setValue(quantity(row));
        return score;
    }

    private static Quantity quantity(ResultRow row) {
        Quantity quantity =
                new Quantity().setValue(row.get(Column.VALUE, BigDecimal.class)).setUnit(row.text(Column.UNIT));
        String unit = UNITS.get(row.text(Column.UNIT));
        return unit == null ? quantity : quantity.setSystem(UCUM).setCode(unit).setUnit(unit);
    }

    private static Observation event(ResultRow row) {
        Observation event = Names.stamped(new Observation(), row, row.id(), "outcome-event");
        Names.extend(event, "event-attribution", new CodeType(row.text(Column.ATTRIBUTION)));
        event.addCategory(Names.hl7(CATEGORY, PROCEDURE));
        event.setCode(Names.concept(Names.ours("result-event-kind"), row.text(Column.KIND)));
        event.setValue(Names.concept(Names.ours("result-event-type"), row.text(Column.PART)));
        return event;
    }

    /** Window, number and procedure of the index come together or not at all. */
    private static void index(Observation observation, ResultRow row) {
        Integer day = row.number(Column.DAY);
        if (placed(row)) {
            Names.extend(observation, "index-number", new IntegerType(row.number(Column.INDEX_NO)));
            Names.extend(observation, "outcome-window", new CodeType(row.text(Column.WINDOW)));
            observation.addFocus(Names.to("Procedure", row.text(Column.FOCUS)));
        }
        Names.extend(observation, "day-from-index", day == null ? null : new IntegerType(day));
    }

    private static boolean placed(ResultRow row) {
        return row.number(Column.INDEX_NO) != null && row.text(Column.WINDOW) != null && row.text(Column.FOCUS) != null;
    }
}
