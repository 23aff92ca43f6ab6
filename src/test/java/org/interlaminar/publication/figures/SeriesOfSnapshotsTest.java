package org.interlaminar.publication.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.interlaminar.outcomes.suppression.Earlier;
import org.interlaminar.outcomes.suppression.Shown;
import org.interlaminar.outcomes.suppression.Suppression;
import org.interlaminar.publication.figures.PublishedFigure.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a series of snapshots of one registry shows: the figures of decision 0020. */
class SeriesOfSnapshotsTest {
    private static final int TWO_YEARS = 730;

    private final List<Earlier> earlier = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        // people a year, days between, at least so many percent of the numbers, of Table 1 of all, of the changes
        "60, 365, 15, 60, 55",
        "150, 365, 25, 85, 65",
        "400, 365, 25, 85, 55",
    })
    void laterSnapshotsShowEnoughToBeRead(int aYear, int every, int ofAll, int ofTable1, int ofChange) {
        GrowingRegistry registry = new GrowingRegistry(7, aYear);
        for (int n = 0; n < 3; n++) {
            PublishedCohort told = next(registry.on(TWO_YEARS + n * every));
            assertThat(percentShown(told)).as("snapshot %d", n + 1).isGreaterThanOrEqualTo(ofAll);
            assertThat(percentShown(rowsOfAll(told.figure("table-1").orElseThrow())))
                    .as("table-1 of snapshot %d", n + 1)
                    .isGreaterThanOrEqualTo(ofTable1);
            assertThat(percentShown(told.figure("change").orElseThrow().rows()))
                    .as("changes in snapshot %d", n + 1)
                    .isGreaterThanOrEqualTo(ofChange);
        }
    }

    @Test
    void theSameDataAreToldAlikeHoweverOften() {
        Cohort cohort = new GrowingRegistry(7, 150).on(TWO_YEARS);
        PublishedCohort first = next(cohort);

        assertThat(next(cohort)).isEqualTo(first);
        assertThat(next(cohort)).isEqualTo(first);
    }

    @Test
    void fewerThanElevenNewCasesTellNothing() {
        GrowingRegistry registry = new GrowingRegistry(7, 60);
        next(registry.on(TWO_YEARS));

        assertThat(percentShown(next(registry.on(TWO_YEARS + 30)))).isZero();
    }

    @Test
    void casesTakenBackByAnotherRuleAreProtectedLikeNewOnes() {
        GrowingRegistry registry = new GrowingRegistry(7, 400);
        next(registry.on(TWO_YEARS));

        PublishedCohort fiveFewer = next(registry.on(TWO_YEARS, person -> person % 160 != 0));
        PublishedCohort manyFewer = next(registry.on(TWO_YEARS, person -> person % 4 != 0));

        assertThat(percentShown(fiveFewer)).isZero();
        assertThat(percentShown(manyFewer)).isGreaterThan(30);
    }

    private PublishedCohort next(Cohort cohort) {
        Publishing.Settled settled = Publishing.of(cohort, Suppression.of(11), earlier, List.of());
        earlier.add(settled.kept());
        return settled.cohort();
    }

    private static List<Row> rowsOfAll(PublishedFigure figure) {
        return figure.rows().stream()
                .filter(row -> row.labels().contains(Cohort.ALL))
                .toList();
    }

    private static long percentShown(PublishedCohort told) {
        return percentShown(told.figures().stream()
                .flatMap(figure -> figure.rows().stream())
                .toList());
    }

    private static long percentShown(List<Row> rows) {
        List<Shown<Number>> values =
                rows.stream().flatMap(row -> row.values().values().stream()).toList();
        return 100 * values.stream().filter(value -> !value.isHidden()).count() / values.size();
    }
}
