package org.interlaminar.operations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.interlaminar.reporting.ReviewList;
import org.interlaminar.reporting.ReviewList.Decided;
import org.interlaminar.reporting.ReviewList.Open;
import org.interlaminar.reporting.ReviewList.Question;

/** The review list as a terminal and as JSON show it; without the notes. */
final class ReviewLines {
    private ReviewLines() {}

    static List<String> lines(Open one) {
        List<String> lines = new ArrayList<>();
        lines.add((one.date() == null ? "undated" : one.date()) + "  " + one.person() + "  "
                + one.question().record() + "  " + one.question().tag() + "? ["
                + one.question().fingerprint() + "]" + (one.waiting() ? "  (being derived again)" : ""));
        lines.add("    " + one.reason());
        lines.add("    settled by: " + one.settledBy());
        one.evidence().forEach(evidence -> lines.add("    evidence: " + evidence));
        return lines;
    }

    static String line(Decided one) {
        return StatusReport.minute(one.at()) + "  " + one.patient() + "  "
                + one.question().record() + "  " + one.question().tag() + ": " + one.answer() + " ["
                + one.question().fingerprint() + "]  by " + one.by() + ", " + word(one);
    }

    private static String word(Decided one) {
        return switch (one.standing()) {
            case WAITING -> "being derived again";
            case APPLIES -> "applies";
            case NO_CASE, NO_LONGER -> "applies no longer: the record says something else or is gone";
        };
    }

    static Map<String, Object> asMap(Open one) {
        Map<String, Object> map = asMap(one.question());
        map.put("patient", one.person().patient());
        map.put("date", one.date());
        map.put("reason", one.reason());
        map.put("settled_by", one.settledBy());
        map.put("evidence", one.evidence());
        map.put("being_derived", one.waiting());
        return map;
    }

    static Map<String, Object> asMap(Decided one) {
        Map<String, Object> map = asMap(one.question());
        map.put("patient", one.patient().patient());
        map.put("answer", one.answer());
        map.put("by", one.by());
        map.put("at", one.at().toString());
        map.put("being_derived", one.standing() == ReviewList.Standing.WAITING);
        map.put("applies", one.standing() == ReviewList.Standing.APPLIES);
        return map;
    }

    private static Map<String, Object> asMap(Question question) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("source", question.source());
        map.put("type", question.type());
        map.put("id", question.id());
        map.put("tag", question.tag());
        map.put("question", question.fingerprint());
        return map;
    }
}
