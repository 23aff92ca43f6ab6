package org.interlaminar.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.interlaminar.fixture.PatientStory.CPT;
import static org.interlaminar.fixture.PatientStory.ICD10CM;
import static org.interlaminar.fixture.PatientStory.SNOMED;
import static org.interlaminar.reading.Read.coded;
import static org.interlaminar.reading.Read.concept;
import static org.interlaminar.reading.Read.day;

import java.util.List;
import org.interlaminar.clinical.BilledServices;
import org.interlaminar.clinical.BilledServices.Line;
import org.interlaminar.clinical.CodedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimReaderTest {
    private static final String SERVICE = "\"productOrService\":" + concept(CPT, "0275T");

    @Test
    void readsAClaimWithItsLines() throws Unreadable {
        BilledServices claim = claim(
                """
                "status":"active","use":"claim","type":%1$s,"diagnosis":[{"diagnosisCodeableConcept":%2$s},
                {"diagnosisReference":{"reference":"Condition/1"}}],"billablePeriod":{"start":"2025-01-01","end":"2025-01-31"},
                "item":[{"productOrService":%3$s,"modifier":[%4$s,{"text":"none"}],"bodySite":%5$s,"subSite":[{"text":"left"}],
                "servicedDate":"2025-01-05","locationCodeableConcept":%6$s,"encounter":[{"reference":"Encounter/e1"}]},
                {"servicedPeriod":{"start":"2025-01-06","end":"2025-01-07"},"productOrService":%3$s},{%7$s},{"sequence":4}]"""
                        .formatted(
                                concept("http://terminology.hl7.org/CodeSystem/claim-type", "institutional"),
                                concept(ICD10CM, "M48062"),
                                concept(CPT, "0275t-59"),
                                concept("urn:modifier", "q0"),
                                concept(SNOMED, "1"),
                                concept("urn:place", "22"),
                                SERVICE));
        assertThat(claim.status()).isEqualTo("active");
        assertThat(claim.use()).isEqualTo("claim");
        assertThat(claim.form()).isEqualTo("institutional");
        assertThat(claim.diagnoses()).isEqualTo(coded(ICD10CM, "M48.062"));
        CodedText service = coded(CPT, "0275T");
        assertThat(claim.lines())
                .containsExactly(
                        new Line(
                                new CodedText(service.codes(), List.of(), List.of("59", "Q0")),
                                coded(SNOMED, "1", "left"),
                                coded("urn:place", "22"),
                                day("2025-01-05"),
                                null,
                                "e1",
                                false),
                        new Line(
                                new CodedText(service.codes(), List.of(), List.of("59")),
                                CodedText.NONE,
                                CodedText.NONE,
                                day("2025-01-06"),
                                day("2025-01-07"),
                                null,
                                false),
                        new Line(
                                service,
                                CodedText.NONE,
                                CodedText.NONE,
                                day("2025-01-01"),
                                day("2025-01-31"),
                                null,
                                false));
    }

    @Test
    void readsTheSitesOfRelease5() throws Unreadable {
        Line line = claim(
                        "\"item\":[{" + SERVICE
                                + ",\"bodySite\":[{\"site\":[{\"concept\":{\"text\":\"spine\"}}],\"subSite\":[{\"text\":\"left\"}]}]}]")
                .lines()
                .get(0);
        assertThat(line.bodySite().texts()).containsExactly("spine", "left");
    }

    @Test
    void proceduresOfTheClaimAreLinesToo() throws Unreadable {
        List<Line> lines = claim("\"procedure\":[{\"date\":\"2025-02-03\",\"procedureCodeableConcept\":"
                        + concept(CPT, "62330") + "}],\"item\":[{" + SERVICE + "}]")
                .lines();
        assertThat(lines).extracting(line -> line.service().firstValue()).containsExactly("0275T", "62330");
        assertThat(lines.get(1).start()).isEqualTo(day("2025-02-03"));
    }

    @Test
    void keepsTrialNumbersAndTheirCodes() throws Unreadable {
        CodedText information = claim("\"supportingInfo\":[{\"valueString\":\"NCT03072927\",\"code\":"
                        + concept("urn:nubc:value-code", "D4") + "},{\"code\":"
                        + concept("urn:nubc:condition-code", "30")
                        + "},{\"valueBoolean\":true}]")
                .information();
        assertThat(information.codes()).extracting(code -> code.value()).containsExactly("D4", "30");
        assertThat(information.texts()).containsExactly("NCT03072927");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"category\":{\"coding\":[{\"code\":\"denialreason\"}]},\"reason\":{\"coding\":[{\"code\":\"50\"}]}}",
                "{\"category\":{\"coding\":[{\"code\":\"submitted\"}]},\"reason\":{\"coding\":[{\"code\":\"Denied\"}]}}"
            })
    void aLineIsRefusedByItsOwnAdjudication(String adjudication) throws Unreadable {
        List<Line> lines = bill("\"item\":[{\"adjudication\":[{\"category\":{\"coding\":[{\"code\":\"benefit\"}]}},"
                        + adjudication + "]," + SERVICE + "},{" + SERVICE + "}]")
                .lines();
        assertThat(lines).extracting(Line::denied).containsExactly(true, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"disposition\":\" Denied: not covered\"",
                "\"adjudication\":[{\"category\":{\"coding\":[{\"code\":\"denied\"}]}}]",
                "\"decision\":{\"coding\":[{\"code\":\"denied\"}]}"
            })
    void theWholeIsRefusedWhereverThatStands(String refusal) throws Unreadable {
        String items = "\"item\":[{" + SERVICE + "},{" + SERVICE + "}]";
        assertThat(bill(refusal + "," + items).lines()).extracting(Line::denied).containsExactly(true, true);
        assertThat(bill(items + "," + refusal).lines()).extracting(Line::denied).containsExactly(true, true);
    }

    @Test
    void aReviewOfRelease5RefusesItsLine() throws Unreadable {
        assertThat(bill("\"item\":[{\"reviewOutcome\":{\"decision\":{\"coding\":[{\"code\":\"denied\"}]}}," + SERVICE
                                + "}]")
                        .lines())
                .extracting(Line::denied)
                .containsExactly(true);
    }

    @Test
    void paidOrPartlyPaidIsNotRefused() throws Unreadable {
        assertThat(bill("\"outcome\":\"error\",\"disposition\":\"Partially denied\",\"item\":[{" + SERVICE + "}]")
                        .lines())
                .extracting(Line::denied)
                .containsExactly(false);
        assertThat(bill("\"status\":\"cancelled\"").status()).isEqualTo("cancelled");
    }

    @Test
    void aBadDayOfServiceNamesItsElement() {
        assertThatThrownBy(() -> claim("\"item\":[{\"servicedDate\":\"soon\"}]"))
                .hasMessage("Claim.item.servicedDate is no FHIR date");
        assertThatThrownBy(() -> bill("\"procedure\":[{\"date\":\"soon\"}]"))
                .hasMessage("ExplanationOfBenefit.procedure.date is no FHIR date");
    }

    private static BilledServices claim(String elements) throws Unreadable {
        return Read.as(BilledServices.class, "Claim", elements);
    }

    private static BilledServices bill(String elements) throws Unreadable {
        return Read.as(BilledServices.class, "ExplanationOfBenefit", elements);
    }
}
