package org.interlaminar.ehr.search;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.PatientReference;
import org.interlaminar.outbound.Answer;
import org.interlaminar.reading.Bytes;

/**
 * What a page of search results says about itself (<a href="https://hl7.org/fhir/R4/bundle.html#searchset">searchset</a>);
 * its resources are passed on as bytes.
 */
public final class SearchPage {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** A server's remark about the search: severity and code of an OperationOutcome's issue, never its text. */
    public record Issue(String severity, String code) {
        boolean isError() {
            return "error".equals(severity) || "fatal".equals(severity);
        }
    }

    private interface Element {
        void read(JsonParser parser) throws IOException;
    }

    private final List<Issue> issues = new ArrayList<>();
    private String resourceType = "";
    private String type = "";
    private Long total;
    private String next;
    private String self;
    private Instant lastUpdated;
    private long matches;
    private final Set<String> patients = new TreeSet<>();
    private final LongStream.Builder matchedKeys = LongStream.builder();

    private SearchPage() {}

    /** @throws FetchFailed when it is no searchset, or the server reports an error in it */
    public static SearchPage of(Answer answer) throws FetchFailed {
        SearchPage page = new SearchPage();
        try (JsonParser parser = FACTORY.createParser(answer.body())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            page.root(parser);
            if (parser.nextToken() != null) {
                throw new IOException("more than one JSON object");
            }
        } catch (IOException e) {
            String type = answer.mediaType();
            throw new FetchFailed("the answer is not well-formed JSON"
                    + (type.isEmpty() || type.contains("json") ? "" : " but " + type));
        }
        for (Issue issue : page.issues) {
            if (issue.isError()) {
                throw new FetchFailed("the server reports an error in its answer (" + issue.code() + ")");
            }
        }
        if (!page.resourceType.equals("Bundle")) {
            throw new FetchFailed("the answer is no Bundle");
        }
        return page;
    }

    /** Where the next page is, when the page says so before its entries; null when it does not, or is no page. */
    static String nextBeforeEntries(Answer answer) {
        SearchPage head = new SearchPage();
        try (JsonParser parser = FACTORY.createParser(answer.body())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME
                    && !parser.currentName().equals("entry")) {
                boolean isLink = parser.currentName().equals("link");
                if (parser.nextToken() == JsonToken.START_ARRAY && isLink) {
                    each(parser, head::link);
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            return null;
        }
        return head.next;
    }

    /** Whether it tells what was, version by version, and not what is there. */
    public boolean isHistory() {
        return type.equals("history");
    }

    /** How many matches the whole search has, when the server says so. */
    public Long total() {
        return total;
    }

    /** Where the next page is, as written; null on the last page. */
    public String next() {
        return next;
    }

    /**
     * Of these search parameters, those that the server left out when it said what it has searched for (EHR C4); none when it
     * does not say it.
     */
    List<String> ignored(Collection<String> parameters) {
        if (self == null || !self.contains("?") || !self.contains("=")) {
            return List.of();
        }
        Set<String> searched = new HashSet<>();
        for (String pair : self.substring(self.indexOf('?') + 1).split("&")) {
            // Names may come back with a modifier, and patient as subject.
            String name = pair.split("=", 2)[0].replaceFirst("(:|%3A|\\.).*$", "");
            searched.add(name.equals("subject") ? "patient" : name);
        }
        return parameters.stream()
                .filter(name -> !searched.contains(name.equals("subject") ? "patient" : name))
                .toList();
    }

    /** Logical ids of the patients that matches on this page are about, and of those that are Patients. */
    Set<String> patients() {
        return patients;
    }

    /** When the server made the page, when it says so. */
    Instant lastUpdated() {
        return lastUpdated;
    }

    /** Resources on this page that the search matched; in a history, versions, deletes included. */
    public long matches() {
        return matches;
    }

    /** Hashes of type and id of those matches that have them; to be asked for once. */
    LongStream matchedKeys() {
        return matchedKeys.build();
    }

    /** The server's remarks; none of them is an error. */
    public List<Issue> issues() {
        return issues;
    }

    private void root(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("resourceType")) {
                resourceType = word(parser);
            } else if (name.equals("type")) {
                type = word(parser);
            } else if (name.equals("total") && token == JsonToken.VALUE_NUMBER_INT) {
                total = parser.getLongValue();
            } else if (name.equals("meta") && token == JsonToken.START_OBJECT) {
                meta(parser);
            } else if (name.equals("link") && token == JsonToken.START_ARRAY) {
                each(parser, this::link);
            } else if (name.equals("entry") && token == JsonToken.START_ARRAY) {
                each(parser, this::entry);
            } else if (name.equals("issue") && token == JsonToken.START_ARRAY) {
                issues(parser, issues);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void meta(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isLastUpdated = parser.currentName().equals("lastUpdated");
            parser.nextToken();
            if (isLastUpdated) {
                lastUpdated = instant(word(parser));
            }
            parser.skipChildren();
        }
    }

    private void link(JsonParser parser) throws IOException {
        String relation = "";
        String url = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("relation")) {
                relation = word(parser);
            } else if (name.equals("url")) {
                url = word(parser);
            }
            parser.skipChildren();
        }
        if (relation.equals("next") && !url.isBlank()) {
            next = url;
        } else if (relation.equals("self")) {
            self = url;
        }
    }

    private void entry(JsonParser parser) throws IOException {
        String mode = "match";
        Named resource = null;
        boolean deleted = false;
        List<Issue> said = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("resource") && token == JsonToken.START_OBJECT) {
                resource = resource(parser, said);
            } else if (name.equals("search") && token == JsonToken.START_OBJECT) {
                mode = named("mode", parser, mode);
            } else if (name.equals("request") && token == JsonToken.START_OBJECT) {
                deleted = named("method", parser, "").equals("DELETE");
            } else {
                parser.skipChildren();
            }
        }
        if (mode.equals("outcome") || resource != null && resource.type().equals("OperationOutcome")) {
            issues.addAll(said);
        } else if ((resource != null || deleted) && !mode.equals("include")) {
            matches++;
            if (resource != null && !resource.id().isEmpty()) {
                matchedKeys.add(Bytes.keyHash(resource.type(), resource.id()));
            }
            if (resource != null && resource.patient() != null) {
                patients.add(resource.patient());
            }
        }
    }

    /** What names a resource; empty where it says nothing of it. */
    private record Named(String type, String id, String patient) {}

    private static Named resource(JsonParser parser, List<Issue> said) throws IOException {
        String type = "";
        String id = "";
        String patient = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if ((name.equals("subject") || name.equals("patient")) && token == JsonToken.START_OBJECT) {
                patient = PatientReference.in(parser);
            } else if (name.equals("resourceType")) {
                type = word(parser);
            } else if (name.equals("id")) {
                id = word(parser);
            } else if (name.equals("issue") && token == JsonToken.START_ARRAY) {
                issues(parser, said);
            } else {
                parser.skipChildren();
            }
        }
        return new Named(type, id, type.equals("Patient") ? id : patient);
    }

    private static String named(String wanted, JsonParser parser, String otherwise) throws IOException {
        String found = otherwise;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isWanted = parser.currentName().equals(wanted);
            parser.nextToken();
            found = isWanted ? word(parser) : found;
            parser.skipChildren();
        }
        return found;
    }

    private static void issues(JsonParser parser, List<Issue> into) throws IOException {
        each(parser, issue -> into.add(issue(issue)));
    }

    private static Issue issue(JsonParser parser) throws IOException {
        String severity = "";
        String code = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("severity")) {
                severity = word(parser);
            } else if (name.equals("code")) {
                code = word(parser);
            }
            parser.skipChildren();
        }
        return new Issue(code(severity), code(code));
    }

    /** Anything else than objects is refused: an array left in its middle would end the page, and the search, unnoticed. */
    private static void each(JsonParser array, Element element) throws IOException {
        while (array.nextToken() != JsonToken.END_ARRAY) {
            if (array.currentToken() != JsonToken.START_OBJECT) {
                throw new IOException("an element that is no object");
            }
            element.read(array);
        }
    }

    /** Codes go into the log and the ledger, so only what looks like a FHIR issue code passes. */
    private static String code(String text) {
        return text.matches("[a-z][a-z-]{0,30}") ? text : "no code";
    }

    private static String word(JsonParser parser) throws IOException {
        String text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
        parser.skipChildren();
        return text;
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
