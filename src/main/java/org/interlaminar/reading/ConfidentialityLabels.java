package org.interlaminar.reading;

import static org.interlaminar.reading.FhirProfiles.require;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.ValueSet;

/**
 * Which <a href="https://hl7.org/fhir/R4/security-labels.html">security labels</a> hold a resource back: those of {@code
 * ValueSet-confidentiality-restricted.json}, and every other code of its systems that {@code
 * ValueSet-confidentiality-ordinary.json} does not clear. Codes of other systems are no confidentiality codes.
 */
final class ConfidentialityLabels {
    private static final String WITHOUT_CODE = "a label without a code";

    /** Beyond this it is no code. */
    private static final int MOST_LETTERS = 64;

    private final CodeNormaliser normaliser;
    private final ValueSet restricted;
    private final ValueSet ordinary;
    private final Set<String> systems;
    private final Set<String> values;

    /** @throws IllegalArgumentException when one of the two is missing: then nothing would be held back */
    ConfidentialityLabels(CodeNormaliser normaliser, ValueSet restricted, ValueSet ordinary) {
        require(restricted != null && ordinary != null, "there are no value sets of confidentiality labels");
        this.normaliser = normaliser;
        this.restricted = restricted;
        this.ordinary = ordinary;
        this.systems = restricted.codes().stream().map(Code::system).collect(Collectors.toSet());
        this.values = restricted.codes().stream().map(Code::value).collect(Collectors.toSet());
    }

    /** The labels of a {@code meta} that hold its resource back, each once, sorted; the parser stands on its value. */
    List<String> of(Elements in) throws IOException, Unreadable {
        Set<String> found = new TreeSet<>();
        in.eachFieldOfEach(name -> {
            if (name.equals("security")) {
                in.eachElement(() -> coding(in, found));
            } else {
                in.skip();
            }
        });
        return List.copyOf(found);
    }

    /** Some servers write a CodeableConcept where a Coding belongs. */
    private void coding(Elements in, Set<String> found) throws IOException, Unreadable {
        String[] label = new String[2];
        in.eachField(name -> {
            switch (name) {
                case "system" -> label[0] = in.string();
                case "code" -> label[1] = in.string();
                case "coding" -> in.eachElement(() -> coding(in, found));
                default -> in.skip();
            }
        });
        boolean hasCode = label[1] != null && !label[1].isBlank();
        Code code = normaliser.normalise(label[0], hasCode ? label[1] : WITHOUT_CODE);
        if (isRestricted(code)) {
            found.add(told(code.value()));
        }
    }

    /** Without a system a code is taken for one of ours. */
    private boolean isRestricted(Code code) {
        return code.system().isEmpty()
                ? values.contains(code.value())
                : restricted.contains(code) || systems.contains(code.system()) && !ordinary.contains(code);
    }

    private static String told(String code) {
        String told = code.replaceAll("\\p{Cntrl}", "?");
        return told.length() > MOST_LETTERS ? told.substring(0, MOST_LETTERS) : told;
    }
}
