package org.interlaminar.recognition;

import static org.interlaminar.recognition.Words.set;

import java.util.List;
import java.util.Set;

/** The adjective mild and what it is said of: findings, symptoms and anatomy, never an operation. */
final class Severity {
    private static final Set<String> FINDINGS = set("stenosis stenoses stenotic narrowing hypertrophy hypertrophic"
            + " degeneration degenerative bulge bulges bulging arthrosis disc discs disk disks facet facets foraminal"
            + " foramina foramen neuroforaminal central canal lateral recess subarticular compression fracture fractures"
            + " deformity curvature scoliosis kyphosis lordosis spasm spasms sprain strain injury tear cyst edema oedema"
            + " impingement encroachment nerve root roots loss pain pains weakness tenderness numbness deficit change changes"
            + " disease ddd djd endplate marrow osteophyte osteophytes spur spurs spurring instability height asymmetry"
            + " uptake enhancement effacement indentation impression subluxation tilt claudication radicular symptom symptoms"
            + " discomfort soreness swelling bruising ache sciatica sensory motor reflex atrophy wasting thickening effusion"
            + " effusions protrusion protrusions extrusion herniation herniations desiccation slip severity grade degree"
            + " sickness illness asthma copd covid dementia depression anxiety hypertension concussion tbi cva stroke aki ckd"
            + " anemia anaemia obesity osa sedation exertion fever cough nausea allergy ectasia crowding clumping"
            + " signal lesion lesions mass nodule infiltrate atelectasis wedging irritation inflammation stiffness limp"
            + " listing rotation straightening flattening bleeding hematoma haematoma drainage erythema redness tears"
            + " limitation limitations impairment restriction dysfunction disability retardation delay reaction");

    private static final List<String> ENDINGS = List.of(
            "osis",
            "itis",
            "pathy",
            "algia",
            "listhesis",
            "trophy",
            "emia",
            "aemia",
            "oma",
            "paresis",
            "uria",
            "thesia");

    private static final Set<String> GRADES =
            set("moderate moderately severe severely marked markedly minimal advanced");
    private static final Set<String> BEFORE_FINDINGS = set("lumbar spinal lss");
    private static final int NEAR = 6;

    private Severity() {}

    /** Something that has a severity. */
    static boolean isFinding(String word) {
        if (FINDINGS.contains(word)) {
            return true;
        }
        for (String ending : ENDINGS) {
            if (word.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    static boolean isGrade(String word) {
        return GRADES.contains(word);
    }

    /** Another grade stands beside this one as its equal: {@code MILD L3-4, SEVERE L4-5}. */
    static boolean isOneOfSeveralGrades(List<String> words, int at) {
        for (int i = at - NEAR; i < at + NEAR; i++) {
            if (isGrade(Words.at(words, i)) && !leadsToFinding(words, i + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean leadsToFinding(List<String> words, int from) {
        int at = from;
        while (BEFORE_FINDINGS.contains(Words.at(words, at)) && at < from + 2) {
            at++;
        }
        return isFinding(Words.at(words, at));
    }
}
