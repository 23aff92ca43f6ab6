package org.interlaminar.recognition;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.MedicationUse;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.clinical.ValueSet;

/**
 * Drugs rolled up to their ingredient, from the value sets {@code cons-med-*}, {@code sedation*} and {@code local-anaesthetic};
 * by code, by the ingredient concept map, or by the ingredient's word. Clinical rules, section 4.
 */
public final class TherapyRules {
    /** Given under somebody's eyes it is sedation, taken at home it is an opioid: the record decides. */
    public static final String SEDATION_OR_OPIOID = "sedation-or-opioid";

    private static final Map<String, String> KINDS = kinds();
    private static final Set<String> MILLIGRAM = Set.of("mg", "milligram", "milligrams");
    private static final Set<String> MICROGRAM = Set.of("ug", "mcg", "microgram", "micrograms");
    private static final BigDecimal A_THOUSANDTH = new BigDecimal("0.001");
    private static final Pattern STRENGTH = Pattern.compile("[^/]{0,60}?(\\d{1,5}(?:\\.\\d{1,3})?)\\s*mg\\b");

    /**
     * One ingredient of a drug.
     *
     * @param kind nsaid, neuropathic, opioid, analgesic, sedation, {@link #SEDATION_OR_OPIOID} or local-anaesthetic
     * @param ingredient our short label
     * @param certainty definite by code, probable by a word
     * @param morphineEquivalent milligrams of oral morphine a day, or null
     */
    public record Ingredient(
            String kind, String ingredient, Certainty certainty, BigDecimal morphineEquivalent, Evidence evidence) {}

    private final Terminology terminology;
    private final Map<ValueSet, String> kindOf = new LinkedHashMap<>();

    private record Word(Pattern pattern, Code code, ValueSet valueSet) {}

    private final List<Word> words = new ArrayList<>();

    public TherapyRules(Terminology terminology) {
        this.terminology = terminology;
        KINDS.forEach((name, kind) -> kindOf.put(terminology.valueSet(name), kind));
        kindOf.keySet().forEach(valueSet -> valueSet.codes().forEach(code -> {
            String label = terminology.label(code).toLowerCase(Locale.ROOT);
            words.add(new Word(Pattern.compile("\\b" + Pattern.quote(label) + "\\b"), code, valueSet));
        }));
    }

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("cons-med-nsaid", "nsaid");
        kinds.put("cons-med-neuropathic", "neuropathic");
        kinds.put("cons-med-opioid", "opioid");
        kinds.put("cons-med-analgesic", "analgesic");
        kinds.put("sedation", "sedation");
        kinds.put("sedation-or-opioid", SEDATION_OR_OPIOID);
        kinds.put("local-anaesthetic", "local-anaesthetic");
        return kinds;
    }

    /** @param medication the drug, from the record itself or from the Medication it names */
    public List<Ingredient> recognise(MedicationUse use, CodedText medication) {
        List<Ingredient> found = new ArrayList<>();
        kindOf.forEach((valueSet, kind) -> terminology
                .matches(valueSet, medication)
                .forEach(match -> found.add(ingredient(
                        kind,
                        match.member(),
                        Certainty.DEFINITE,
                        use,
                        medication,
                        new Evidence(use.ref(), "ingredient-by-code", match)))));
        return found.isEmpty() ? byWord(use, medication) : found;
    }

    private List<Ingredient> byWord(MedicationUse use, CodedText medication) {
        List<Ingredient> found = new ArrayList<>();
        String said = String.join(" / ", medication.texts()).toLowerCase(Locale.ROOT);
        for (Word word : words) {
            if (!said.isEmpty() && word.pattern().matcher(said).find()) {
                Terminology.Match match =
                        new Terminology.Match(word.code(), word.code(), word.valueSet(), Terminology.Route.TEXT);
                found.add(ingredient(
                        kindOf.get(word.valueSet()),
                        word.code(),
                        Certainty.PROBABLE,
                        use,
                        medication,
                        new Evidence(use.ref(), "ingredient-by-word", match)));
            }
        }
        return found;
    }

    private Ingredient ingredient(
            String kind, Code code, Certainty certainty, MedicationUse use, CodedText medication, Evidence evidence) {
        String label = terminology.label(code).toLowerCase(Locale.ROOT);
        BigDecimal daily = terminology
                .property(code, "factor")
                .map(BigDecimal::new)
                .flatMap(factor ->
                        milligramsADay(use.dosage(), label, medication).map(factor::multiply))
                .map(milligrams -> milligrams.setScale(1, java.math.RoundingMode.HALF_UP))
                .orElse(null);
        return new Ingredient(kind, label, certainty, daily, evidence);
    }

    private static Optional<BigDecimal> milligramsADay(
            MedicationUse.Dosage dosage, String label, CodedText medication) {
        if (dosage.amount() == null || dosage.perDay() == null) {
            return Optional.empty();
        }
        String unit = dosage.unit() == null ? "" : dosage.unit().strip().toLowerCase(Locale.ROOT);
        Optional<BigDecimal> ofOne = MILLIGRAM.contains(unit)
                ? Optional.of(BigDecimal.ONE)
                : MICROGRAM.contains(unit) ? Optional.of(A_THOUSANDTH) : strength(label, medication);
        return ofOne.map(milligrams -> milligrams.multiply(dosage.amount()).multiply(dosage.perDay()));
    }

    /** Of a combination the number that stands behind the ingredient's own word. */
    private static Optional<BigDecimal> strength(String label, CodedText medication) {
        for (String text : medication.texts()) {
            String said = text.toLowerCase(Locale.ROOT);
            int at = said.indexOf(label);
            Matcher strength = STRENGTH.matcher(at < 0 ? "" : said.substring(at + label.length()));
            if (strength.lookingAt()) {
                return Optional.of(new BigDecimal(strength.group(1)));
            }
        }
        return Optional.empty();
    }
}
