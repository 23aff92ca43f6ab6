package org.interlaminar.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.reading.Mention.Pointer;
import org.interlaminar.reading.Unreadable.Cause;

/**
 * FHIR's <a href="https://hl7.org/fhir/R4/datatypes.html">data types</a> from the JSON of one resource, streaming. Each method
 * reads the value the parser stands on and leaves it behind; a value of a shape that does not belong is stepped over.
 */
final class Elements {
    private static final int MAX_SCALE = 30;
    private static final int MAX_DIGITS = 100;

    private final SourceRef ref;
    private final JsonParser in;
    private final CodeNormaliser normaliser;
    private final ZoneId zone;

    Elements(SourceRef ref, JsonParser in, CodeNormaliser normaliser, ZoneId zone) {
        this.ref = ref;
        this.in = in;
        this.normaliser = normaliser;
        this.zone = zone;
    }

    SourceRef ref() {
        return ref;
    }

    interface Field {
        void read(String name) throws IOException, Unreadable;
    }

    void eachField(Field field) throws IOException, Unreadable {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            return;
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            field.read(name);
        }
    }

    interface Element {
        void read() throws IOException, Unreadable;
    }

    /** R5 and extensions of R4 make lists of what R4 has once, and the other way round. */
    void eachElement(Element element) throws IOException, Unreadable {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            element.read();
            return;
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            element.read();
        }
    }

    /** The fields of an object, or of each object in a list. */
    void eachFieldOfEach(Field field) throws IOException, Unreadable {
        eachElement(() -> eachField(field));
    }

    void skip() throws IOException {
        in.skipChildren();
    }

    String string() throws IOException {
        if (in.currentToken().isScalarValue() && in.currentToken() != JsonToken.VALUE_NULL) {
            return in.getText();
        }
        in.skipChildren();
        return null;
    }

    /** True, false, or null for anything else. */
    Boolean truth() throws IOException {
        JsonToken token = in.currentToken();
        in.skipChildren();
        return token == JsonToken.VALUE_TRUE ? Boolean.TRUE : token == JsonToken.VALUE_FALSE ? Boolean.FALSE : null;
    }

    /**
     * A few bytes of exponent can write a number of a billion digits, which no store takes.
     *
     * @param element its path, for the message
     */
    BigDecimal number(String element) throws IOException, Unreadable {
        String text = string();
        if (text == null) {
            return null;
        }
        try {
            String digits = text.strip();
            BigDecimal number = digits.length() > MAX_DIGITS ? null : new BigDecimal(digits);
            if (number != null && Math.abs((long) number.scale()) <= MAX_SCALE) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same answer.
        }
        throw unreadable(element, "is no number a score can have");
    }

    PartialDate date(String element) throws IOException, Unreadable {
        String text = string();
        if (text == null) {
            return null;
        }
        try {
            return PartialDate.parse(text.strip(), zone);
        } catch (DateTimeException | NumberFormatException e) {
            throw unreadable(element, "is no FHIR date");
        }
    }

    private Unreadable unreadable(String element, String what) {
        return new Unreadable(Cause.UNREADABLE_FIELD, ref.type() + "." + element + " " + what);
    }

    /** Each end may be null. */
    record Period(PartialDate start, PartialDate end) {
        static final Period NONE = new Period(null, null);

        static Period day(PartialDate day) {
            return new Period(day, null);
        }

        boolean isUndated() {
            return start == null && end == null;
        }
    }

    Period period(String element) throws IOException, Unreadable {
        PartialDate[] bounds = new PartialDate[2];
        eachField(name -> {
            switch (name) {
                case "start" -> bounds[0] = date(element + ".start");
                case "end" -> bounds[1] = date(element + ".end");
                default -> skip();
            }
        });
        return new Period(bounds[0], bounds[1]);
    }

    /** A number with its UCUM code, else its unit's text; each may be null. */
    record Quantity(BigDecimal value, String unit) {
        static final Quantity NONE = new Quantity(null, null);
    }

    Quantity quantity(String element) throws IOException, Unreadable {
        BigDecimal[] value = new BigDecimal[1];
        String[] units = new String[2];
        eachField(name -> {
            switch (name) {
                case "value" -> value[0] = number(element + ".value");
                case "code" -> units[0] = string();
                case "unit" -> units[1] = string();
                default -> skip();
            }
        });
        return new Quantity(value[0], units[0] != null ? units[0] : units[1]);
    }

    /** A status that R4 codes as a concept; DSTU2 and STU3 wrote plain text there. */
    String statusConcept(String element) throws IOException, Unreadable {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            throw new Unreadable(
                    Cause.WRONG_FHIR_VERSION, ref.type() + "." + element + " is text as in FHIR STU3; R4 is needed");
        }
        return concept().firstValue();
    }

    /** Plain text as what it says; empty when blank. */
    CodedText text() throws IOException {
        String text = string();
        return text == null || text.isBlank() ? CodedText.NONE : new CodedText(List.of(), List.of(text));
    }

    /**
     * A CodeableConcept, a bare Coding, an Annotation, R5's CodeableReference around a concept or the sites of a bill; or a
     * list of them.
     */
    CodedText concept() throws IOException, Unreadable {
        return mention().said();
    }

    /** Like {@link #concept}, with the references in it. */
    Mention mention() throws IOException, Unreadable {
        List<Mention> parts = new ArrayList<>(1);
        eachElement(() -> {
            Gathered gathered = new Gathered();
            gather(gathered, false);
            parts.add(gathered.mention());
        });
        return parts.size() == 1 ? parts.get(0) : Mention.join(parts);
    }

    private static final class Gathered {
        private final List<Code> codes = new ArrayList<>(2);
        private final List<String> texts = new ArrayList<>(2);
        private final List<String> modifiers = new ArrayList<>(0);
        private final List<Pointer> pointers = new ArrayList<>(0);

        Mention mention() {
            CodedText said = new CodedText(List.copyOf(codes), List.copyOf(texts), List.copyOf(modifiers));
            return new Mention(said, List.copyOf(pointers));
        }

        void say(String text) {
            if (text != null && !text.isBlank() && !texts.contains(text)) {
                texts.add(text);
            }
        }
    }

    private void gather(Gathered into, boolean isReference) throws IOException, Unreadable {
        String[] coding = new String[2];
        String[] own = new String[2];
        String[] pointer = new String[2];
        eachField(name -> {
            switch (name) {
                case "system" -> coding[0] = string();
                case "code" -> coding[1] = string();
                case "coding", "concept", "site", "subSite" -> eachElement(() -> gather(into, false));
                case "display" -> own[0] = string();
                case "text" -> own[1] = string();
                case "reference" -> {
                    if (in.currentToken() == JsonToken.START_OBJECT) {
                        gather(into, true);
                    } else {
                        pointer[0] = string();
                    }
                }
                case "type" -> pointer[1] = string();
                default -> skip();
            }
        });
        // Only now: the text may stand before the codings whose displays go first.
        if (isReference || pointer[0] != null || pointer[1] != null) {
            into.pointers.add(new Pointer(pointer[0], pointer[1], own[0]));
        } else {
            into.say(own[0]);
        }
        into.say(own[1]);
        Code code = normaliser.normalise(coding[0], coding[1]);
        if (code != null) {
            into.codes.add(code);
            into.modifiers.addAll(normaliser.modifiers(coding[0], coding[1]));
        }
    }
}
