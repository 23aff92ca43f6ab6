package org.interlaminar.publication.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.interlaminar.outcomes.suppression.Earlier;
import org.interlaminar.outcomes.suppression.Suppression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a series of snapshots of one registry shows: the figures of decision 0020. */
class SeriesOfSnapshotsTest {
    private static final int TWO_YEARS = 730;

    private final List<Earlier> earlier = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        // people a year, days between, at least so many percent of the numbers, at least so many of table-1
        "60, 365, 15, 60",
        "150, 365, 30, 85",
    })
    void laterSnapshotsShowEnoughToBeRead(int aYear, int every, int ofAll, int ofTable1) {
        GrowingRegistry registry = new GrowingRegistry(7, aYear);
        for (int n = 0; n < 3; n++) {
            PublishedCohort told = next(registry.on(TWO_YEARS + n * every));
            assertThat(percentShown(told.figures())).as("snapshot %d", n + 1).isGreaterThanOrEqualTo(ofAll);
            assertThat(percentShown(List.of(told.figure("table-1").orElseThrow())))
                    .as("table-1 of snapshot %d", n + 1)
                    .isGreaterThanOrEqualTo(ofTable1);
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

        assertThat(percentShown(next(registry.on(TWO_YEARS + 30)).figures())).isZero();
    }

    @Test
    void casesTakenBackByAnotherRuleAreProtectedLikeNewOnes() {
        GrowingRegistry registry = new GrowingRegistry(7, 400);
        next(registry.on(TWO_YEARS));

        PublishedCohort fiveFewer = next(registry.on(TWO_YEARS, person -> person % 160 != 0));
        PublishedCohort manyFewer = next(registry.on(TWO_YEARS, person -> person % 4 != 0));

        assertThat(percentShown(fiveFewer.figures())).isZero();
        assertThat(percentShown(manyFewer.figures())).isGreaterThan(40);
    }

    private PublishedCohort next(Cohort cohort) {
        Publishing.Settled settled = Publishing.of(cohort, Suppression.of(11), earlier, List.of());
        earlier.add(settled.kept());
        return settled.cohort();
    }

    private static long percentShown(List<PublishedFigure> figures) {
        long all = 0;
        long shown = 0;
        for (PublishedFigure figure : figures) {
            for (PublishedFigure.Row row : figure.rows()) {
                all += row.values().size();
                shown += row.values().values().stream()
                        .filter(value -> !value.isHidden())
                        .count();
            }
        }
        return 100 * shown / all;
    }
}
