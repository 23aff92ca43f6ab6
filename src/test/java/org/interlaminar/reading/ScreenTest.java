package org.interlaminar.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.interlaminar.fixture.PatientStory.CPT;
import static org.interlaminar.fixture.PatientStory.ICD10;
import static org.interlaminar.fixture.PatientStory.ICD10CM;
import static org.interlaminar.fixture.PatientStory.ICD9CM;
import static org.interlaminar.fixture.PatientStory.LOINC;
import static org.interlaminar.fixture.PatientStory.SNOMED;
import static org.interlaminar.fixture.PatientStory.SPINE_PROMS;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAgo;
import static org.interlaminar.fixture.PatientStory.on;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.interlaminar.clinical.Code;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Profiles;
import org.interlaminar.reading.Screened.State;
import org.interlaminar.reading.Unreadable.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTest {
    private final Screen screen = Profiles.fhirProfiles().newScreen();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Encounter",
                "MedicationRequest",
                "MedicationStatement",
                "MedicationAdministration",
                "MedicationDispense",
                "AdverseEvent"
            })
    void landsWholeByTypeWhateverItsCodes(String type) {
        Screened screened = screen(
                """
                {"resourceType":"%s","id":"x","subject":{"reference":"Patient/p1"},"code":{"coding":[{"code":"99213"}]}}"""
                        .formatted(type));
        assertThat(screened).isEqualTo(new Screened(State.WHOLE, type, null, "x", "p1", null, null, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Medication", "Organization", "Location"})
    void landsWholeByTypeWithoutAPerson(String type) {
        assertThat(screen("{\"resourceType\":\"" + type + "\",\"id\":\"x\"}"))
                .isEqualTo(new Screened(State.WHOLE, type, null, "x", null, null, null, false));
    }

    @Test
    void aPatientIsAboutItself() {
        assertThat(last(aPatient("p7").born(1950)).patient()).isEqualTo("p7");
    }

    @ParameterizedTest
    @CsvSource({
        ICD10CM + ",M48.061,true",
        ICD10CM + ",M54.16,false",
        ICD9CM + ",724.02,true",
        SNOMED + ",18347007,true",
        SNOMED + ",23056005,false"
    })
    void landsAConditionByListAndAnchorsOnlyCandidates(String system, String code, boolean anchor) {
        Screened screened = last(aPatient().withCondition(system, code));
        assertThat(screened.state()).isEqualTo(State.WHOLE);
        assertThat(screened.anchor()).isEqualTo(anchor);
    }

    @ParameterizedTest
    @CsvSource({
        ICD10CM + ",M47.9",
        ICD10CM + ",M41.20",
        ICD10CM + ",G95.9",
        ICD10CM + ",T81.89XA",
        ICD10CM + ",Z00.6",
        ICD10CM + ",M4899",
        ICD10CM + ",E11.9",
        ICD10CM + ",M79.604",
        ICD10CM + ",F32.9",
        ICD9CM + ",724.9",
        ICD10 + ",M53.9",
        CPT + ",22899",
        CPT + ",64999",
        CPT + ",0279T",
        CPT + ",97799",
        CPT + ",72100"
    })
    void landsByCodeFamilyWithoutAnchoring(String system, String code) {
        Screened screened = last(aPatient().withProcedure(system, code, daysAgo(3)));
        assertThat(screened.state()).isEqualTo(State.WHOLE);
        assertThat(screened.anchor()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        ICD10CM + ",I10",
        ICD10CM + ",M79.1",
        ICD10CM + ",Z00.0",
        ICD10CM + ",M1A.0",
        ICD10 + ",G95.9",
        CPT + ",99213",
        CPT + ",0285T",
        CPT + ",0275",
        CPT + ",027AAT",
        "http://example.org/prices,0275T",
        "http://example.org/prices,62330"
    })
    void leavesEverythingElseOutside(String system, String code) {
        assertThat(last(aPatient().withProcedure(system, code, daysAgo(3))))
                .isEqualTo(new Screened(
                        State.FILTERED, "Procedure", "code-outside-screen", null, null, null, null, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Aortic STENOSIS",
                "neurogenic Claudication",
                "PILD at L4-5",
                "vertos kit",
                "M.I.L.D. L4-5",
                "Minimally invasive Lumbar Decompression",
                "MILD L4-5"
            })
    void landsAndAnchorsByTextTrigger(String text) {
        for (PatientStory story : List.of(
                aPatient().withTextProcedure(text, daysAgo(3)),
                aPatient().withProcedure("99213", daysAgo(3)).said(text),
                aPatient().withProcedure("99213", daysAgo(3)).note("Remark: " + text),
                aPatient().withTextCondition(text),
                aPatient()
                        .withObservation(LOINC, "1-1", 3, daysAgo(3))
                        .changed(node -> node.put("valueString", text)))) {
            assertThat(last(story).state()).as(story.ndjson()).isEqualTo(State.WHOLE);
            assertThat(last(story).anchor()).as(story.ndjson()).isTrue();
        }
    }

    @Test
    void theAdjectiveIsNoTriggerAndTheNameInCapitalsIs() {
        assertThat(last(aPatient().withTextProcedure("mild sprain, Mild pain", daysAgo(3)))
                        .state())
                .isEqualTo(State.FILTERED);
        assertThat(last(aPatient().withTextProcedure("s/p MILD 2019", daysAgo(3)))
                        .state())
                .isEqualTo(State.WHOLE);
    }

    @Test
    void textsThatDoNotDecideAreNotSearched() {
        assertThat(last(aPatient().withCondition("I10").changed(node -> node.putObject("text")
                                .put("div", "<div>stenosis</div>")))
                        .state())
                .isEqualTo(State.FILTERED);
    }

    @Test
    void codesAndIdsOfContainedResourcesAreNotTheResources() {
        Screened screened = screen(
                """
                {"contained":[{"resourceType":"Condition","id":"inner","code":{"coding":[{"system":"%s","code":"M48.061"}]}}],
                "resourceType":"Procedure","code":{"coding":[{"code":"99213"}]},"id":"outer",
                "subject":{"reference":"Patient/p1"}}"""
                        .formatted(ICD10CM));
        assertThat(screened.type()).isEqualTo("Procedure");
        assertThat(screened.state()).isEqualTo(State.FILTERED);
    }

    @Test
    void landsWhatASiteMapKnows() {
        assertThat(last(aPatient().withZcq("symptom-severity", 3, daysAgo(3))).state())
                .isEqualTo(State.WHOLE);
        assertThat(screen.takeUnmapped()).isEmpty();
    }

    @Test
    void talliesLocalCodesThatNoSiteMapKnows() {
        Code local = new Code("urn:oid:1.2.840.114350.1", "77");
        for (int i = 0; i < 3; i++) {
            last(aPatient()
                    .withCondition(local.system(), local.value())
                    .coded(ICD10CM, "I10")
                    .coded("http://snomed.info/sct", "1"));
        }
        last(aPatient().withObservation(SPINE_PROMS, "unknown-question", 1, daysAgo(1)));
        Map<Code, Unmapped> taken = screen.takeUnmapped();
        assertThat(taken).containsOnlyKeys(local, new Code(SPINE_PROMS, "unknown-question"));
        assertThat(taken.get(local).seen()).isEqualTo(3);
        assertThat(taken.get(local).types()).containsExactly("Condition");
        assertThat(taken.get(local).people()).containsExactly(Bytes.keyHash("Patient", "p1"));
        assertThat(screen.takeUnmapped()).isEmpty();
    }

    @Test
    void knowsAPersonByWhicheverReference() {
        Code local = new Code("urn:oid:1.2.840.114350.1", "77");
        screen.of(List.of("https://ehr.example/r4")).within(Map.of("0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0", "p1"));
        for (String reference : List.of(
                "Patient/p1",
                "Patient/p1/_history/2",
                "https://ehr.example/r4/Patient/p1",
                "Pati\\u0065nt/p1",
                "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0")) {
            screen(local(local, reference));
            screen(local(local, "Patient/other"));
        }
        screen.within(Map.of());
        screen(local(local, "Patient/p1"));

        assertThat(screen.takeUnmapped().get(local).people())
                .hasSize(11)
                .containsOnly(Bytes.keyHash("Patient", "p1"), Bytes.keyHash("Patient", "other"));
    }

    @Test
    void aPatientOfAnotherServerIsSomebodyElse() {
        Code local = new Code("urn:oid:1.2.840.114350.1", "77");
        screen.of(List.of("https://ehr.example/r4"));
        screen(local(local, "Patient/p1"));
        screen(local(local, "https://elsewhere.example/r4/Patient/p1"));
        assertThat(screen.takeUnmapped().get(local).people())
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void doesNotCountCodesThatNobodyCouldMap() {
        screen(local(new Code("urn:oid:1.2.840.114350.1", "x".repeat(257)), "Patient/p1"));
        screen(local(new Code("urn:oid:" + "1".repeat(257), "77"), "Patient/p1"));
        assertThat(screen.takeUnmapped()).isEmpty();
    }

    @Test
    void countsNothingWhereItIsToldSo() {
        screen.uncounted();
        screen(local(new Code("urn:oid:1.2.840.114350.1", "77"), "Patient/p1"));
        assertThat(screen.takeUnmapped()).isEmpty();
    }

    private static String local(Code code, String reference) {
        return """
                {"resourceType":"Condition","id":"c","code":{"coding":[{"system":"%s","code":"%s"}]},
                "subject":{"reference":"%s"}}"""
                .formatted(code.system(), code.value(), reference);
    }

    @Test
    void talliesQuestionnairesThatAreNotMapped() {
        Screened screened = screen(
                """
                {"resourceType":"QuestionnaireResponse","id":"q","questionnaire":"https://forms.example/odi|2",
                "subject":{"reference":"Patient/p1"}}""");
        assertThat(screened.reason()).isEqualTo("questionnaire-not-mapped");
        Code form = new Code("questionnaire", "https://forms.example/odi");
        Map<Code, Unmapped> taken = screen.takeUnmapped();
        assertThat(taken).containsOnlyKeys(form);
        assertThat(taken.get(form).types()).containsExactly("QuestionnaireResponse");
        assertThat(taken.get(form).people()).containsExactly(Bytes.keyHash("Patient", "p1"));
    }

    @Test
    void stubsLandAsKeys() {
        assertThat(screen("{\"resourceType\":\"Condition\",\"id\":\"c1\"}"))
                .isEqualTo(new Screened(State.STUB, "Condition", null, "c1", null, null, null, false));
        PatientStory withoutCode =
                aPatient().withLumbarStenosis().enteredInError().changed(node -> node.remove("code"));
        assertThat(last(withoutCode).state()).isEqualTo(State.STUB);
        assertThat(last(withoutCode).patient()).isEqualTo("p1");
        PatientStory withoutSubject = aPatient().withLumbarStenosis().changed(node -> node.remove("subject"));
        assertThat(last(withoutSubject).state()).isEqualTo(State.STUB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Group/g1", "#p", "Patient?identifier=1", "Patient/", "Patient//1", "Practitioner/1"})
    void aSubjectThatIsNoPatientMakesAStub(String reference) {
        PatientStory story = aPatient().withLumbarStenosis().changed(node -> node.putObject("subject")
                .put("reference", reference));
        assertThat(last(story).state()).isEqualTo(State.STUB);
    }

    @ParameterizedTest
    @CsvSource({
        "Patient/p9,p9",
        "https://ehr.example/r4/Patient/p9/_history/2,p9",
        "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0,0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"
    })
    void readsThePersonFromAnyFormOfReference(String reference, String patient) {
        PatientStory story = aPatient().withLumbarStenosis().changed(node -> node.putObject("subject")
                .put("reference", reference));
        assertThat(last(story).patient()).isEqualTo(patient);
    }

    @Test
    void subjectNamesThePersonWhereBothElementsStand() {
        String both = "\"subject\":{\"reference\":\"Patient/a\"}";
        String patient = "\"patient\":{\"reference\":\"Patient/b\"}";
        String rest = "{\"resourceType\":\"Encounter\",\"id\":\"e\",";
        assertThat(screen(rest + both + "," + patient + "}").patient()).isEqualTo("a");
        assertThat(screen(rest + patient + "," + both + "}").patient()).isEqualTo("a");
    }

    @Test
    void namesTypesThatAreNotUsed() {
        assertThat(screen("{\"resourceType\":\"Immunization\",\"id\":\"i\"}"))
                .isEqualTo(
                        new Screened(State.FILTERED, "Immunization", "type-not-used", null, null, null, null, false));
    }

    @Test
    void leavesSubsettedResourcesOut() {
        PatientStory story = aPatient().withLumbarStenosis().meta("2", null).changed(node -> node.withObject("/meta")
                .putArray("tag")
                .addObject()
                .put("code", "SUBSETTED"));
        assertThat(last(story).reason()).isEqualTo("subsetted");
    }

    @Test
    void readsVersionAndTime() throws Unreadable {
        Screened screened = last(aPatient().withLumbarStenosis().meta("17", "2025-03-01T10:00:00.5+01:00"));
        assertThat(screened.versionNumber()).isEqualTo(17L);
        assertThat(screened.lastUpdated()).isEqualTo(Instant.parse("2025-03-01T09:00:00.5Z"));
        assertThat(last(aPatient().withLumbarStenosis().meta("W/17", null)).versionNumber())
                .isNull();
        assertThat(screen.asKey().state()).isEqualTo(State.STUB);
    }

    @Test
    void theSameKeyHasTheSameHashInEveryVersion() {
        last(aPatient().withLumbarStenosis().meta("1", null));
        long first = screen.keyHash();
        last(aPatient().withCondition("I10").meta("2", null));
        assertThat(screen.keyHash()).isEqualTo(first).isEqualTo(Bytes.keyHash("Condition", "p1-condition-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"modifierExtension", "implicitRules"})
    void quarantinesModifiersItDoesNotKnowOnlyInsideTheScreen(String element) {
        refuses(aPatient().withLumbarStenosis().changed(node -> node.put(element, "x")), Cause.UNKNOWN_MODIFIER);
        assertThat(last(aPatient().withCondition("I10").changed(node -> node.put(element, "x")))
                        .state())
                .isEqualTo(State.FILTERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MedicationOrder", "DiagnosticOrder", "ReferralRequest", "ProcedureRequest"})
    void refusesTypesOfFormerReleases(String type) {
        refuses("{\"resourceType\":\"" + type + "\",\"id\":\"x\"}", Cause.WRONG_FHIR_VERSION);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"resourceType\":\"Nonsense\",\"id\":\"x\"} | UNKNOWN_TYPE",
                "{\"resourceType\":\"condition\",\"id\":\"x\"} | UNKNOWN_TYPE",
                "{\"id\":\"x\"} | NOT_A_RESOURCE",
                "{\"resourceType\":7,\"id\":\"x\"} | NOT_A_RESOURCE",
                "{} | NOT_A_RESOURCE",
                "[] | NOT_A_RESOURCE",
                "{\"resourceType\":\"Patient\"} | NO_ID",
                "{\"resourceType\":\"Patient\",\"id\":5} | NO_ID",
                "{\"resourceType\":\"Patient\",\"id\":\"a\",\"id\":\"b\"} | DUPLICATE_KEY",
                "{\"resourceType\":\"Patient\",\"id\":\"a\",\"\\u0069d\":\"a\"} | DUPLICATE_KEY",
                "{\"resourceType\":\"Patient\",\"id\":\"a\"} {} | BAD_JSON",
                "{\"resourceType\":\"Patient\",\"id\":\"a\",} | BAD_JSON",
                "{\"resourceType\":\"Patient\",\"id\":\"a | BAD_JSON",
                "{\"resourceType\":\"Patient\",\"id\":\"a\",\"x\":01} | BAD_JSON",
                "{\"resourceType\":\"Patient\",\"id\":\"a\",\"meta\":{\"lastUpdated\":\"soon\"}} | UNREADABLE_META"
            })
    void saysWhyAResourceCannotBeRead(String json, Cause cause) {
        refuses(json, cause);
    }

    @Test
    void nestingIsBounded() {
        String deep = "{\"resourceType\":\"Patient\",\"id\":\"a\",\"x\":%s1%s}";
        assertThat(screen(deep.formatted("[".repeat(199), "]".repeat(199))).state())
                .isEqualTo(State.WHOLE);
        refuses(deep.formatted("[".repeat(200), "]".repeat(200)), Cause.BAD_JSON);
    }

    @Test
    void everyCodeWeNameIsInsideTheScreen() {
        Profiles.terminology().valueSets().values().forEach(valueSet -> {
            valueSet.codes().forEach(code -> assertThat(landsAnywhere(code))
                    .as("%s of %s", code, valueSet.name())
                    .isTrue());
            valueSet.families()
                    .forEach((system, families) ->
                            families.forEach(family -> assertThat(landsAnywhere(new Code(system, family + ".9")))
                                    .as("%s of %s", family, valueSet.name())
                                    .isTrue()));
        });
        Profiles.terminology().siteMaps().keySet().forEach(code -> assertThat(landsAnywhere(code))
                .as("local %s", code)
                .isTrue());
    }

    @Test
    void aScreensGenerationIsSixteenHexadecimalDigits() {
        assertThat(Profiles.fhirProfiles().screenGeneration()).matches("[0-9a-f]{16}");
    }

    private boolean landsAnywhere(Code code) {
        return List.of(
                        aPatient().withCondition(code.system(), code.value()),
                        aPatient().withProcedure(code.system(), code.value(), on("2025-01-01")),
                        aPatient().withObservation(code.system(), code.value(), 1, on("2025-01-01")))
                .stream()
                .allMatch(story -> last(story).state() == State.WHOLE);
    }

    private Screened last(PatientStory story) {
        List<String> resources = story.resources();
        return screen(resources.get(resources.size() - 1));
    }

    private Screened screen(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        try {
            return screen.screen(Arrays.copyOf(bytes, bytes.length + Screen.PADDING), 0, bytes.length);
        } catch (Unreadable e) {
            throw new AssertionError(e.getMessage() + ": " + json, e);
        }
    }

    private void refuses(PatientStory story, Cause cause) {
        List<String> resources = story.resources();
        refuses(resources.get(resources.size() - 1), cause);
    }

    private void refuses(String json, Cause cause) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> screen.screen(Arrays.copyOf(bytes, bytes.length + Screen.PADDING), 0, bytes.length))
                .isInstanceOfSatisfying(
                        Unreadable.class, e -> assertThat(e.why()).isEqualTo(cause));
    }
}
