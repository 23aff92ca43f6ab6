package org.interlaminar.publication.figures;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.interlaminar.outcomes.AnalysisPlan;
import org.interlaminar.outcomes.Attrition;
import org.interlaminar.outcomes.AttritionStep;
import org.interlaminar.outcomes.Characteristic;
import org.interlaminar.outcomes.ChosenScore;
import org.interlaminar.outcomes.CohortFigures;
import org.interlaminar.outcomes.FollowedCase;
import org.interlaminar.outcomes.FollowedEvent;
import org.interlaminar.outcomes.GroupedFigures;
import org.interlaminar.outcomes.Table1;
import org.interlaminar.publication.figures.SurvivalByGroupFigure.Grouped;
import org.interlaminar.reporting.AsOf;
import org.interlaminar.reporting.CaseChoices;
import org.interlaminar.reporting.IndexCases;
import org.interlaminar.reporting.IndexCases.IndexCase;
import org.interlaminar.reporting.Mart;
import org.interlaminar.reporting.Mart.Column;
import org.interlaminar.reporting.Mart.Rows;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads a cohort in one moment of the store, so that its numbers agree with each other; 100,000 cases take seconds. */
@Component
class CohortReading {
    static final List<Characteristic> CHARACTERISTICS = List.of(
            Characteristic.number("age_at_index", "Age at index, years"),
            Characteristic.category("sex", "Sex", "female", "male", "other", "unknown"),
            Characteristic.category("nc", "Neurogenic claudication", "yes", "not-documented", "unknown"),
            Characteristic.category("treated_levels", "Treated levels", "1", "2", "3 or more"),
            Characteristic.category("certainty", "MILD recognised", "definite", "probable"),
            Characteristic.category("index_year", "Year of the index"));

    private static final Set<String> GROUPING = Set.of("sex", "treated_levels", "certainty");

    /** Of groups only times are asked. */
    private static final AnalysisPlan TIMES = new AnalysisPlan(
            List.of(),
            List.of(),
            AnalysisPlan.DEFAULT.timeToEvent(),
            AnalysisPlan.DEFAULT.landmarks(),
            List.of(),
            List.of(),
            List.of());

    private final Mart mart;
    private final IndexCases cases;
    private final CaseChoices choices;

    CohortReading(Mart mart, IndexCases cases, CaseChoices choices) {
        this.mart = mart;
        this.cases = cases;
        this.choices = choices;
    }

    /** @throws org.interlaminar.reporting.UnknownSnapshot when there is none of that number */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Cohort read(AsOf when) {
        Instant cutOff = mart.cutOff(when).orElse(null);
        AnalysisPlan plan = plan();
        CohortFigures figures = new CohortFigures(plan);
        Table1 characteristics = new Table1(CHARACTERISTICS);
        Table1 seen = new Table1(CHARACTERISTICS);
        List<Grouped> grouped = groups();
        cases.each(when, day(cutOff), one -> {
            FollowedCase followed = followed(one);
            figures.add(followed);
            characteristics.add(Cohort.ALL, followed.traits());
            SeenCharacteristicFigure.group(plan, followed).ifPresent(group -> seen.add(group, followed.traits()));
            grouped.forEach(by -> by.figures().add(followed));
        });
        List<AttritionStep> steps = mart.read("attrition", when, false, CohortReading::steps);
        return new Cohort(when, cutOff, Attrition.check(steps), figures, characteristics, seen, grouped);
    }

    /** The groups whose times are compared, nobody in them yet. */
    static List<Grouped> groups() {
        return CHARACTERISTICS.stream()
                .filter(one -> GROUPING.contains(one.name()))
                .map(one -> new Grouped(one, new GroupedFigures(TIMES, one.name())))
                .toList();
    }

    private AnalysisPlan plan() {
        AnalysisPlan usual = AnalysisPlan.DEFAULT;
        return new AnalysisPlan(
                usual.measures(),
                choices.windows(),
                usual.timeToEvent(),
                usual.landmarks(),
                usual.harms(),
                usual.harmDays(),
                CHARACTERISTICS);
    }

    private static LocalDate day(Instant cutOff) {
        return cutOff == null ? null : LocalDate.ofInstant(cutOff, ZoneOffset.UTC);
    }

    private static FollowedCase followed(IndexCase one) {
        return new FollowedCase(
                one.failedOnDay(),
                one.scores().stream()
                        .map(score -> new ChosenScore(
                                score.instrument(),
                                score.component(),
                                score.window(),
                                score.day(),
                                score.value(),
                                score.unit()))
                        .toList(),
                one.traits(),
                one.deathDay(),
                one.lastContactDay(),
                one.cutOffDay(),
                one.events().stream()
                        .map(event -> new FollowedEvent(event.kind(), event.type(), event.day(), event.attribution()))
                        .toList());
    }

    private static List<AttritionStep> steps(Rows rows) {
        List<String> names = rows.columns().stream().map(Column::name).toList();
        List<AttritionStep> steps = new ArrayList<>();
        for (List<Object> row = rows.next(); row != null; row = rows.next()) {
            steps.add(new AttritionStep(
                    (String) row.get(names.indexOf("name")),
                    (Long) row.get(names.indexOf("people")),
                    (Long) row.get(names.indexOf("left_out")),
                    (String) row.get(names.indexOf("why"))));
        }
        return steps;
    }
}
