package org.interlaminar.publication.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.interlaminar.cases.FollowUpWindow;
import org.interlaminar.outcomes.Measure;
import org.interlaminar.publication.trials.Study.Funding;
import org.interlaminar.publication.trials.Study.Kind;
import org.interlaminar.publication.trials.Study.Standing;
import org.junit.jupiter.api.Test;

/** Every published figure says where it comes from and what it can stand beside. */
class TrialsTest {
    private final List<Study> studies = new Trials().studies();

    @Test
    void everyStudyIsCitedOrToBeConfirmed() {
        assertThat(studies).hasSizeGreaterThanOrEqualTo(6).allSatisfy(study -> {
            if (study.isComparable()) {
                assertThat(study.citation()).matches("(PMID [0-9]{8}|doi 10\\..+).*");
            }
        });
        assertThat(studies).extracting(Study::id).doesNotHaveDuplicates();
    }

    @Test
    void everyStudyFallsIntoAWindowOfOurs() {
        assertThat(studies)
                .extracting(Study::window)
                .isSubsetOf(FollowUpWindow.DEFAULTS.stream()
                        .map(FollowUpWindow::name)
                        .toList());
    }

    @Test
    void everyChangeIsOfAnInstrumentOfOurs() {
        assertThat(studies.stream()
                        .flatMap(study -> study.results().stream())
                        .filter(result -> result.kind() == Kind.CHANGE || result.kind() == Kind.RESPONDERS))
                .isNotEmpty()
                .allSatisfy(result -> assertThat(Measure.DEFAULTS)
                        .anyMatch(measure -> measure.instrument().equals(result.instrument())
                                && (result.component() == null
                                        || measure.component().equals(result.component()))));
    }

    @Test
    void whatIsFromMemoryIsComparedWithNothing() {
        assertThat(studies)
                .filteredOn(study -> study.standing() == Standing.TO_BE_CONFIRMED)
                .extracting(Study::id)
                .containsExactlyInAnyOrder("encore-1-year", "medicare-2-years");
    }

    @Test
    void aStudyWithoutItsCitationIsRefused() {
        assertThatThrownBy(() -> new Study(
                        "x",
                        "X",
                        null,
                        5,
                        "12-months",
                        "1 year",
                        "people",
                        Funding.UNKNOWN,
                        Standing.ABSTRACT_READ,
                        studies.get(0).results()))
                .hasMessageContaining("has no citation");
    }
}
