package org.interlaminar.ehr.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server says with an OperationOutcome (<a href="https://hl7.org/fhir/R4/operationoutcome.html">R4</a>). Its texts are
 * searched for a few words and never passed on: they may name a person.
 */
final class Outcome {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern TYPE = Pattern.compile("\\b[A-Z][A-Za-z]{2,}\\b");
    private static final Pattern TOO_RECENT = Pattern.compile(
            "too recent|recently (requested|exported)|requested .{0,40}recently", Pattern.CASE_INSENSITIVE);

    /** One issue. @param text everything it says in words */
    private record Issue(String severity, String code, String text) {
        boolean isError() {
            return severity.equals("error") || severity.equals("fatal");
        }
    }

    private final List<Issue> issues;

    private Outcome(List<Issue> issues) {
        this.issues = issues;
    }

    /** What the bytes say; nothing when they are no OperationOutcome. */
    static Outcome of(byte[] json) {
        List<Issue> issues = new ArrayList<>();
        try {
            JsonNode root = MAPPER.readTree(json);
            if (root != null && root.path("resourceType").asText().equals("OperationOutcome")) {
                root.path("issue")
                        .forEach(issue -> issues.add(new Issue(
                                word(issue.path("severity")),
                                word(issue.path("code")),
                                issue.path("diagnostics").asText("") + " " + issue.path("details") + " "
                                        + issue.path("expression") + issue.path("location"))));
            }
        } catch (IOException e) {
            issues.clear();
        }
        return new Outcome(issues);
    }

    private static String word(JsonNode node) {
        String text = node.asText("");
        return text.matches("[a-z-]{1,30}") ? text : "";
    }

    boolean isEmpty() {
        return issues.isEmpty();
    }

    boolean has(String code) {
        return issues.stream().anyMatch(issue -> issue.code().equals(code));
    }

    /** One vendor allows an export of a group once in 24 hours and says so in words only (EHR B13). */
    boolean saysTooRecent() {
        return issues.stream()
                .anyMatch(issue -> TOO_RECENT.matcher(issue.text()).find());
    }

    boolean isError() {
        return issues.stream().anyMatch(Issue::isError);
    }

    /** Codes of all issues, for the ledger. */
    Set<String> codes() {
        Set<String> codes = new TreeSet<>();
        issues.stream().map(Issue::code).filter(code -> !code.isEmpty()).forEach(codes::add);
        return codes;
    }

    /** Of these types, those that the errors speak of; all of them when they speak of none. */
    Set<String> concerned(List<String> types) {
        Set<String> concerned = new TreeSet<>();
        for (Issue issue : issues) {
            if (issue.isError()) {
                Set<String> named = new TreeSet<>();
                Matcher words = TYPE.matcher(issue.text());
                while (words.find()) {
                    if (types.contains(words.group())) {
                        named.add(words.group());
                    }
                }
                concerned.addAll(named.isEmpty() ? types : named);
            }
        }
        return concerned;
    }
}
