package org.interlaminar.publication.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.interlaminar.outcomes.Endpoint;
import org.interlaminar.outcomes.FollowedCase;
import org.interlaminar.outcomes.suppression.Suppression;
import org.interlaminar.publication.figures.PublishedFigure.Row;
import org.junit.jupiter.api.Test;

/** What the finer figures say of many people, and that they keep quiet of few. */
class FinerFiguresTest {
    private static final Cohort MANY = many();
    private static final PublishedCohort PUBLISHED = Publishing.of(MANY, Suppression.of(11), List.of());

    @Test
    void everybodyWhoCanBeJudgedIsInOneBin() {
        List<Row> rows = rows(PUBLISHED, "distribution", 3, "12-months");
        assertThat(rows).extracting(row -> row.labels().get(4)).startsWith("failed", "below", "-20", "-10", "0", "10");
        assertThat(rows.stream()
                        .mapToInt(row -> number(row, "in_bin").intValue())
                        .sum())
                .isEqualTo(number(rows.get(0), "of").intValue());
    }

    @Test
    void whoRespondsAtAnEdgeIsInItsBinOrRespondsAtTheNext() {
        List<Row> rows = rows(PUBLISHED, "distribution", 3, "12-months");
        for (int i = 2; i + 1 < rows.size(); i++) {
            assertThat(number(rows.get(i), "responders").intValue())
                    .isEqualTo(number(rows.get(i), "in_bin").intValue()
                            + number(rows.get(i + 1), "responders").intValue());
        }
    }

    @Test
    void anEdgeThatIsAThresholdIsSensitiveToTheMissingAsTheRespondersAre() {
        Row edge = rows(PUBLISHED, "distribution", 4, "10").get(0);
        Row threshold = rows(PUBLISHED, "responders", 4, "10").get(0);
        assertThat(edge.labels().get(3)).isEqualTo(threshold.labels().get(3));
        assertThat(edge.get("responders")).isEqualTo(threshold.get("all_count"));
        assertThat(edge.get("best_share")).isEqualTo(threshold.get("best_share"));
        assertThat(edge.get("worst_share")).isEqualTo(threshold.get("worst_share"));
        assertThat(edge.get("low")).isEqualTo(threshold.get("evaluable_low"));
    }

    @Test
    void groupsAddUpToAll() {
        for (Row all : rows(PUBLISHED, "survival", 0, "re-intervention")) {
            int[] added = new int[2];
            for (Row row : rows(PUBLISHED, "survival-by-group", 1, "sex")) {
                if (row.labels().get(0).equals(all.labels().get(0))
                        && row.labels().get(3).equals(all.labels().get(1))) {
                    added[0] += number(row, "events").intValue();
                    added[1] += number(row, "observed").intValue();
                }
            }
            assertThat(added[0]).isEqualTo(number(all, "events").intValue()).isPositive();
            assertThat(added[1]).isEqualTo(number(all, "observed").intValue());
        }
    }

    @Test
    void theTestBetweenGroupsIsToldToThreeDigits() {
        Row test = rows(PUBLISHED, "survival-by-group", 2, "log-rank").get(0);
        double p = MANY.grouped()
                .get(0)
                .figures()
                .logRank(Endpoint.REINTERVENTIONS.get(0))
                .p();
        assertThat(number(test, "p_value")).isEqualTo(BigDecimal.valueOf(p).round(new MathContext(3)));
        assertThat(number(test, "df")).isEqualTo(1);
    }

    @Test
    void aTestBetweenGroupsOfWhichOneIsSmallIsNotTold() {
        List<FollowedCase> cases = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            cases.add(RandomCohort.any(new Random(i), Map.of("sex", i < 5 ? "male" : "female")));
        }
        PublishedCohort published = Publishing.of(RandomCohort.of(cases), Suppression.of(11), List.of());
        Row test = rows(published, "survival-by-group", 2, "log-rank").get(0);
        assertThat(test.get("p_value").isHidden()).isTrue();
        assertThat(test.get("chi_square").isHidden()).isTrue();
        assertThat(rows(published, "survival-by-group", 2, "male"))
                .allSatisfy(row -> assertThat(row.values().values()).allMatch(value -> value.isHidden()));
    }

    @Test
    void aCurveIsReadOnAgreedDaysAndFalls() {
        List<Row> curve = rows(PUBLISHED, "survival-curve", 0, "re-intervention");
        assertThat(curve).extracting(row -> row.labels().get(1)).startsWith("91", "182", "273", "365", "456", "547");
        double before = 1;
        for (Row row : curve) {
            if (!row.get("survival").isHidden()) {
                assertThat(number(row, "survival").doubleValue()).isLessThanOrEqualTo(before);
                before = number(row, "survival").doubleValue();
            }
        }
        assertThat(before).isLessThan(1);
    }

    @Test
    void whoWasSeenStandsBesideWhoWasDueAndNotSeen() {
        List<Row> rows = PUBLISHED.figure("table-1").orElseThrow().rows();
        Row seen = row(rows, "Sex", "female", SeenCharacteristicFigure.SEEN);
        Row missed = row(rows, "Sex", "female", SeenCharacteristicFigure.NOT_SEEN);
        Row all = row(rows, "Sex", "female", Cohort.ALL);
        assertThat(number(seen, "n").intValue() + number(missed, "n").intValue())
                .isBetween(1000, number(all, "n").intValue());
        double apart = number(row(rows, "Sex", "", "seen against not seen at 12 months"), "standardised_difference")
                .doubleValue();
        assertThat(apart).isBetween(0.0, 0.2);
        Row expected = rows(PUBLISHED, "follow-up", 2, "12-months").get(0);
        int known = rows.stream()
                .filter(one ->
                        one.labels().get(0).equals("Sex") && one.labels().get(2).equals(SeenCharacteristicFigure.SEEN))
                .mapToInt(one -> number(one, "n").intValue())
                .sum();
        assertThat(known).isEqualTo(number(expected, "seen").intValue());
    }

    private static Cohort many() {
        Random random = new Random(11);
        List<FollowedCase> cases = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            cases.add(RandomCohort.any(random, Map.of("sex", i % 3 == 0 ? "male" : "female", "treated_levels", "1")));
        }
        return RandomCohort.of(cases);
    }

    private static Row row(List<Row> rows, String... labels) {
        return rows.stream()
                .filter(row -> row.labels().equals(List.of(labels)))
                .findFirst()
                .orElseThrow();
    }

    private static List<Row> rows(PublishedCohort published, String figure, int heading, String word) {
        return published.figure(figure).orElseThrow().rows().stream()
                .filter(row -> row.labels().get(heading).equals(word))
                .toList();
    }

    private static Number number(Row row, String statistic) {
        return row.get(statistic).value().orElseThrow(() -> new AssertionError(statistic + " of " + row));
    }
}
