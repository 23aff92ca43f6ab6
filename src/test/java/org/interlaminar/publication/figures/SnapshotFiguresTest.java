package org.interlaminar.publication.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.fixture.Service;
import org.interlaminar.outcomes.suppression.Shown;
import org.interlaminar.reporting.AsOf;
import org.interlaminar.reporting.Snapshots;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Figures of snapshots of both samples together, from the first reader to people who have to be forgotten. */
class SnapshotFiguresTest {
    private static Service service;

    private final Snapshots snapshots = service.bean(Snapshots.class);
    private final PublishedFigures figures = service.bean(PublishedFigures.class);
    private final SnapshotFigures published = service.bean(SnapshotFigures.class);

    @BeforeAll
    static void load() throws Exception {
        service = Service.started();
        service.load("enriched", Path.of("src/main/resources/demo/enriched"));
        service.load("mixed", Path.of("src/main/resources/demo/mixed"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void noSnapshots() {
        service.sql()
                .sql("truncate ledger.snapshot, frozen.\"case\", frozen.procedure, frozen.score, frozen.event,"
                        + " frozen.therapy, frozen.assessment, frozen.code_hit, frozen.attrition cascade")
                .update();
        service.sql()
                .sql("update cases.person_case set lss = 'yes' where digest is null")
                .update();
    }

    @Test
    void aSnapshotSaysTheSameWhereverItIsReadAndUnderWhateverSettings() throws Exception {
        snapshots.take("");
        PublishedCohort first = figures.of(new AsOf(1));

        assertThat(first.figures()).hasSizeGreaterThan(6);
        assertThat(stored(1)).isEqualTo(told(first)).hasSizeGreaterThan(300);
        assertThat(figures.of(new AsOf(1))).isEqualTo(first);
        try (Service stricter = service.beside("interlaminar.publication.threshold=25")) {
            assertThat(stricter.bean(PublishedFigures.class).of(new AsOf(1))).isEqualTo(first);
            assertThat(stricter.bean(PublishedFigures.class).of(AsOf.NOW).threshold())
                    .isEqualTo(25);
        }
    }

    @Test
    void figuresThatWerePublishedAreTheFiguresOfTheMartThen() throws Exception {
        snapshots.take("");

        List<String> now = told(figures.of(AsOf.NOW));
        assertThat(told(figures.of(new AsOf(1)))).isEqualTo(now);
    }

    @Test
    void snapshotsArePublishedInTheirOrder() throws Exception {
        snapshots.take("");
        snapshots.take("");
        snapshots.take("");

        published.publish(3);
        published.publish(1);

        assertThat(publications()).containsExactly(1, 2, 3);
        assertThat(told(figures.of(new AsOf(3)))).isEqualTo(told(figures.of(new AsOf(1))));
    }

    @Test
    void fiveCasesFewerTellNothingAndReadersAreGivenTheSnapshotBefore() throws Exception {
        snapshots.take("");
        assertThat(figures.newest()).contains(new AsOf(1));
        service.sql()
                .sql(
                        "update cases.person_case set lss = 'no', digest = null where (source, patient) in (select source, patient"
                                + " from cases.person_case where lss = 'yes' and mild = 'yes' and index_date_precision = 'day'"
                                + " order by 1, 2 limit 5)")
                .update();
        snapshots.take("");

        assertThat(figures.newest()).contains(new AsOf(1));
        assertThat(told(figures.of(new AsOf(2)))).isNotEmpty().allMatch(one -> one.endsWith(" hidden"));
    }

    /** One person fewer in every number would be that person. */
    @Test
    void whatWasPublishedStandsWhenAPersonIsForgotten() throws Exception {
        snapshots.take("");
        List<String> before = told(figures.of(new AsOf(1)));

        assertThat(snapshots.forget(indexCases().subList(0, 1))).isEqualTo(1);

        assertThat(told(figures.of(new AsOf(1)))).isEqualTo(before);
        assertThat(stored(1)).isEqualTo(before);
        assertThat(publications()).containsExactly(1);
        snapshots.forget(indexCases().subList(1, 2));
        assertThat(published.settle()).isEqualTo(1);
        assertThat(published.settle()).isZero();
    }

    @Test
    void figuresArePublishedAgainWhenManyAreForgotten() throws Exception {
        snapshots.take("");
        figures.of(new AsOf(1));
        List<String> people = indexCases();

        for (String person : people.subList(0, 12)) {
            snapshots.forget(List.of(person));
            published.settle();
        }

        assertThat(publications()).containsExactly(1, 1);
        assertThat(stored(1)).isEqualTo(told(figures.of(new AsOf(1))));
        assertThat(service.sql()
                        .sql("select people from ledger.published_count where key = 'index' order by publication")
                        .query(Integer.class)
                        .list())
                .containsExactly(people.size(), people.size() - 11);
    }

    @Test
    void whatAnEarlierVersionPublishedStandsAndCounts() throws Exception {
        snapshots.take("");
        snapshots.take("");
        published.publish(2);
        List<String> before = stored(2);
        service.sql().sql("truncate ledger.publication cascade").update();

        assertThat(told(figures.of(new AsOf(2)))).isEqualTo(before);
        assertThat(publications()).containsExactly(1, 2);
    }

    private static List<String> indexCases() {
        return service.sql()
                .sql("select person from mart.snapshot_case where snapshot = 1 and lss = 'yes' and mild = 'yes'"
                        + " and index_date_precision = 'day' order by person")
                .query(String.class)
                .list();
    }

    private static List<Integer> publications() {
        return service.sql()
                .sql("select snapshot from ledger.publication order by publication")
                .query(Integer.class)
                .list();
    }

    private static List<String> told(PublishedCohort cohort) {
        List<String> told = new ArrayList<>();
        for (PublishedFigure figure : cohort.figures()) {
            for (PublishedFigure.Row row : figure.rows()) {
                row.values()
                        .forEach((statistic, value) ->
                                told.add(figure.name() + " " + row.labels() + " " + statistic + " " + words(value)));
            }
        }
        return told.stream().sorted().toList();
    }

    private static String words(Shown<Number> value) {
        return value.text(
                number -> new BigDecimal(number.toString()).stripTrailingZeros().toPlainString());
    }

    private static List<String> stored(int snapshot) {
        return service
                .sql()
                .sql("select figure, labels, statistic, value, shown from aggregate.published where snapshot = ?")
                .param(snapshot)
                .query((row, i) -> row.getString(1) + " "
                        + List.of((String[]) row.getArray(2).getArray()) + " " + row.getString(3) + " "
                        + (row.getBoolean(5)
                                ? row.getBigDecimal(4).stripTrailingZeros().toPlainString()
                                : Shown.WORD))
                .stream()
                .sorted()
                .toList();
    }
}
