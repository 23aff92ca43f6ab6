package org.interlaminar.cases;

import static org.interlaminar.cases.ProcedureContext.NO;
import static org.interlaminar.cases.ProcedureContext.NOT_DOCUMENTED;
import static org.interlaminar.cases.ProcedureContext.YES;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.interlaminar.clinical.BilledServices;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.MedicationUse;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.PerformedProcedure;
import org.interlaminar.clinical.RecordedCondition;
import org.interlaminar.clinical.RecordedEncounter;
import org.interlaminar.recognition.OperativeText;
import org.interlaminar.recognition.Tag;
import org.interlaminar.recognition.TherapyRules;

/** Reads what stands around an event: its visit, its words, the drugs and the bills of its day. Clinical rules, section 3. */
final class ContextOf {
    private static final long SHORTEST_MINUTES = 30;
    private static final long LONGEST_MINUTES = 60;
    private static final int WEEK = 7;
    private static final int MONTH = 30;
    private static final BigDecimal MINUTES_OF_HOUR = BigDecimal.valueOf(60);
    private static final Set<String> NEVER_GIVEN =
            Set.of("cancelled", "entered-in-error", "draft", "not-taken", "not-done", "declined");

    private final CaseRules rules;
    private final Chart chart;

    ContextOf(CaseRules rules, Chart chart) {
        this.rules = rules;
        this.chart = chart;
    }

    ProcedureContext of(ProcedureEvent event, List<Told> told) {
        return new Around(event, told).context();
    }

    private final class Around {
        private final ProcedureEvent event;
        private final List<Told> told;
        private final LocalDate day;
        private final Optional<RecordedEncounter> visit;
        private final OperativeText words;
        private final List<CodedText> ofTheDay;

        Around(ProcedureEvent event, List<Told> told) {
            this.event = event;
            this.told = told;
            this.day = event.hasDay() ? event.start().first() : null;
            this.visit = day == null ? Optional.empty() : visit();
            this.words = OperativeText.read(
                    told.stream().flatMap(one -> one.texts().stream()).toList());
            this.ofTheDay = day == null ? List.of() : servicesOfTheDay();
        }

        ProcedureContext context() {
            String setting = setting();
            String implant = implant();
            return new ProcedureContext(
                    laterality(),
                    setting,
                    anaesthesia(),
                    sedation(),
                    guidance(),
                    words.incisions() == null
                            ? NOT_DOCUMENTED
                            : words.incisions().toString(),
                    implant,
                    observationHours(),
                    sameDayDischarge(),
                    unplannedReturn(WEEK),
                    unplannedReturn(MONTH),
                    ced(),
                    warnings(setting, implant));
        }

        private Optional<RecordedEncounter> visit() {
            return told.stream()
                    .map(Told::encounter)
                    .map(chart::encounter)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .or(() -> chart.encounterOf(null, event.start()));
        }

        /** What else was done or billed on the day. */
        private List<CodedText> servicesOfTheDay() {
            List<CodedText> services = new ArrayList<>();
            chart.all(PerformedProcedure.class)
                    .filter(one -> one.isCompleted() && isToday(one.start()))
                    .forEach(one -> {
                        services.add(one.code());
                        services.add(one.circumstances().used());
                    });
            linesOfTheDay().forEach(line -> services.add(line.service()));
            return services;
        }

        private Stream<BilledServices.Line> linesOfTheDay() {
            return chart.all(BilledServices.class)
                    .flatMap(BilledServices::provenLines)
                    .filter(line -> isToday(line.start()));
        }

        private boolean isToday(PartialDate on) {
            return day != null && PartialDate.isDay(on) && on.first().equals(day);
        }

        private String laterality() {
            if (words.laterality() != null) {
                return words.laterality();
            }
            Set<String> modifiers = new TreeSet<>();
            told.forEach(one -> modifiers.addAll(one.modifiers()));
            if (modifiers.contains("50") || modifiers.contains("LT") && modifiers.contains("RT")) {
                return "bilateral";
            }
            return modifiers.contains("LT") ? "left" : modifiers.contains("RT") ? "right" : NOT_DOCUMENTED;
        }

        private String setting() {
            return visit.map(rules::setting).or(this::placeOfService).orElse(NOT_DOCUMENTED);
        }

        private Optional<String> placeOfService() {
            return told.stream()
                    .map(Told::place)
                    .flatMap(place -> Stream.of("office", "inpatient", "outpatient")
                            .filter(kind -> rules.is("place-of-service-" + kind, place)))
                    .findFirst();
        }

        private String anaesthesia() {
            Set<String> ways = new TreeSet<>(words.anaesthesia());
            if (drugOfTheDay("local-anaesthetic")) {
                ways.add("local");
            }
            return joined(ways);
        }

        private String sedation() {
            if (words.sedation() != null && !words.sedation().equals("unspecified")) {
                return words.sedation();
            }
            return words.sedation() != null || drugOfTheDay("sedation") || drugOfTheDay(TherapyRules.SEDATION_OR_OPIOID)
                    ? "given"
                    : NOT_DOCUMENTED;
        }

        private boolean drugOfTheDay(String kind) {
            return chart.all(MedicationUse.class)
                    .filter(use -> isToday(use.start()) && !NEVER_GIVEN.contains(String.valueOf(use.status())))
                    .flatMap(use -> rules.drugs().recognise(use, use.medication()).stream())
                    .anyMatch(ingredient -> ingredient.kind().equals(kind));
        }

        private String guidance() {
            Set<String> guidance = new TreeSet<>(words.guidance());
            if (ofTheDay.stream().anyMatch(service -> rules.is("guidance-fluoroscopy", service))) {
                guidance.add("fluoroscopy");
            }
            return joined(guidance);
        }

        private String implant() {
            boolean billedOrUsed = ofTheDay.stream().anyMatch(service -> rules.is("implant-device", service));
            boolean device = day != null
                    && chart.all(PerformedProcedure.class)
                            .filter(one -> one.isCompleted() && isToday(one.start()))
                            .flatMap(one -> chart.devices(one).stream())
                            .anyMatch(one -> rules.is("implant-device", one.name()));
            boolean spacer = ofTheDay.stream().anyMatch(service -> rules.is("reintervention-spacer", service));
            return billedOrUsed || device || spacer ? YES : NOT_DOCUMENTED;
        }

        private BigDecimal observationHours() {
            PartialDate from = event.end() != null ? event.end() : event.start();
            PartialDate to = visit.map(RecordedEncounter::end).orElse(null);
            if (from == null || from.instant() == null || to == null || to.instant() == null) {
                return null;
            }
            Duration stayed = Duration.between(from.instant(), to.instant());
            return stayed.isNegative()
                    ? null
                    : BigDecimal.valueOf(stayed.toMinutes()).divide(MINUTES_OF_HOUR, 1, RoundingMode.HALF_UP);
        }

        private String sameDayDischarge() {
            return visit.map(RecordedEncounter::end)
                    .filter(PartialDate::hasDay)
                    .filter(end -> !end.first().isBefore(day))
                    .map(end -> end.first().equals(day) ? YES : NO)
                    .orElse(NOT_DOCUMENTED);
        }

        private String unplannedReturn(int days) {
            boolean returned = day != null
                    && ProcedureTimeline.isSurgery(event.kind())
                    && chart.visits()
                            .filter(one -> PartialDate.isDay(one.start()) && rules.isUnplanned(one))
                            .mapToLong(one -> Days.between(day, one.start()))
                            .anyMatch(after -> after >= 1 && after <= days);
            return returned ? YES : NOT_DOCUMENTED;
        }

        private String ced() {
            Set<String> flags = new TreeSet<>();
            told.forEach(one -> one.modifiers().stream()
                    .filter(modifier -> isTrialCode(modifier))
                    .forEach(flags::add));
            if (day != null) {
                chart.all(BilledServices.class)
                        .filter(bill -> bill.provenLines().anyMatch(line -> isToday(line.start())))
                        .forEach(bill -> {
                            addTrialCodes(flags, bill.diagnoses());
                            addTrialCodes(flags, bill.information());
                        });
                conditionsOfTheDay().forEach(condition -> addTrialCodes(flags, condition.code()));
                chart.all(PerformedProcedure.class)
                        .filter(one -> isToday(one.start()))
                        .forEach(one -> addTrialCodes(flags, one.circumstances().reason()));
            }
            return joined(flags);
        }

        private boolean isTrialCode(String modifier) {
            return rules.terminology().valueSet("ced-trial").codes().stream()
                    .map(Code::value)
                    .anyMatch(modifier::equals);
        }

        /** A trial's number stands as a code or as plain text. */
        private void addTrialCodes(Set<String> flags, CodedText said) {
            rules.matches("ced-trial", said)
                    .forEach(match -> flags.add(match.member().value()));
            rules.terminology().valueSet("ced-trial").codes().stream()
                    .map(Code::value)
                    .filter(said.texts()::contains)
                    .forEach(flags::add);
        }

        private Stream<RecordedCondition> conditionsOfTheDay() {
            return Stream.concat(
                            chart.all(RecordedCondition.class).filter(one -> isToday(one.onset())),
                            visit.stream().flatMap(one -> chart.conditionsAt(one).stream()))
                    .filter(one -> !one.isWithdrawn());
        }

        private List<String> warnings(String setting, String implant) {
            List<String> warnings = new ArrayList<>();
            if (isCodeOutOfItsYears()) {
                warnings.add("code-date");
            }
            if (told.stream()
                            .filter(Told::hasDay)
                            .map(one -> one.start().first())
                            .distinct()
                            .count()
                    > 1) {
                warnings.add("dates-differ-between-records");
            }
            if (day != null
                    && conditionsOfTheDay().anyMatch(one -> rules.is("proc-not-done-or-converted", one.code()))) {
                warnings.add("coded-as-not-done-or-converted");
            }
            if (event.kind() == Tag.MILD) {
                warnOfUnexpected(warnings, setting, implant);
            }
            return List.copyOf(warnings);
        }

        private void warnOfUnexpected(List<String> warnings, String setting, String implant) {
            if (setting.equals("inpatient") || setting.equals("office")) {
                warnings.add("unexpected-setting");
            }
            Long minutes = event.minutes();
            if (minutes != null && (minutes < SHORTEST_MINUTES || minutes > LONGEST_MINUTES)) {
                warnings.add("unexpected-duration");
            }
            if (implant.equals(YES)) {
                warnings.add("implant-on-the-day");
            }
        }

        private boolean isCodeOutOfItsYears() {
            return day != null
                    && event.evidence().stream()
                            .map(one -> one.match().member())
                            .anyMatch(code -> {
                                Optional<LocalDate> from = rules.terminology()
                                        .property(code, "valid-from")
                                        .map(LocalDate::parse);
                                Optional<LocalDate> until = rules.terminology()
                                        .property(code, "valid-until")
                                        .map(LocalDate::parse);
                                return from.filter(day::isBefore).isPresent()
                                        || until.filter(day::isAfter).isPresent();
                            });
        }

        private String joined(Collection<String> words) {
            return words.isEmpty() ? NOT_DOCUMENTED : String.join("; ", words);
        }
    }
}
