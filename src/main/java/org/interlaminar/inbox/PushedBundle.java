package org.interlaminar.inbox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * What was pushed, taken apart: a Bundle with its entries, or a single resource.
 *
 * @param resourceType of the whole
 * @param type of a Bundle, else null
 * @param identifier of a Bundle as system and value, or null
 * @param entries of a Bundle, in their order
 */
record PushedBundle(byte[] bytes, String resourceType, String type, String identifier, List<Entry> entries) {
    /**
     * One entry.
     *
     * @param number its place, from 0
     * @param fullUrl or null
     * @param from where its resource begins, or -1 without one
     * @param to where it ends
     * @param head of its resource, or null
     * @param request elements of {@code request} that are plain text; null without one
     */
    record Entry(int number, String fullUrl, int from, int to, ResourceHead head, Map<String, String> request) {
        boolean hasResource() {
            return from >= 0;
        }

        String requested(String element) {
            return request == null ? null : request.get(element);
        }
    }

    static PushedBundle of(byte[] bytes, JsonReading json, int mostEntries) throws Refused {
        return json.read(bytes, 0, bytes.length, parser -> new Reading(bytes, parser, mostEntries).whole());
    }

    boolean isBundle() {
        return "Bundle".equals(resourceType);
    }

    private static final class Reading {
        private final byte[] bytes;
        private final JsonParser parser;
        private final int mostEntries;
        private final List<Entry> entries = new ArrayList<>();
        private final Set<String> fullUrls = new HashSet<>();
        private String resourceType;
        private String type;
        private String identifier;
        private boolean twice;

        Reading(byte[] bytes, JsonParser parser, int mostEntries) {
            this.bytes = bytes;
            this.parser = parser;
            this.mostEntries = mostEntries;
        }

        PushedBundle whole() throws IOException, Refused {
            parser.nextToken();
            Set<String> names = new HashSet<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (!names.add(name)) {
                    throw Refused.malformed("The body names an element twice.");
                }
                element(name, parser.nextToken());
            }
            if (parser.nextToken() != null) {
                throw Refused.malformed("The body is more than one JSON object.");
            }
            if (resourceType == null) {
                throw Refused.malformed("The body has no resourceType.");
            }
            if (twice && !"history".equals(type)) {
                throw new Refused(400, IssueType.DUPLICATE, "Two entries have the same fullUrl.");
            }
            return new PushedBundle(bytes, resourceType, type, identifier, entries);
        }

        private void element(String name, JsonToken token) throws IOException, Refused {
            if (name.equals("resourceType") && token == JsonToken.VALUE_STRING) {
                resourceType = parser.getText();
            } else if (name.equals("type") && token == JsonToken.VALUE_STRING) {
                type = parser.getText();
            } else if (name.equals("identifier") && token == JsonToken.START_OBJECT) {
                Map<String, String> texts = texts();
                identifier =
                        texts.containsKey("value") ? texts.getOrDefault("system", "") + "|" + texts.get("value") : null;
            } else if (name.equals("entry") && token == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    entry();
                }
            } else {
                parser.skipChildren();
            }
        }

        private void entry() throws IOException, Refused {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw Refused.malformed("An entry is no object.").at(entries.size());
            }
            if (entries.size() == mostEntries) {
                throw Refused.tooMuch(
                        "The Bundle has more than " + mostEntries + " entries (interlaminar.inbox.max-entries).");
            }
            String fullUrl = null;
            int from = -1;
            int to = -1;
            ResourceHead head = null;
            Map<String, String> request = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (name.equals("fullUrl") && token == JsonToken.VALUE_STRING) {
                    fullUrl = parser.getText();
                } else if (name.equals("resource") && token == JsonToken.START_OBJECT) {
                    from = (int) parser.currentTokenLocation().getByteOffset();
                    head = ResourceHead.of(parser);
                    to = (int) parser.currentLocation().getByteOffset();
                } else if (name.equals("request") && token == JsonToken.START_OBJECT) {
                    request = texts();
                } else {
                    parser.skipChildren();
                }
            }
            twice |= fullUrl != null && !fullUrls.add(fullUrl);
            entries.add(new Entry(entries.size(), fullUrl, from, to, head, request));
        }

        private Map<String, String> texts() throws IOException {
            Map<String, String> texts = new HashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    texts.put(name, parser.getText());
                }
                parser.skipChildren();
            }
            return texts;
        }
    }
}
