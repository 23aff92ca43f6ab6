package org.interlaminar.reading;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.interlaminar.clinical.AnsweredQuestionnaire;
import org.interlaminar.clinical.AnsweredQuestionnaire.Answer;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.PartialDate;

/**
 * Reads a <a href="https://hl7.org/fhir/R4/questionnaireresponse.html">QuestionnaireResponse</a>, whose items nest below items and
 * below answers.
 */
final class QuestionnaireResponseReader implements TypeReader {
    private static final Set<String> SCORES = Set.of(
            "http://hl7.org/fhir/StructureDefinition/ordinalValue",
            "http://hl7.org/fhir/StructureDefinition/itemWeight");

    /** Longer numbers are ids of a terminology, not scores. */
    private static final Pattern PLAIN_SCORE = Pattern.compile("\\d{1,3}(\\.\\d{1,3})?");

    /** An answer before the questionnaire is known, which may come last. */
    private record Given(String linkId, BigDecimal value) {}

    private final Elements in;
    private final Map<String, Map<String, Code>> questionnaires;
    private String status;
    private String questionnaire;
    private PartialDate authored;
    private String encounter;
    private final List<Given> given = new ArrayList<>();

    /** @param questionnaires what their items ask, by canonical URL and linkId */
    QuestionnaireResponseReader(Elements in, Map<String, Map<String, Code>> questionnaires) {
        this.in = in;
        this.questionnaires = questionnaires;
    }

    @Override
    public void field(String name) throws IOException, Unreadable {
        switch (name) {
            case "status" -> status = in.string();
            case "questionnaire" -> questionnaire = withoutVersion(in.string());
            case "authored" -> authored = in.date(name);
            case "encounter" -> encounter = in.mention().id("Encounter");
            case "item" -> in.eachElement(() -> given.addAll(item()));
            default -> in.skip();
        }
    }

    private static String withoutVersion(String canonical) {
        int version = canonical == null ? -1 : canonical.indexOf('|');
        return version < 0 ? canonical : canonical.substring(0, version);
    }

    /** Its own answers, what stands below them, then the items within. */
    private List<Given> item() throws IOException, Unreadable {
        String[] linkId = new String[1];
        List<BigDecimal> values = new ArrayList<>(1);
        List<Given> below = new ArrayList<>(0);
        List<Given> within = new ArrayList<>(0);
        in.eachField(name -> {
            switch (name) {
                case "linkId" -> linkId[0] = in.string();
                case "answer" -> in.eachElement(() -> values.add(answer(below)));
                case "item" -> in.eachElement(() -> within.addAll(item()));
                default -> in.skip();
            }
        });
        List<Given> all = new ArrayList<>(values.size() + below.size() + within.size());
        if (linkId[0] != null) {
            values.forEach(value -> all.add(new Given(linkId[0], value)));
        }
        all.addAll(below);
        all.addAll(within);
        return all;
    }

    private BigDecimal answer(List<Given> below) throws IOException, Unreadable {
        BigDecimal[] value = new BigDecimal[1];
        in.eachField(name -> {
            String path = "item.answer." + name;
            switch (name) {
                case "valueInteger", "valueDecimal" -> value[0] = in.number(path);
                case "valueQuantity" -> value[0] = in.quantity(path).value();
                case "valueBoolean" -> value[0] = asNumber(in.truth());
                case "valueCoding" -> value[0] = score(path);
                case "item" -> in.eachElement(() -> below.addAll(item()));
                default -> in.skip();
            }
        });
        return value[0];
    }

    private static BigDecimal asNumber(Boolean truth) {
        return truth == null ? null : truth ? BigDecimal.ONE : BigDecimal.ZERO;
    }

    /** The option's score where it is told, else its code where that is a small number. */
    private BigDecimal score(String path) throws IOException, Unreadable {
        BigDecimal[] told = new BigDecimal[1];
        String[] code = new String[1];
        in.eachField(name -> {
            switch (name) {
                case "extension" -> in.eachElement(() -> {
                    BigDecimal weight = weight(path + "." + name);
                    told[0] = weight == null ? told[0] : weight;
                });
                case "code" -> code[0] = in.string();
                default -> in.skip();
            }
        });
        if (told[0] != null || code[0] == null) {
            return told[0];
        }
        String plain = code[0].strip();
        return PLAIN_SCORE.matcher(plain).matches() ? new BigDecimal(plain) : null;
    }

    private BigDecimal weight(String path) throws IOException, Unreadable {
        String[] url = new String[1];
        BigDecimal[] value = new BigDecimal[1];
        in.eachField(name -> {
            switch (name) {
                case "url" -> url[0] = in.string();
                case "valueDecimal", "valueInteger" -> value[0] = in.number(path + "." + name);
                default -> in.skip();
            }
        });
        return url[0] != null && SCORES.contains(url[0]) ? value[0] : null;
    }

    @Override
    public ClinicalRecord record() {
        Map<String, Code> asked =
                questionnaire == null ? Map.of() : questionnaires.getOrDefault(questionnaire, Map.of());
        List<Answer> answers = given.stream()
                .filter(one -> asked.containsKey(one.linkId))
                .map(one -> new Answer(asked.get(one.linkId), one.linkId, one.value))
                .toList();
        return new AnsweredQuestionnaire(in.ref(), status, questionnaire, authored, encounter, answers);
    }
}
