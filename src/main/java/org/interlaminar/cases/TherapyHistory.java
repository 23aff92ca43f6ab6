package org.interlaminar.cases;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.interlaminar.clinical.BilledServices;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.MedicationUse;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.PerformedProcedure;
import org.interlaminar.clinical.RecordedCondition;
import org.interlaminar.clinical.RecordedEncounter;
import org.interlaminar.recognition.Certainty;
import org.interlaminar.recognition.Evidence;
import org.interlaminar.recognition.Tag;
import org.interlaminar.recognition.TherapyRules;
import org.interlaminar.recognition.TherapyRules.Ingredient;

/**
 * Conservative care before and after each index. The day of the procedure is neither: what is given then is sedation.
 * Clinical rules, section 4.
 */
final class TherapyHistory {
    private static final int LOOK_BACK_DAYS = 365;
    private static final String BEFORE = "before";
    private static final String AFTER = "after";
    private static final Set<String> NOT_CARE = Set.of("sedation", "local-anaesthetic");
    private static final Set<String> NEVER_TAKEN =
            Set.of("cancelled", "entered-in-error", "draft", "not-taken", "not-done", "declined", "preparation");

    /** One documented use. */
    private record Use(
            String kind,
            String ingredient,
            PartialDate from,
            PartialDate to,
            Certainty certainty,
            BigDecimal morphineEquivalent,
            Evidence evidence) {
        String name() {
            return kind + "/" + ingredient;
        }
    }

    private final CaseRules rules;
    private final Chart chart;
    private final ProcedureTimeline procedures;

    TherapyHistory(CaseRules rules, Chart chart, ProcedureTimeline procedures) {
        this.rules = rules;
        this.chart = chart;
        this.procedures = procedures;
    }

    List<Therapy> therapies() {
        if (procedures.indexes().isEmpty()) {
            return List.of();
        }
        Map<String, List<Use>> byName = new TreeMap<>();
        uses().forEach(use ->
                byName.computeIfAbsent(use.name(), any -> new ArrayList<>()).add(use));
        List<Therapy> therapies = new ArrayList<>();
        for (ProcedureEvent index : procedures.indexes()) {
            LocalDate day = index.start().first();
            byName.values().forEach(uses -> {
                add(therapies, index, BEFORE, day.minusDays(LOOK_BACK_DAYS), day.minusDays(1), uses);
                add(therapies, index, AFTER, day.plusDays(1), lastDay(index), uses);
            });
        }
        return List.copyOf(therapies);
    }

    private LocalDate lastDay(ProcedureEvent index) {
        return index.indexNo() < procedures.indexes().size()
                ? procedures.indexes().get(index.indexNo()).start().first().minusDays(1)
                : LocalDate.of(9999, 12, 31);
    }

    private static void add(
            List<Therapy> therapies,
            ProcedureEvent index,
            String phase,
            LocalDate first,
            LocalDate last,
            Collection<Use> uses) {
        List<Use> inside = uses.stream()
                .filter(use ->
                        !use.from().first().isAfter(last) && !use.to().first().isBefore(first))
                .sorted(Comparator.comparing(Use::from).thenComparing(Use::evidence))
                .toList();
        if (inside.isEmpty()) {
            return;
        }
        Set<LocalDate> days = new TreeSet<>();
        inside.forEach(use -> days.add(use.from().first()));
        Use any = inside.get(0);
        therapies.add(new Therapy(
                index.indexNo(),
                any.kind(),
                any.ingredient(),
                phase,
                notBefore(any.from(), first),
                inside.stream()
                        .map(use -> notAfter(use.to(), last))
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                days.size(),
                inside.stream()
                        .map(Use::certainty)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                inside.stream()
                        .map(Use::morphineEquivalent)
                        .filter(java.util.Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                inside.stream().map(Use::evidence).sorted().toList()));
    }

    private static PartialDate notBefore(PartialDate on, LocalDate day) {
        return on.first().isBefore(day) ? PartialDate.ofDay(day) : on;
    }

    private static PartialDate notAfter(PartialDate on, LocalDate day) {
        return on.first().isAfter(day) ? PartialDate.ofDay(day) : on;
    }

    private List<Use> uses() {
        List<Use> uses = new ArrayList<>();
        physicalTherapy(uses);
        procedures.events().stream()
                .filter(event -> event.kind() == Tag.EPIDURAL_INJECTION && event.hasDay())
                .forEach(event -> uses.add(new Use(
                        Tag.EPIDURAL_INJECTION.word(),
                        "",
                        event.start(),
                        event.start(),
                        event.certainty(),
                        null,
                        event.evidence().get(0))));
        chart.all(MedicationUse.class).forEach(use -> drug(use, uses));
        return uses;
    }

    private void drug(MedicationUse use, List<Use> uses) {
        if (use.start() == null || !use.start().hasDay() || NEVER_TAKEN.contains(String.valueOf(use.status()))) {
            return;
        }
        boolean isPeriod = use.end() != null
                && use.end().hasDay()
                && !use.end().first().isBefore(use.start().first());
        for (Ingredient ingredient : rules.drugs().recognise(use, use.medication())) {
            String kind = kind(use, ingredient);
            if (!NOT_CARE.contains(kind)) {
                uses.add(new Use(
                        kind,
                        ingredient.ingredient(),
                        use.start(),
                        isPeriod ? use.end() : use.start(),
                        ingredient.certainty(),
                        ingredient.morphineEquivalent(),
                        ingredient.evidence()));
            }
        }
    }

    private static String kind(MedicationUse use, Ingredient ingredient) {
        if (!ingredient.kind().equals(TherapyRules.SEDATION_OR_OPIOID)) {
            return ingredient.kind();
        }
        return use.ref().type().equals("MedicationAdministration") ? "sedation" : "opioid";
    }

    /** Exercise is for any part of the body: it counts with a diagnosis of the spine on the session. */
    private void physicalTherapy(List<Use> uses) {
        chart.all(PerformedProcedure.class)
                .filter(one -> one.isCompleted() && PartialDate.isDay(one.start()))
                .forEach(one -> rules.matches("cons-pt", one.code()).stream()
                        .findFirst()
                        .filter(match -> isForTheSpine(one))
                        .ifPresent(match -> uses.add(
                                session(one.start(), new Evidence(one.ref(), "physical-therapy-session", match)))));
        chart.all(BilledServices.class)
                .filter(bill -> rules.is("spine-diagnosis", bill.diagnoses()))
                .forEach(bill -> bill.provenLines()
                        .filter(line -> PartialDate.isDay(line.start()))
                        .forEach(line -> rules.matches("cons-pt", line.service()).stream()
                                .findFirst()
                                .ifPresent(match -> uses.add(session(
                                        line.start(), new Evidence(bill.ref(), "physical-therapy-session", match))))));
    }

    private static Use session(PartialDate on, Evidence evidence) {
        return new Use("physical-therapy", "", on, on, Certainty.DEFINITE, null, evidence);
    }

    private boolean isForTheSpine(PerformedProcedure session) {
        if (rules.is("spine-diagnosis", session.circumstances().reason())
                || isAnyOfTheSpine(chart.conditions(session.circumstances().reasonConditions()))) {
            return true;
        }
        RecordedEncounter visit = chart.encounter(session.encounter());
        return visit != null
                && (rules.is("spine-diagnosis", visit.reason()) || isAnyOfTheSpine(chart.conditionsAt(visit)));
    }

    private boolean isAnyOfTheSpine(List<RecordedCondition> conditions) {
        return conditions.stream()
                .filter(one -> !one.isWithdrawn())
                .map(RecordedCondition::code)
                .anyMatch(this::isOfTheSpine);
    }

    private boolean isOfTheSpine(CodedText code) {
        return rules.is("spine-diagnosis", code);
    }
}
