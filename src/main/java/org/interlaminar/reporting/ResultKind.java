package org.interlaminar.reporting;

import java.util.Arrays;
import java.util.List;

/** A sort of row that is handed out, and where it is read from. */
public enum ResultKind {
    PERSON("cases.result_person"),
    CONDITION("cases.result_condition"),
    PROCEDURE("cases.result_procedure"),
    OBSERVATION("cases.result_observation");

    private final String view;

    ResultKind(String view) {
        this.view = view;
    }

    String view() {
        return view;
    }

    /** What a row can be asked for by, and what it says. */
    public enum Column {
        PERSON,
        ID,
        AT,
        LSS,
        NC,
        MILD,
        AGE_AT_INDEX,
        SEX,
        DEATH_DATE,
        TERMINOLOGY,
        FORAMINAL,
        INDEXED,
        KIND,
        PART,
        SORT,
        TAG,
        DATE,
        PRECISION,
        INDEX_NO,
        DAY,
        WINDOW,
        VALUE,
        UNIT,
        CHOSEN,
        ATTRIBUTION,
        SYSTEM,
        CODE,
        FOCUS;

        String quoted() {
            return '"' + name().toLowerCase(java.util.Locale.ROOT) + '"';
        }
    }

    /** How a column is compared with a value. */
    public enum Comparison {
        EQUAL("="),
        NOT_BEFORE(">="),
        AFTER(">"),
        NOT_AFTER("<="),
        BEFORE("<");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }
    }

    /**
     * One comparison.
     *
     * @param value bound, never written into the statement: String, LocalDate, Boolean, Integer or Instant; null asks for no value
     */
    public record Term(Column column, Comparison comparison, Object value) {
        /** The column has this value. */
        public static Term is(Column column, Object value) {
            return new Term(column, Comparison.EQUAL, value);
        }

        String sql() {
            return "r." + column.quoted() + (value == null ? " is null" : " " + comparison.sign + " ?");
        }
    }

    /** Holds when one of the alternatives does; an alternative does when all of its terms do. None of none holds. */
    public record Condition(List<List<Term>> alternatives) {
        /** All of these terms. */
        public static Condition all(Term... terms) {
            return new Condition(List.of(Arrays.asList(terms)));
        }
    }
}
