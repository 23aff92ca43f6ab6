package org.interlaminar.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.interlaminar.fixture.PatientStory.CPT;
import static org.interlaminar.fixture.PatientStory.HCPCS;
import static org.interlaminar.fixture.PatientStory.ICD10;
import static org.interlaminar.fixture.PatientStory.ICD10CM;
import static org.interlaminar.fixture.PatientStory.ICD9CM;
import static org.interlaminar.fixture.PatientStory.LOINC;
import static org.interlaminar.fixture.PatientStory.RXNORM;
import static org.interlaminar.fixture.PatientStory.SNOMED;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.at;
import static org.interlaminar.fixture.PatientStory.daysAgo;
import static org.interlaminar.fixture.PatientStory.inMonth;
import static org.interlaminar.fixture.PatientStory.inYear;
import static org.interlaminar.fixture.PatientStory.on;
import static org.interlaminar.fixture.PatientStory.undated;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.MedicationUse;
import org.interlaminar.clinical.OutcomeObservation;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.PatientRecord;
import org.interlaminar.clinical.PerformedProcedure;
import org.interlaminar.clinical.Precision;
import org.interlaminar.clinical.RecordedCondition;
import org.interlaminar.clinical.RecordedEncounter;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Profiles;
import org.interlaminar.fixture.Seeds;
import org.interlaminar.fixture.When;
import org.interlaminar.reading.Unreadable.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceReaderTest {
    private static final int RESOURCES_PER_SEED = Integer.getInteger("resources", 1500);

    private final ResourceReader reader = new ResourceReader(Profiles.fhirProfiles(), Profiles.ZONE);

    @Test
    void readsTheSameHoweverTheResourceIsWritten() {
        for (long seed : Seeds.some()) {
            Random random = new Random(seed);
            RandomResource resources = new RandomResource(random, true);
            for (int i = 0; i < RESOURCES_PER_SEED; i++) {
                Map<String, Object> resource = resources.next();
                String type = String.valueOf(resource.get("resourceType"));
                Object expected = recordOrTrouble(type, JsonScript.plain(resource));
                assertThat(recordOrTrouble(type, JsonScript.pretty(resource))).isEqualTo(expected);
                for (int j = 0; j < 4; j++) {
                    byte[] writing = JsonScript.anyhow(resource, random);
                    assertThat(recordOrTrouble(type, writing))
                            .as(() -> Seeds.named(seed, type) + " " + new String(writing, StandardCharsets.UTF_8))
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void oddResourcesAreReadOrSetAsideAndNeverEndTheRun() {
        for (long seed : Seeds.some()) {
            Random random = new Random(seed);
            RandomResource resources = new RandomResource(random, false);
            for (int i = 0; i < RESOURCES_PER_SEED; i++) {
                byte[] body = JsonScript.anyhow(resources.next(), random);
                for (String type : ResourceReader.TYPES) {
                    assertThat(recordOrTrouble(type, body))
                            .as(() -> Seeds.named(seed, type) + " " + new String(body, StandardCharsets.UTF_8))
                            .isNotNull();
                }
            }
        }
    }

    @Test
    void readsAPatient() {
        PatientRecord patient = read(
                PatientRecord.class, aPatient().born(on("1950-02-03")).female().died(on("2026-01-02")));
        assertThat(patient.sex()).isEqualTo("female");
        assertThat(patient.birth()).isEqualTo(day("1950-02-03"));
        assertThat(patient.death()).isEqualTo(day("2026-01-02"));
        assertThat(patient.deceased()).isTrue();
        PatientStory withoutDate = aPatient().changed(node -> node.put("deceasedBoolean", true));
        assertThat(read(PatientRecord.class, withoutDate).deceased()).isTrue();
        assertThat(read(PatientRecord.class, withoutDate).death()).isNull();
        assertThat(read(PatientRecord.class, aPatient()).deceased()).isFalse();
    }

    @Test
    void readsAConditionWithItsNotesSiteAndDates() {
        RecordedCondition condition = read(
                RecordedCondition.class,
                aPatient()
                        .withEncounter("AMB", on("2025-01-01"), on("2025-01-01"))
                        .withLumbarStenosis()
                        .said("narrow")
                        .note("worse on walking")
                        .lumbarSite()
                        .recorded(on("2025-01-02"))
                        .abated(on("2025-05-01"))
                        .verified("confirmed")
                        .duringEncounter(1));
        assertThat(condition.code().codes()).containsExactly(new Code(ICD10CM, "M48.061"));
        assertThat(condition.code().texts()).containsExactly("narrow", "worse on walking");
        assertThat(condition.clinicalStatus()).isEqualTo("active");
        assertThat(condition.verificationStatus()).isEqualTo("confirmed");
        assertThat(condition.bodySite().codes()).containsExactly(new Code(SNOMED, PatientStory.LUMBAR_SITE));
        assertThat(condition.onset()).isEqualTo(day("2025-01-02"));
        assertThat(condition.abatement()).isEqualTo(day("2025-05-01"));
        assertThat(condition.encounter()).isEqualTo("p1-encounter-1");
    }

    @Test
    void onsetOutranksTheDayItWasRecordedWhicheverComesFirst() {
        PatientStory story =
                aPatient().withLumbarStenosis().onset(on("2019-03-01")).recorded(on("2025-01-02"));
        assertThat(read(RecordedCondition.class, story).onset()).isEqualTo(day("2019-03-01"));
        PatientStory turned =
                aPatient().withLumbarStenosis().recorded(on("2025-01-02")).onset(on("2019-03-01"));
        assertThat(read(RecordedCondition.class, turned).onset()).isEqualTo(day("2019-03-01"));
    }

    @Test
    void displaysComeBeforeTheConceptsOwnText() {
        String json =
                """
                {"resourceType":"Condition","id":"c","code":{"text":"own","coding":[{"display":"first"},{"display":"second"}]}}""";
        RecordedCondition condition = (RecordedCondition) read("Condition", json);
        assertThat(condition.code().texts()).containsExactly("first", "second", "own");
    }

    @Test
    void datesKeepTheirPrecision() {
        assertThat(start(inYear(2019))).isEqualTo(new PartialDate(LocalDate.of(2019, 1, 1), Precision.YEAR, null));
        assertThat(start(inMonth(2019, 4))).isEqualTo(new PartialDate(LocalDate.of(2019, 4, 1), Precision.MONTH, null));
        assertThat(start(on("2019-04-30"))).isEqualTo(day("2019-04-30"));
        assertThat(start(undated())).isNull();
    }

    @Test
    void anInstantKeepsTheDayOfItsOffsetAndZuluTakesTheSourcesZone() {
        assertThat(start(at("2025-03-01T01:00:00+09:00"))).isEqualTo(instant("2025-03-01", "2025-02-28T16:00:00Z"));
        assertThat(start(at("2025-03-01T23:30:00-05:00"))).isEqualTo(instant("2025-03-01", "2025-03-02T04:30:00Z"));
        assertThat(start(at("2025-03-01T04:59:59Z"))).isEqualTo(instant("2025-02-28", "2025-03-01T04:59:59Z"));
        assertThat(start(at("2025-03-01T05:00:00.000Z"))).isEqualTo(instant("2025-03-01", "2025-03-01T05:00:00Z"));
        assertThat(start(at("2025-07-01T04:00:00Z"))).isEqualTo(instant("2025-07-01", "2025-07-01T04:00:00Z"));
    }

    @Test
    void datesHaveATotalOrder() {
        List<PartialDate> inOrder = List.of(
                new PartialDate(LocalDate.of(2025, 1, 1), Precision.YEAR, null),
                new PartialDate(LocalDate.of(2025, 1, 1), Precision.MONTH, null),
                day("2025-01-01"),
                instant("2025-01-01", "2025-01-01T08:00:00Z"),
                instant("2025-01-01", "2025-01-01T09:00:00Z"),
                day("2025-01-02"));
        for (int i = 0; i < inOrder.size(); i++) {
            for (int j = 0; j < inOrder.size(); j++) {
                assertThat(Integer.signum(inOrder.get(i).compareTo(inOrder.get(j))))
                        .isEqualTo(Integer.compare(i, j));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Procedure,performedDateTime,2025-02-30",
        "Procedure,performedDateTime,yesterday",
        "Procedure,performedDateTime,20x5",
        "Procedure,performedDateTime,2025-13",
        "Condition,onsetDateTime,2025-1-1",
        "Condition,recordedDate,01/02/2025",
        "Observation,effectiveDateTime,2025-01-01T10:00:00",
        "Patient,birthDate,''"
    })
    void aBadDateNamesItsElement(String type, String element, String text) {
        String json = "{\"resourceType\":\"%s\",\"id\":\"x\",\"%s\":\"%s\"}".formatted(type, element, text);
        assertThatThrownBy(() -> read(type, json)).isInstanceOfSatisfying(Unreadable.class, e -> {
            assertThat(e.why()).isEqualTo(Cause.UNREADABLE_FIELD);
            assertThat(e).hasMessage(type + "." + element + " is no FHIR date");
        });
    }

    @Test
    void aBadDateInsideAPeriodNamesItsEnd() {
        String json = "{\"resourceType\":\"Procedure\",\"id\":\"x\",\"performedPeriod\":{\"end\":\"later\"}}";
        assertThatThrownBy(() -> read("Procedure", json)).hasMessage("Procedure.performedPeriod.end is no FHIR date");
    }

    @ParameterizedTest
    @CsvSource({"abc", "1e-999999999", "1e999999999", "-1e5000"})
    void aNumberThatIsNoneOrOutOfAllProportionNamesItsElement(String number) {
        String json = "{\"resourceType\":\"Observation\",\"id\":\"x\",\"valueQuantity\":{\"value\":%s}}"
                .formatted(number.equals("abc") ? "\"abc\"" : number);
        assertThatThrownBy(() -> read("Observation", json)).isInstanceOfSatisfying(Unreadable.class, e -> {
            assertThat(e.why()).isEqualTo(Cause.UNREADABLE_FIELD);
            assertThat(e).hasMessage("Observation.valueQuantity.value is no number a score can have");
        });
    }

    @Test
    void readsAScoreWithItsUnitAndProvenance() {
        OutcomeObservation score = read(
                OutcomeObservation.class,
                aPatient()
                        .withOdi(new BigDecimal("42.50"), daysAgo(3))
                        .inTheBack()
                        .fromQuestionnaire());
        assertThat(score.value()).isEqualByComparingTo("42.5");
        assertThat(score.unit()).isEqualTo("%");
        assertThat(score.category().says("survey")).isTrue();
        assertThat(score.fromQuestionnaire()).isTrue();
        assertThat(score.bodySite().says(PatientStory.LUMBAR_SITE)).isTrue();
        assertThat(read(OutcomeObservation.class, aPatient().withOdi(42, daysAgo(3)))
                        .fromQuestionnaire())
                .isFalse();
    }

    @Test
    void aUrnIsNoQuestionnaireUnlessItSaysSo() {
        String derived =
                "{\"resourceType\":\"Observation\",\"id\":\"x\",\"derivedFrom\":[{\"reference\":\"urn:uuid:1\"%s}]}";
        assertThat(((OutcomeObservation) read("Observation", derived.formatted(""))).fromQuestionnaire())
                .isFalse();
        assertThat(((OutcomeObservation) read("Observation", derived.formatted(",\"type\":\"QuestionnaireResponse\"")))
                        .fromQuestionnaire())
                .isTrue();
    }

    @Test
    void readsFormsOfRelease5() {
        PerformedProcedure procedure = (PerformedProcedure)
                read(
                        "Procedure",
                        """
                {"resourceType":"Procedure","id":"x","status":"completed","occurrencePeriod":
                {"start":"2025-01-01T08:00:00-05:00","end":"2025-01-01T08:40:00-05:00"}}""");
        assertThat(procedure.start()).isEqualTo(instant("2025-01-01", "2025-01-01T13:00:00Z"));
        assertThat(procedure.end()).isEqualTo(instant("2025-01-01", "2025-01-01T13:40:00Z"));
        RecordedEncounter encounter = (RecordedEncounter)
                read(
                        "Encounter",
                        """
                {"resourceType":"Encounter","id":"x","class":[{"coding":[{"code":"AMB"}]}],
                "actualPeriod":{"start":"2025-01-01"},"status":"completed"}""");
        assertThat(encounter.setting()).isEqualTo("AMB");
        assertThat(encounter.start()).isEqualTo(day("2025-01-01"));
        MedicationUse order = (MedicationUse) read(
                "MedicationRequest",
                """
                {"resourceType":"MedicationRequest","id":"x",
                "medication":{"concept":{"coding":[{"system":"%s","code":"5640"}]}}}"""
                        .formatted(RXNORM));
        assertThat(order.medication().codes()).containsExactly(new Code(RXNORM, "5640"));
    }

    @Test
    void readsTheFormsOfRelease4() {
        RecordedEncounter encounter =
                read(RecordedEncounter.class, aPatient().withEncounter("IMP", on("2025-01-01"), on("2025-01-03")));
        assertThat(encounter.setting()).isEqualTo("IMP");
        assertThat(encounter.end()).isEqualTo(day("2025-01-03"));
        MedicationUse order = read(MedicationUse.class, aPatient().withMedicationOrder("5640", on("2025-01-01")));
        assertThat(order.medication().codes()).containsExactly(new Code(RXNORM, "5640"));
        assertThat(order.start()).isEqualTo(day("2025-01-01"));
        PerformedProcedure procedure = read(
                PerformedProcedure.class,
                aPatient()
                        .withProcedure("0275T", at("2025-01-01T08:00:00-05:00"))
                        .until(at("2025-01-01T08:40:00-05:00")));
        assertThat(procedure.end()).isEqualTo(instant("2025-01-01", "2025-01-01T13:40:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"clinicalStatus", "verificationStatus"})
    void refusesTheTextStatusOfFormerReleases(String element) {
        String json = "{\"resourceType\":\"Condition\",\"id\":\"x\",\"%s\":\"active\"}".formatted(element);
        assertThatThrownBy(() -> read("Condition", json)).isInstanceOfSatisfying(Unreadable.class, e -> {
            assertThat(e.why()).isEqualTo(Cause.WRONG_FHIR_VERSION);
            assertThat(e).hasMessageContaining("Condition." + element);
        });
    }

    @ParameterizedTest
    @CsvSource({
        CPT + ",0275T," + CPT + ",0275T",
        CPT + ",0275t," + CPT + ",0275T",
        CPT + ",' 62330 '," + CPT + ",62330",
        CPT + ",0275T-Q0," + CPT + ",0275T",
        CPT + ",0275T -Q0," + CPT + ",0275T",
        "https://www.ama-assn.org/go/cpt/,62330," + CPT + ",62330",
        "HTTP://WWW.AMA-ASSN.ORG/go/CPT,62330," + CPT + ",62330",
        "urn:oid:2.16.840.1.113883.6.12,62330," + CPT + ",62330",
        "urn:oid:2.16.840.1.113883.6.96,18347007," + SNOMED + ",18347007",
        "urn:oid:2.16.840.1.113883.6.1,97909-6," + LOINC + ",97909-6",
        "https://loinc.org/,97909-6," + LOINC + ",97909-6",
        "urn:oid:2.16.840.1.113883.6.90,M48062," + ICD10CM + ",M48.062",
        "urn:oid:2.16.840.1.113883.6.103,72402," + ICD9CM + ",724.02",
        ICD10CM + ",m48.062," + ICD10CM + ",M48.062",
        ICD10CM + ",M54," + ICD10CM + ",M54",
        ICD10 + ",M4806," + ICD10 + ",M48.06",
        HCPCS + ",g0276-q0," + HCPCS + ",G0276",
        "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets,G0276," + HCPCS + ",G0276",
        "http://example.org/prices,62330,http://example.org/prices,62330",
        "urn:oid:1.2.840.114350.1.13,0275T,urn:oid:1.2.840.114350.1.13,0275T",
        ",62330,'',62330"
    })
    void bringsCodesToOneForm(String system, String code, String canonicalSystem, String canonicalCode) {
        PerformedProcedure procedure =
                read(PerformedProcedure.class, aPatient().withProcedure(system, code, daysAgo(1)));
        assertThat(procedure.code().codes()).containsExactly(new Code(canonicalSystem, canonicalCode));
    }

    @Test
    void blankCodesAreNone() {
        CodedText code = read(PerformedProcedure.class, aPatient().withProcedure(CPT, " ", daysAgo(1)))
                .code();
        assertThat(code).isEqualTo(CodedText.NONE);
    }

    @Test
    void typesNobodyAsksForAreEmpty() throws Unreadable {
        assertThat(reader.read(new SourceRef("Location", "x", ""), "{}".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    private PartialDate start(When when) {
        return read(PerformedProcedure.class, aPatient().withProcedure("0275T", when))
                .start();
    }

    private static PartialDate day(String text) {
        return new PartialDate(LocalDate.parse(text), Precision.DAY, null);
    }

    private static PartialDate instant(String day, String instant) {
        return new PartialDate(LocalDate.parse(day), Precision.INSTANT, Instant.parse(instant));
    }

    private static <T extends ClinicalRecord> T read(Class<T> type, PatientStory story) {
        return Profiles.last(type, story);
    }

    private ClinicalRecord read(String type, String json) {
        try {
            return reader.read(ref(type), json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        } catch (Unreadable e) {
            throw sneaky(e);
        }
    }

    /** Which of several bad elements is named first depends on their order; that it is set aside does not. */
    private Object recordOrTrouble(String type, byte[] body) {
        try {
            return reader.read(ref(type), body);
        } catch (Unreadable e) {
            return "unreadable";
        }
    }

    private static SourceRef ref(String type) {
        return new SourceRef(type, "x", "00");
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneaky(Throwable e) throws E {
        throw (E) e;
    }
}
