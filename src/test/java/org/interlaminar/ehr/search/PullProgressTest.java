package org.interlaminar.ehr.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.interlaminar.intake.Progress;
import org.interlaminar.intake.Progress.Measure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What whoever watches a pull is told of how far it is. */
class PullProgressTest {
    private final LandingStore store = LandingStore.shared();
    private final SmallEhr ehr = new SmallEhr();
    private final Pulling pulling = new Pulling(store.service(), store.newSource(), ehr.base());
    private final List<Progress> told = new ArrayList<>();

    @AfterEach
    void stopEhr() {
        ehr.close();
    }

    @Test
    void eachSearchIsMeasuredByWhatItsFirstPageAnnounced() throws Exception {
        ehr.patients("a", "b", "c");
        ehr.stenosis("lss", "a");
        ehr.rewrite(json -> json.contains("Patient\",\"id")
                ? json.replace("\"type\":\"searchset\",", "\"type\":\"searchset\",\"total\":3,")
                : json);

        pulling.types("Patient", "Condition").pageSize(2).node().pull(pulling.source, told::add);

        assertThat(told)
                .extracting(Progress::part, Progress::resources, Progress::done, Progress::expected)
                .containsExactly(
                        tuple("Patient page 1", 2L, 2L, 3L),
                        tuple("Patient page 2", 3L, 3L, 3L),
                        tuple("Condition page 1", 4L, 1L, 0L));
        assertThat(told).extracting(Progress::bytes).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void peopleWhoAreFollowedAreCounted() throws Exception {
        ehr.patients("a", "b");
        ehr.stenosis("lss-a", "a");
        ehr.stenosis("lss-b", "b");

        pulling.types("Patient", "Condition").set("cohort.by", "code").node().pull(pulling.source, told::add);

        assertThat(told)
                .filteredOn(progress -> progress.measure() == Measure.PEOPLE)
                .allSatisfy(progress -> assertThat(progress.expected()).isEqualTo(2))
                .last()
                .extracting(Progress::done)
                .isEqualTo(2L);
    }
}
