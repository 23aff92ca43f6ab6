package org.interlaminar.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.interlaminar.reading.Outline.Field;
import org.interlaminar.reading.Unreadable.Cause;

/**
 * Outlines a resource through Jackson's tokens: the reference that {@link ByteOutliner} must agree with, and the judge of
 * everything that one is unsure about.
 */
final class JacksonOutliner {
    private byte[] scratch = new byte[4096];
    private int used;
    private Outline outline;

    void outline(byte[] bytes, int from, int to, Outline target) throws Unreadable {
        outline = target;
        used = 0;
        outline.reset(scratch);
        try (JsonParser parser = Json.FACTORY.createParser(bytes, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Unreadable(Cause.NOT_A_RESOURCE, "not a JSON object");
            }
            roots(parser);
            if (parser.nextToken() != null) {
                throw new Unreadable(Cause.BAD_JSON, "something follows the resource on its line");
            }
        } catch (IOException e) {
            throw new Unreadable(Cause.BAD_JSON, "not well-formed JSON");
        } finally {
            // Also of what cannot be read: it is set aside under what was outlined before.
            outline.bytes = scratch;
        }
    }

    private void roots(JsonParser parser) throws IOException, Unreadable {
        Set<Root> seen = EnumSet.noneOf(Root.class);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            byte[] name = parser.currentName().getBytes(StandardCharsets.UTF_8);
            Root root = Root.of(name, 0, name.length);
            parser.nextToken();
            if (root == null) {
                parser.skipChildren();
                continue;
            }
            if (!seen.add(root)) {
                throw new Unreadable(Cause.DUPLICATE_KEY, "element '" + root.element + "' stands twice");
            }
            if (root == Root.PATIENT && seen.contains(Root.SUBJECT)) {
                parser.skipChildren();
            } else {
                root(root, parser);
            }
        }
    }

    private void root(Root root, JsonParser parser) throws IOException, Unreadable {
        switch (root) {
            case RESOURCE_TYPE -> text(Field.TYPE, parser);
            case ID -> text(Field.ID, parser);
            case IMPLICIT_RULES, MODIFIER_EXTENSION -> {
                outline.unknownModifier = true;
                parser.skipChildren();
            }
            case META -> meta(parser);
            case SUBJECT, PATIENT -> subject(parser);
            case QUESTIONNAIRE -> text(Field.QUESTIONNAIRE, parser);
            default -> element(root, parser);
        }
    }

    private void text(Field field, JsonParser parser) throws IOException, Unreadable {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            if (Json.holdsNul(parser.getText())) {
                throw new Unreadable(Cause.BAD_JSON, "id, meta or subject holds U+0000, which no text of FHIR may");
            }
            int from = used;
            outline.set(field, from, keep(parser.getText()));
        } else {
            parser.skipChildren();
        }
    }

    private void meta(JsonParser parser) throws IOException, Unreadable {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "versionId" -> text(Field.VERSION, parser);
                case "lastUpdated" -> text(Field.UPDATED, parser);
                case "tag" -> tag(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void tag(JsonParser parser) throws IOException {
        int depth = parser.currentToken().isStructStart() ? 1 : 0;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.VALUE_STRING
                    && "code".equals(parser.currentName())
                    && "SUBSETTED".equals(parser.getText())) {
                outline.subsetted = true;
            }
        }
    }

    /** Where both stand, {@code subject} names the person and {@code patient} is not asked. */
    private void subject(JsonParser parser) throws IOException, Unreadable {
        outline.hasSubject = true;
        outline.unset(Field.REFERENCE);
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean reference = "reference".equals(parser.currentName());
            parser.nextToken();
            if (reference) {
                text(Field.REFERENCE, parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void element(Root root, JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            int from = used;
            outline.addText(root, from, keep(parser.getText()));
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            object(root, parser);
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            array(root, parser);
        }
    }

    private void array(Root root, JsonParser parser) throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                object(root, parser);
            } else if (token == JsonToken.START_ARRAY) {
                array(root, parser);
            }
        }
    }

    private void object(Root root, JsonParser parser) throws IOException {
        String system = null;
        String code = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_STRING) {
                switch (name) {
                    case "system" -> system = Json.withoutNul(parser.getText());
                    case "code" -> code = Json.withoutNul(parser.getText());
                    case "text", "display" -> {
                        int from = used;
                        outline.addText(root, from, keep(parser.getText()));
                    }
                    default -> {}
                }
            } else if (token == JsonToken.START_OBJECT) {
                object(root, parser);
            } else if (token == JsonToken.START_ARRAY) {
                array(root, parser);
            }
        }
        if (code != null) {
            int systemFrom = system == null ? -1 : used;
            int systemTo = system == null ? -1 : keep(system);
            int codeFrom = used;
            outline.addCoding(root, systemFrom, systemTo, codeFrom, keep(code));
        }
    }

    private int keep(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (used + bytes.length + 8 > scratch.length) {
            scratch = Arrays.copyOf(scratch, 2 * (used + bytes.length + 8));
        }
        System.arraycopy(bytes, 0, scratch, used, bytes.length);
        used += bytes.length;
        return used;
    }
}
