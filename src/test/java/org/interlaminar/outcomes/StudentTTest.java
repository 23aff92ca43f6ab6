package org.interlaminar.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {
    @ParameterizedTest
    @CsvSource({"1,12.7062", "4,2.7764", "5,2.5706", "6,2.4469", "10,2.2281", "30,2.0423", "100,1.9840", "100000,1.9600"
    })
    void agreesWithThePrintedTable(long degreesOfFreedom, double expected) {
        assertThat(StudentT.twoSided95(degreesOfFreedom).doubleValue()).isCloseTo(expected, Offset.offset(0.0004));
    }
}
