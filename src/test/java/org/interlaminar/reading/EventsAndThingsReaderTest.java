package org.interlaminar.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.CPT;
import static org.interlaminar.fixture.PatientStory.ICD10CM;
import static org.interlaminar.reading.Read.coded;
import static org.interlaminar.reading.Read.concept;
import static org.interlaminar.reading.Read.day;

import org.interlaminar.clinical.ImagingReport;
import org.interlaminar.clinical.OrderedService;
import org.interlaminar.clinical.RecordedAdverseEvent;
import org.interlaminar.clinical.RecordedDevice;
import org.junit.jupiter.api.Test;

/** Reports, orders, adverse events and devices: types of few elements. */
class EventsAndThingsReaderTest {
    @Test
    void readsAReportWithItsConclusion() throws Unreadable {
        ImagingReport report = Read.as(
                ImagingReport.class,
                "DiagnosticReport",
                """
                "status":"final","code":%s,"effectivePeriod":{"start":"2025-01-02"},"issued":"2025-01-09T00:00:00Z",
                "note":[{"text":"by phone"}],"conclusion":"severe narrowing","conclusionCode":[%s]"""
                        .formatted(concept(CPT, "72148"), concept(ICD10CM, "M48.061")));
        assertThat(report.status()).isEqualTo("final");
        assertThat(report.code()).isEqualTo(coded(CPT, "72148"));
        assertThat(report.conclusion()).isEqualTo(coded(ICD10CM, "M48.061", "severe narrowing", "by phone"));
        assertThat(report.effective()).isEqualTo(day("2025-01-02"));
    }

    @Test
    void readsAnOrder() throws Unreadable {
        for (String code : new String[] {concept(CPT, "97110"), "{\"concept\":" + concept(CPT, "97110") + "}"}) {
            OrderedService order = Read.as(
                    OrderedService.class,
                    "ServiceRequest",
                    "\"status\":\"active\",\"authoredOn\":\"2025-01-02\",\"code\":" + code);
            assertThat(order.status()).isEqualTo("active");
            assertThat(order.code()).isEqualTo(coded(CPT, "97110"));
            assertThat(order.authored()).isEqualTo(day("2025-01-02"));
        }
    }

    @Test
    void readsAnAdverseEvent() throws Unreadable {
        RecordedAdverseEvent event = event(
                """
                "actuality":"actual","event":%s,"recordedDate":"2025-01-09","detected":"2025-01-03","date":"2025-01-02",
                "resultingCondition":[{"reference":"Condition/c1"}],"suspectEntity":[{"instance":{"reference":"Procedure/p1"}},
                {"instance":{"reference":"Device/d1"}}]"""
                        .formatted(concept(ICD10CM, "G97.41")));
        assertThat(event.actuality()).isEqualTo("actual");
        assertThat(event.event()).isEqualTo(coded(ICD10CM, "G97.41"));
        assertThat(event.on()).isEqualTo(day("2025-01-02"));
        assertThat(event.conditions()).containsExactly("c1");
        assertThat(event.suspects()).containsExactly("p1");
    }

    @Test
    void anAdverseEventIsDatedByWhatIsKnown() throws Unreadable {
        assertThat(event("\"recordedDate\":\"2025-01-09\",\"detected\":\"2025-01-03\"")
                        .on())
                .isEqualTo(day("2025-01-03"));
        assertThat(event("\"recordedDate\":\"2025-01-09\"").on()).isEqualTo(day("2025-01-09"));
        assertThat(event("\"actuality\":\"potential\"").on()).isNull();
    }

    @Test
    void readsAnAdverseEventOfRelease5() throws Unreadable {
        RecordedAdverseEvent event = event(
                """
                "code":%s,"occurrencePeriod":{"start":"2025-01-02"},"resultingEffect":[{"reference":"Condition/c1"}],
                "suspectEntity":[{"instanceReference":{"reference":"Procedure/p1"}}]"""
                        .formatted(concept(ICD10CM, "G97.41")));
        assertThat(event.event()).isEqualTo(coded(ICD10CM, "G97.41"));
        assertThat(event.on()).isEqualTo(day("2025-01-02"));
        assertThat(event.conditions()).containsExactly("c1");
        assertThat(event.suspects()).containsExactly("p1");
    }

    @Test
    void readsWhatADeviceIsAndNeverWhichOne() throws Unreadable {
        for (String names : new String[] {
            "\"deviceName\":[{\"name\":\"mild kit\",\"type\":\"user-friendly-name\"}]",
            "\"name\":[{\"value\":\"mild kit\"}]"
        }) {
            RecordedDevice device = Read.as(
                    RecordedDevice.class,
                    "Device",
                    """
                    "status":"active","serialNumber":"S-1","lotNumber":"L-1","udiCarrier":[{"deviceIdentifier":"U-1"}],
                    "distinctIdentifier":"D-1","identifier":[{"value":"I-1"}],"modelNumber":"X2","manufacturer":"Vertos",
                    "type":{"text":"trocar"},%s"""
                            .formatted(names));
            assertThat(device.id()).isEqualTo("x");
            assertThat(device.status()).isEqualTo("active");
            assertThat(device.name().texts()).containsExactly("trocar", "mild kit", "Vertos", "X2");
            assertThat(device.toString()).doesNotContain("S-1", "L-1", "U-1", "D-1", "I-1");
        }
    }

    private static RecordedAdverseEvent event(String elements) throws Unreadable {
        return Read.as(RecordedAdverseEvent.class, "AdverseEvent", elements);
    }
}
