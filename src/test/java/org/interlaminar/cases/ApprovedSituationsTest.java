package org.interlaminar.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.interlaminar.fixture.Approved;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One synthetic person for each situation of the clinical rules, and the whole case they turn into. A reviewer reads
 * {@code src/test/resources/approved/situations}; after a change that is meant, run with -Dapprove=true and review the diff.
 */
class ApprovedSituationsTest {
    private static final String FOLDER = "situations";

    static List<Situation> situations() {
        return Stream.of(
                        StenosisSituations.all(),
                        ProcedureSituations.all(),
                        BillSituations.all(),
                        ContextSituations.all(),
                        RepeatSituations.all(),
                        ScoreSituations.all(),
                        SafetySituations.all(),
                        CareSituations.all(),
                        BadInputSituations.all())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void isJudgedAsApproved(Situation situation) throws IOException {
        List<String> lines = new ArrayList<>(List.of(situation.words(), ""));
        lines.addAll(CaseInWords.of(situation.assembled()));
        Approved.check(FOLDER + "/" + situation.name() + ".txt", lines);
    }

    @Test
    void everyApprovedFileHasItsStory() throws IOException {
        assertThat(Approved.namesIn(FOLDER))
                .containsExactlyElementsOf(situations().stream()
                        .map(situation -> situation.name() + ".txt")
                        .sorted()
                        .toList());
    }
}
