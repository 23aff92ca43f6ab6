package org.interlaminar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.interlaminar.clinical.Code;
import org.junit.jupiter.api.Test;

class UnmappedTallyTest {
    @Test
    void aPartThatBringsEverNewCodesIsCountedUpToItsBound() {
        UnmappedTally tally = new UnmappedTally();
        for (int i = 0; i < UnmappedTally.MOST + 10; i++) {
            tally.add(code(i), 1, Set.of("Condition"), i);
        }
        tally.add(code(0), 2, Set.of("Procedure"), 7);

        assertThat(tally.lines()).hasSize(UnmappedTally.MOST).doesNotContainKey(code(UnmappedTally.MOST));
        UnmappedTally.Line first = tally.lines().get(code(0));
        assertThat(first.seen).isEqualTo(3);
        assertThat(first.types).containsExactly("Condition", "Procedure");
        assertThat(first.people.people()).isEqualTo(2);
    }

    private static Code code(int number) {
        return new Code("urn:oid:1.2.840.114350.1", "c" + number);
    }
}
