package org.interlaminar.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.interlaminar.fixture.PatientStory.RXNORM;
import static org.interlaminar.reading.Read.coded;
import static org.interlaminar.reading.Read.concept;
import static org.interlaminar.reading.Read.day;
import static org.interlaminar.reading.Read.said;

import java.math.BigDecimal;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.MedicationUse;
import org.interlaminar.clinical.MedicationUse.Dosage;
import org.interlaminar.clinical.MedicationUse.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MedicationReaderTest {
    @ParameterizedTest
    @CsvSource({
        "MedicationRequest,authoredOn,ORDERED",
        "MedicationStatement,effectiveDateTime,TOLD",
        "MedicationDispense,whenHandedOver,DISPENSED",
        "MedicationDispense,whenPrepared,DISPENSED",
        "MedicationAdministration,effectiveDateTime,GIVEN",
        "MedicationAdministration,occurenceDateTime,GIVEN"
    })
    void readsWhatEachTypeProvesAndWhenItBegan(String type, String element, Way way) throws Unreadable {
        MedicationUse use = use(
                type,
                "\"status\":\"completed\",\"%s\":\"2025-01-02\",\"medicationCodeableConcept\":%s"
                        .formatted(element, concept(RXNORM, "5640")));
        assertThat(use.way()).isEqualTo(way);
        assertThat(use.status()).isEqualTo("completed");
        assertThat(use.start()).isEqualTo(day("2025-01-02"));
        assertThat(use.medication()).isEqualTo(coded(RXNORM, "5640"));
        assertThat(use.dosage()).isEqualTo(Dosage.NOT_TOLD);
    }

    @Test
    void handedOverOutranksPreparedWhicheverComesFirst() throws Unreadable {
        String handedOver = "\"whenHandedOver\":\"2025-01-03\"";
        String prepared = "\"whenPrepared\":\"2025-01-02\"";
        assertThat(use("MedicationDispense", handedOver + "," + prepared).start())
                .isEqualTo(day("2025-01-03"));
        assertThat(use("MedicationDispense", prepared + "," + handedOver).start())
                .isEqualTo(day("2025-01-03"));
    }

    @Test
    void readsAPeriodOfUse() throws Unreadable {
        MedicationUse use =
                use("MedicationStatement", "\"effectivePeriod\":{\"start\":\"2025-01-02\",\"end\":\"2025-03-04\"}");
        assertThat(use.start()).isEqualTo(day("2025-01-02"));
        assertThat(use.end()).isEqualTo(day("2025-03-04"));
    }

    @Test
    void aReferenceLeadsToAMedicationOfItsOwnAndItsNameIsKept() throws Unreadable {
        for (String element : new String[] {
            "\"medicationReference\":{\"reference\":\"Medication/m1\",\"display\":\"Ibuprofen 400 mg\"}",
            "\"medication\":{\"reference\":{\"reference\":\"Medication/m1\",\"display\":\"Ibuprofen 400 mg\"}}"
        }) {
            MedicationUse use = use("MedicationRequest", element);
            assertThat(use.medicationId()).isEqualTo("m1");
            assertThat(use.medication()).isEqualTo(said("Ibuprofen 400 mg"));
        }
    }

    @Test
    void aContainedMedicationIsReadWhereverItStands() throws Unreadable {
        String contained =
                """
                "contained":[{"resourceType":"Organization","id":"m"},{"id":"m","ingredient":[{"itemCodeableConcept":%2$s}],
                "code":%1$s,"resourceType":"Medication"},{"resourceType":"Medication","id":"other","code":%2$s}]"""
                        .formatted(concept(RXNORM, "857005"), concept(RXNORM, "5489"));
        String reference = "\"medicationReference\":{\"reference\":\"#m\"}";
        for (String elements : new String[] {contained + "," + reference, reference + "," + contained}) {
            MedicationUse use = use("MedicationRequest", elements);
            assertThat(use.medication().codes())
                    .extracting(code -> code.value())
                    .containsExactly("857005", "5489");
            assertThat(use.medicationId()).isNull();
        }
        assertThat(use("MedicationRequest", contained).medication()).isEqualTo(CodedText.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "1,,1,d,1",
        "2,3,1,d,3",
        "1,,6,h,4",
        "1,,4.0,h,6",
        "3,,1,wk,0.4285714",
        ",,8,h,3",
        "1,,7,d,0.1428571",
        "10,,1,d,10",
        "1,,1,mo,",
        "1,,0,d,",
        "1,,,d,",
        "1,,1,,"
    })
    void countsDosesADay(String frequency, String frequencyMax, String period, String unit, BigDecimal perDay)
            throws Unreadable {
        StringBuilder repeat = new StringBuilder("\"count\":1");
        add(repeat, "frequency", frequency);
        add(repeat, "frequencyMax", frequencyMax);
        add(repeat, "period", period);
        add(repeat, "periodUnit", unit == null ? null : "\"" + unit + "\"");
        assertThat(use("MedicationRequest", "\"dosageInstruction\":[{\"timing\":{\"repeat\":{" + repeat + "}}}]")
                        .dosage()
                        .perDay())
                .isEqualTo(perDay);
    }

    @Test
    void readsTheFirstDosage() throws Unreadable {
        Dosage dosage = use(
                        "MedicationRequest",
                        """
                "dosageInstruction":[{"doseAndRate":[{"doseQuantity":{"value":5,"unit":"milligram","code":"mg"}}],
                "timing":{"repeat":{"frequency":2,"period":1,"periodUnit":"d"}}},
                {"doseAndRate":[{"doseQuantity":{"value":9}}],"timing":{"repeat":{"frequency":9}}}]""")
                .dosage();
        assertThat(dosage).isEqualTo(new Dosage(new BigDecimal("5"), "mg", new BigDecimal("2")));
    }

    @Test
    void readsTheUpperEndOfARangeAndTheDoseOfAnAdministration() throws Unreadable {
        assertThat(use(
                                "MedicationStatement",
                                """
                "dosage":[{"doseAndRate":[{"doseRange":{"low":{"value":1},"high":{"value":2,"unit":"tablet"}}}]}]""")
                        .dosage())
                .isEqualTo(new Dosage(new BigDecimal("2"), "tablet", null));
        assertThat(use(
                                "MedicationAdministration",
                                "\"dosage\":{\"text\":\"iv\",\"dose\":{\"value\":50,\"code\":\"ug\"}}")
                        .dosage())
                .isEqualTo(new Dosage(new BigDecimal("50"), "ug", null));
    }

    @Test
    void aDoseThatIsNoNumberNamesItsElement() {
        assertThatThrownBy(() -> use(
                        "MedicationRequest",
                        "\"dosageInstruction\":[{\"doseAndRate\":[{\"doseQuantity\":{\"value\":\"two\"}}]}]"))
                .hasMessage("MedicationRequest.dosageInstruction.doseAndRate.doseQuantity.value"
                        + " is no number a score can have");
    }

    private static void add(StringBuilder repeat, String name, String value) {
        if (value != null) {
            repeat.append(",\"").append(name).append("\":").append(value);
        }
    }

    private static MedicationUse use(String type, String elements) throws Unreadable {
        return Read.as(MedicationUse.class, type, elements);
    }
}
