package org.interlaminar.cases;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.RecordedEncounter;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.clinical.ValueSet;
import org.interlaminar.recognition.ComplicationRules;
import org.interlaminar.recognition.Evidence;
import org.interlaminar.recognition.ImagingRules;
import org.interlaminar.recognition.Kinds;
import org.interlaminar.recognition.ProcedureRules;
import org.interlaminar.recognition.ScoreRules;
import org.interlaminar.recognition.StenosisRules;
import org.interlaminar.recognition.TherapyRules;

/** The rules of recognition and the value sets that say what stands around a procedure, made once. Thread-safe. */
final class CaseRules {
    private final Terminology terminology;
    private final StenosisRules stenosis;
    private final ProcedureRules procedures;
    private final ScoreRules scores;
    private final ComplicationRules complications;
    private final Kinds symptoms;
    private final Kinds comorbidities;
    private final ImagingRules imaging;
    private final TherapyRules drugs;

    CaseRules(Terminology terminology) {
        this.terminology = terminology;
        stenosis = new StenosisRules(terminology);
        procedures = new ProcedureRules(terminology);
        scores = new ScoreRules(terminology);
        complications = new ComplicationRules(terminology);
        symptoms = new Kinds(terminology, "symptom");
        comorbidities = new Kinds(terminology, "comorbidity");
        imaging = new ImagingRules(terminology);
        drugs = new TherapyRules(terminology);
        for (String name : VALUE_SETS) {
            terminology.valueSet(name);
        }
    }

    /** Those asked for by name below: a missing one is told at start. */
    private static final List<String> VALUE_SETS = List.of(
            "body-site-lumbar",
            "ced-trial",
            "cons-pt",
            "encounter-inpatient",
            "encounter-observation",
            "encounter-unplanned",
            "enc-class",
            "guidance-fluoroscopy",
            "implant-device",
            "place-of-service-inpatient",
            "place-of-service-office",
            "place-of-service-outpatient",
            "proc-not-done-or-converted",
            "spine-diagnosis");

    StenosisRules stenosis() {
        return stenosis;
    }

    ProcedureRules procedures() {
        return procedures;
    }

    ScoreRules scores() {
        return scores;
    }

    ComplicationRules complications() {
        return complications;
    }

    Kinds symptoms() {
        return symptoms;
    }

    Kinds comorbidities() {
        return comorbidities;
    }

    ImagingRules imaging() {
        return imaging;
    }

    TherapyRules drugs() {
        return drugs;
    }

    Terminology terminology() {
        return terminology;
    }

    boolean is(String valueSet, CodedText concept) {
        return terminology.isAny(terminology.valueSet(valueSet), concept);
    }

    List<Terminology.Match> matches(String valueSet, CodedText concept) {
        return terminology.matches(terminology.valueSet(valueSet), concept);
    }

    boolean isLumbarOrUnspecified(CodedText site) {
        return site.codes().isEmpty() && site.texts().isEmpty() || is("body-site-lumbar", site);
    }

    /** What a record says without a value set of ours; its first code, or nothing but that something was said. */
    Evidence named(SourceRef ref, CodedText said) {
        Code code = said.codes().isEmpty() ? new Code("", "said") : said.codes().get(0);
        ValueSet none = new ValueSet("linked-by-its-record", "", Set.of(code), Map.of());
        return new Evidence(
                ref, "linked-by-its-record", new Terminology.Match(code, code, none, Terminology.Route.DIRECT));
    }

    boolean isUnplanned(RecordedEncounter visit) {
        return isOfClass("encounter-unplanned", visit);
    }

    /** The class of a visit in a word, or null. */
    String setting(RecordedEncounter visit) {
        if (visit.setting() == null) {
            return null;
        }
        if (isOfClass("encounter-inpatient", visit)) {
            return "inpatient";
        }
        if (isOfClass("encounter-observation", visit)) {
            return "observation";
        }
        if (isUnplanned(visit)) {
            return "emergency";
        }
        return classes("enc-class", visit).stream()
                .map(code -> terminology.label(code).replace(' ', '-'))
                .findFirst()
                .orElse("other");
    }

    Evidence ofClass(RecordedEncounter visit) {
        ValueSet unplanned = terminology.valueSet("encounter-unplanned");
        Code code = classes("encounter-unplanned", visit).get(0);
        return new Evidence(
                visit.ref(),
                "unplanned-by-class",
                new Terminology.Match(code, code, unplanned, Terminology.Route.DIRECT));
    }

    private boolean isOfClass(String valueSet, RecordedEncounter visit) {
        return !classes(valueSet, visit).isEmpty();
    }

    private List<Code> classes(String valueSet, RecordedEncounter visit) {
        return terminology.valueSet(valueSet).codes().stream()
                .filter(code -> code.value().equals(visit.setting()))
                .toList();
    }
}
