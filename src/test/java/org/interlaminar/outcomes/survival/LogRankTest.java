package org.interlaminar.outcomes.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.interlaminar.fixture.Seeds;
import org.interlaminar.outcomes.SaidByR;
import org.interlaminar.outcomes.SaidByR.Row;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LogRankTest {
    @TestFactory
    List<DynamicTest> everyAnswerIsTheOneOfSurvdiff() {
        return SaidByR.bySet("log-rank").entrySet().stream()
                .map(set -> DynamicTest.dynamicTest(set.getKey(), () -> {
                    LogRank.Result result = LogRank.between(TimesSaidByR.groups(set.getKey()));
                    Row any = set.getValue().get(0);
                    any.agrees("chi_square", result.chiSquare());
                    any.agrees("p", result.p());
                    assertThat(result.degreesOfFreedom()).isEqualTo(any.whole("df"));
                    assertThat(result.groups()).hasSameSizeAs(set.getValue());
                    for (int i = 0; i < set.getValue().size(); i++) {
                        agrees(set.getValue().get(i), result.groups().get(i));
                    }
                }))
                .toList();
    }

    @Test
    void nothingDistinguishesGroupsInWhichEverybodyFailsAtOnce() {
        LogRank.Result result = LogRank.between(TimesSaidByR.groups("everybody-at-once"));
        assertThat(result.chiSquare()).isZero();
        assertThat(result.p()).isEqualTo(1);
    }

    @Test
    void oneGroupIsComparedWithNobody() {
        assertThat(LogRank.between(TimesSaidByR.groups("one-person-with-event")).p())
                .isNull();
    }

    @Test
    void withoutEventsThereIsNothingToCompare() {
        LogRank.Result result = LogRank.between(TimesSaidByR.groups("all-censored"));
        assertThat(result.p()).isNull();
        assertThat(result.degreesOfFreedom()).isZero();
    }

    @Test
    void aGroupOfNobodyChangesNothing() {
        Map<String, ExitTimes> groups = TimesSaidByR.groups("ties");
        LogRank.Result without = LogRank.between(groups);
        groups.put("empty", new ExitTimes());
        LogRank.Result with = LogRank.between(groups);
        assertThat(with.chiSquare()).isEqualTo(without.chiSquare());
        assertThat(with.p()).isEqualTo(without.p());
        assertThat(with.groups()).extracting(LogRank.Group::people).containsExactly(5L, 5L, 0L);
        assertThat(LogRank.between(Map.of()).p()).isNull();
    }

    @Test
    void whatIsExpectedAddsUpToWhatIsObserved() {
        for (long seed : Seeds.some()) {
            Random random = new Random(seed);
            Map<String, ExitTimes> groups =
                    Map.of("a", ManyTimes.drawn(random), "b", ManyTimes.drawn(random), "c", ManyTimes.drawn(random));
            List<LogRank.Group> told = LogRank.between(groups).groups();
            assertThat(told.stream().mapToDouble(LogRank.Group::expected).sum())
                    .as(Seeds.named(seed, told))
                    .isCloseTo(told.stream().mapToLong(LogRank.Group::observed).sum(), Offset.offset(1e-9));
        }
    }

    private static void agrees(Row row, LogRank.Group group) {
        assertThat(group.name()).isEqualTo(row.text("group"));
        assertThat(group.people()).isEqualTo(row.whole("people"));
        assertThat(group.observed()).isEqualTo(row.whole("observed"));
        row.agrees("expected", group.expected());
    }
}
