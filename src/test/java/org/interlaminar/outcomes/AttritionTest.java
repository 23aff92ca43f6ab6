package org.interlaminar.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AttritionTest {
    private static final AttritionStep RECEIVED = new AttritionStep("people received", 10, 0, "");

    @Test
    void stepsThatAddUpAreHandedOn() {
        List<AttritionStep> steps = List.of(RECEIVED, new AttritionStep("with stenosis", 7, 3, "none tagged"));
        assertThat(Attrition.check(steps)).isSameAs(steps);
        assertThat(Attrition.check(List.of())).isEmpty();
    }

    @Test
    void aStepThatLosesSomebodyIsNamed() {
        assertThatThrownBy(() ->
                        Attrition.check(List.of(RECEIVED, new AttritionStep("with stenosis", 6, 3, "none tagged"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("'with stenosis' does not add up: 10 less 3 is not 6");
    }

    @Test
    void theFirstStepLeavesOutNobody() {
        assertThatThrownBy(() -> Attrition.check(List.of(new AttritionStep("people received", 10, 1, ""))))
                .hasMessageContaining("people received");
    }

    @Test
    void aStepAddsNobody() {
        assertThatThrownBy(() -> Attrition.check(List.of(RECEIVED, new AttritionStep("more", 11, -1, ""))))
                .hasMessageContaining("more");
    }

    @Test
    void aStepMayLeaveNobody() {
        assertThat(Attrition.check(List.of(RECEIVED, new AttritionStep("with stenosis", 0, 10, "none tagged"))))
                .hasSize(2);
    }
}
