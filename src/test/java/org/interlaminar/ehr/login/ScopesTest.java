package org.interlaminar.ehr.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scopes of either version let us read (EHR A4). */
class ScopesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "system/Condition.read",
                "system/Condition.*",
                "system/*.read",
                "system/*.*",
                "system/Condition.rs",
                "system/Condition.cruds",
                "system/*.rs",
                "openid  system/Patient.read\nsystem/Condition.read"
            })
    void lackNothing(String granted) {
        assertThat(Scopes.lacking(List.of("Condition"), granted)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "openid",
                "user/Condition.read",
                "patient/*.rs",
                "system/Condition.write",
                "system/Condition.r",
                "system/Condition.s",
                "system/Condition.",
                "system/Condition",
                "system/Conditions.read",
                "system/condition.read",
                "system/Patient.read",
                "system/Condition.rs?category=problem-list-item",
                "xsystem/*.read",
                "system/*.reads"
            })
    void lackTheType(String granted) {
        assertThat(Scopes.lacking(List.of("Condition"), granted)).containsExactly("Condition");
    }

    @Test
    void areAskedForTypeByType() {
        assertThat(Scopes.reading(List.of("Patient", "Group"), false))
                .isEqualTo("system/Patient.read system/Group.read");
        assertThat(Scopes.reading(List.of("Patient", "Group"), true)).isEqualTo("system/Patient.rs system/Group.rs");
    }
}
