package org.interlaminar.operations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.interlaminar.ehr.preflight.Check;
import org.interlaminar.ehr.preflight.Outcome;
import org.interlaminar.ehr.preflight.TypeReport;

/** The part of the pre-flight's report about single types; what holds for several of them is said once. */
final class DoctorTypes {
    private static final String WAY = "  %-6s ";
    private static final String CLAIMS = "claims";

    private final List<TypeReport> types;
    private final List<String> lines = new ArrayList<>();

    private DoctorTypes(List<TypeReport> types) {
        this.types = types;
    }

    static List<String> lines(List<TypeReport> types) {
        DoctorTypes told = new DoctorTypes(types);
        if (!types.isEmpty()) {
            told.grid();
            told.whatIsNotGood();
            told.claims();
            told.plans();
            told.blindSpots();
        }
        return told.lines;
    }

    private void grid() {
        Set<String> columns = new LinkedHashSet<>();
        types.forEach(type -> type.checks().forEach(check -> columns.add(check.name())));
        title(String.format(Locale.ROOT, "%-27s", "Types") + cells(columns, name -> name));
        for (TypeReport type : types) {
            Map<String, String> outcomes = type.checks().stream()
                    .collect(Collectors.toMap(Check::name, check -> DoctorReport.word(check.outcome())));
            lines.add((String.format(Locale.ROOT, "  %-24s ", type.type())
                            + cells(columns, name -> outcomes.getOrDefault(name, "-")))
                    .stripTrailing());
        }
    }

    private static String cells(Set<String> columns, Function<String, String> cell) {
        return columns.stream()
                .map(name ->
                        String.format(Locale.ROOT, "%-" + (Math.max(name.length(), 7) + 2) + "s", cell.apply(name)))
                .collect(Collectors.joining())
                .stripTrailing();
    }

    private void whatIsNotGood() {
        Map<Told, List<String>> groups = new LinkedHashMap<>();
        for (TypeReport type : types) {
            Map<Told, List<String>> ofType = new LinkedHashMap<>();
            type.checks().stream()
                    .filter(check -> check.outcome() != Outcome.GOOD)
                    .forEach(check -> add(ofType, Told.of("", check), check.name()));
            ofType.forEach((told, names) -> add(groups, told.of(String.join(", ", names)), type.type()));
        }
        groups.forEach((told, of) -> {
            line(
                    "  ",
                    told.what() + " of " + String.join(", ", of) + ": " + DoctorReport.word(told.outcome()) + ". "
                            + told.sentence());
            if (told.advice() != null) {
                line("    ", "-> " + told.advice());
            }
        });
    }

    /** What may be told of several checks and several types at once. */
    private record Told(String what, Outcome outcome, String sentence, String advice) {
        static Told of(String what, Check check) {
            return new Told(what, check.outcome(), check.sentence(), check.advice());
        }

        Told of(String other) {
            return new Told(other, outcome, sentence, advice);
        }
    }

    private static <K> void add(Map<K, List<String>> groups, K key, String member) {
        groups.computeIfAbsent(key, any -> new ArrayList<>()).add(member);
    }

    private void claims() {
        title("Claimed");
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (TypeReport type : types) {
            type.checks().stream()
                    .filter(check -> check.name().equals(CLAIMS) && check.outcome() == Outcome.GOOD)
                    .forEach(check -> add(groups, check.sentence(), type.type()));
        }
        groups.forEach((claims, of) -> line("  ", String.join(", ", of) + ": " + claims));
    }

    private void plans() {
        title("Plan (notifications are not possible yet)");
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (TypeReport type : types) {
            String way = type.plan().way().name().toLowerCase(Locale.ROOT);
            add(groups, String.format(Locale.ROOT, WAY, way) + type.plan().freshness() + ".", type.type());
        }
        int column = String.format(Locale.ROOT, WAY, "").length();
        groups.forEach(
                (plan, of) -> line(plan.substring(0, column), plan.substring(column) + " " + String.join(", ", of)));
    }

    private void blindSpots() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        types.forEach(type -> type.plan().blindSpots().forEach(spot -> add(groups, spot, type.type())));
        if (!groups.isEmpty()) {
            title("Blind spots");
            groups.forEach((spot, of) -> line("  ", String.join(", ", of) + ": " + spot));
        }
    }

    private void title(String title) {
        lines.add("");
        lines.add(title);
    }

    private void line(String beside, String text) {
        lines.addAll(Wrapped.lines(beside, text));
    }
}
