package org.interlaminar.publication.fhir;

import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.interlaminar.publication.fhir.Parameter.Token;
import org.interlaminar.reporting.ResultKind;
import org.interlaminar.reporting.ResultKind.Column;
import org.interlaminar.reporting.ResultKind.Comparison;
import org.interlaminar.reporting.ResultKind.Term;
import org.interlaminar.reporting.ResultRow;

/** The types whose resources are rows of the store: where they come from and what they are searched by. */
enum Sort {
    PATIENT("Patient", ResultKind.PERSON, List.of("pseudonymous-patient"), Set.of()),
    CONDITION("Condition", ResultKind.CONDITION, List.of("lss-condition"), Set.of("patient", "subject")),
    PROCEDURE(
            "Procedure",
            ResultKind.PROCEDURE,
            List.of("mild-procedure", "other-spine-procedure"),
            Set.of("patient", "subject")),
    OBSERVATION(
            "Observation",
            ResultKind.OBSERVATION,
            List.of("outcome-observation", "outcome-event"),
            Set.of("patient", "subject", "focus")),
    PROVENANCE("Provenance", ResultKind.PERSON, List.of(), Set.of());

    static final String ORIGINS = "Provenance:target";
    static final String FOCUS = "Observation:focus";
    private static final String ROW = "-[0-9a-f]{16}";
    private static final Pattern PERSON = Pattern.compile("(?:.*/)?(p[0-9a-f]{16})(?:-[a-z0-9]{1,16})?");
    private static final String HL7 = "http://terminology.hl7.org/CodeSystem/";
    /** Nobody has this surrogate. */
    private static final String NOBODY = "";

    private final String type;
    private final ResultKind kind;
    private final List<String> profiles;
    private final Set<String> references;

    Sort(String type, ResultKind kind, List<String> profiles, Set<String> references) {
        this.type = type;
        this.kind = kind;
        this.profiles = profiles;
        this.references = references;
    }

    String type() {
        return type;
    }

    ResultKind kind() {
        return kind;
    }

    List<String> profiles() {
        return profiles;
    }

    /** What _include may have here. */
    List<String> includes() {
        return references.stream().sorted().map(one -> type + ":" + one).toList();
    }

    /** What _include and _revinclude may have. */
    Set<String> links() {
        Set<String> links = new java.util.TreeSet<>(includes());
        if (this != PROVENANCE) {
            links.add(ORIGINS);
        }
        return links;
    }

    /** The row that has this id as a resource; null when none can have it. */
    String rowId(String id) {
        String end =
                switch (this) {
                    case PATIENT -> "";
                    case CONDITION -> "-lss";
                    case PROVENANCE -> Origins.SUFFIX;
                    default -> ROW;
                };
        if (!id.matches("p[0-9a-f]{16}" + end)) {
            return null;
        }
        return this == PROVENANCE ? id.substring(0, id.length() - end.length()) : id;
    }

    List<Resource> resources(Shelf shelf, List<ResultRow> rows) {
        return this == PROVENANCE
                ? shelf.origins(rows)
                : rows.stream().map(row -> shelf.resource(kind, row)).toList();
    }

    List<Parameter> parameters(Shelf shelf) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter("_id", "token", Sort::person, id -> ofRow(rowId(id))));
        parameters.add(Parameter.date(
                "_lastUpdated", value -> AskedDate.of("_lastUpdated", value).instants(Column.AT)));
        if (references.contains("patient")) {
            parameters.add(Parameter.ofPerson("patient", "reference", Sort::patient));
            parameters.add(Parameter.ofPerson("subject", "reference", Sort::patient));
        }
        parameters.addAll(
                switch (this) {
                    case PATIENT -> patient();
                    case CONDITION -> condition();
                    case PROCEDURE -> procedure(shelf);
                    case OBSERVATION -> observation(shelf);
                    case PROVENANCE -> List.of(Parameter.ofPerson("target", "reference", Sort::person));
                });
        return parameters;
    }

    private static List<List<Term>> ofRow(String row) {
        return row == null ? Parameter.NONE : List.of(List.of(Term.is(Column.ID, row)));
    }

    private static List<Parameter> patient() {
        return List.of(
                Parameter.ofPerson("identifier", "token", value -> {
                    Token token = Token.of(value);
                    return token.is(Names.PERSON, token.code()) ? token.code() : NOBODY;
                }),
                Parameter.token("gender", token -> either(Column.SEX, token.code())));
    }

    private static List<Parameter> condition() {
        return List.of(
                Parameter.token(
                        "code",
                        token -> joined(
                                coded(token),
                                tokens(token, Names.TAG, Column.LSS, "lss", "yes", Column.CODE),
                                tokens(token, Names.TAG, Column.LSS, "lss-undecided", "undecided", Column.CODE))),
                fixed("category", HL7 + "condition-category", "problem-list-item"),
                fixed("clinical-status", HL7 + "condition-clinical", "active"),
                Parameter.token(
                        "_tag",
                        token -> joined(
                                tokens(token, Names.TAG, Column.LSS, "lss", "yes", null),
                                tokens(token, Names.TAG, Column.LSS, "lss-undecided", "undecided", null),
                                tokens(token, Names.TAG, Column.NC, "neurogenic-claudication", "yes", null),
                                tokens(token, Names.TAG, Column.FORAMINAL, "lss-foraminal", true, null))));
    }

    private static List<Parameter> procedure(Shelf shelf) {
        return List.of(
                Parameter.token(
                        "code",
                        token -> joined(
                                coded(token),
                                token.is(Names.TAG, token.code())
                                        ? List.of(
                                                List.of(Term.is(Column.TAG, token.code()), Term.is(Column.CODE, null)))
                                        : Parameter.NONE,
                                token.is(Names.ours("result-procedure-kind"), token.code())
                                        ? List.of(List.of(
                                                Term.is(Column.KIND, token.code()),
                                                Term.is(Column.CODE, null),
                                                Term.is(Column.TAG, null)))
                                        : Parameter.NONE)),
                date(shelf.dates),
                Parameter.token("status", Sort::status),
                Parameter.token(
                        "_tag",
                        token ->
                                token.is(Names.TAG, token.code()) ? either(Column.TAG, token.code()) : Parameter.NONE));
    }

    private static List<List<Term>> status(Token token) {
        return switch (token.code()) {
            case "not-done" -> either(Column.TAG, "mild-not-performed");
            case "unknown" -> List.of(
                    List.of(Term.is(Column.DATE, null), Term.is(Column.TAG, null)),
                    List.of(Term.is(Column.DATE, null), new Term(Column.TAG, Comparison.AFTER, "mild-not-performed")),
                    List.of(Term.is(Column.DATE, null), new Term(Column.TAG, Comparison.BEFORE, "mild-not-performed")));
            case "completed" -> Stream.of(
                            Term.is(Column.TAG, null),
                            new Term(Column.TAG, Comparison.AFTER, "mild-not-performed"),
                            new Term(Column.TAG, Comparison.BEFORE, "mild-not-performed"))
                    .map(tag -> List.of(new Term(Column.DATE, Comparison.AFTER, LocalDate.of(1, 1, 1)), tag))
                    .toList();
            default -> Parameter.NONE;
        };
    }

    private static List<Parameter> observation(Shelf shelf) {
        return List.of(
                Parameter.token("code", token -> {
                    List<List<Term>> terms = new ArrayList<>(coded(token));
                    shelf.codes
                            .with(token.system(), token.code())
                            .forEach(score -> terms.add(List.of(
                                    Term.is(Column.KIND, score.substring(0, score.indexOf(' '))),
                                    Term.is(Column.PART, score.substring(score.indexOf(' ') + 1)),
                                    Term.is(Column.SORT, Outcomes.SCORE),
                                    Term.is(Column.CODE, null))));
                    if (token.is(Names.ours("result-event-kind"), token.code())) {
                        terms.add(List.of(Term.is(Column.KIND, token.code()), Term.is(Column.SORT, "event")));
                    }
                    return terms;
                }),
                Parameter.token(
                        "category",
                        token -> joined(
                                tokens(
                                        token,
                                        HL7 + Outcomes.CATEGORY,
                                        Column.SORT,
                                        Outcomes.SURVEY,
                                        Outcomes.SCORE,
                                        null),
                                tokens(
                                        token,
                                        HL7 + Outcomes.CATEGORY,
                                        Column.SORT,
                                        Outcomes.PROCEDURE,
                                        "event",
                                        null))),
                date(shelf.dates),
                fixed("status", "http://hl7.org/fhir/observation-status", "final"));
    }

    private static Parameter date(Dates dates) {
        return Parameter.date("date", value -> {
            AskedDate asked = AskedDate.of("date", value);
            if (dates.yearsOnly() && !asked.isYear()) {
                // Asked for day after day, an answer would tell the day that it does not show.
                throw new InvalidRequestException("Dates are years here, so 'date' takes a year.");
            }
            return asked.days(Column.DATE);
        });
    }

    private static Parameter fixed(String name, String system, String code) {
        return Parameter.token(name, token -> token.is(system, code) ? Parameter.ALL : Parameter.NONE);
    }

    private static List<List<Term>> coded(Token token) {
        List<Term> terms = new ArrayList<>(List.of(Term.is(Column.CODE, token.code())));
        if (token.system() != null) {
            terms.add(Term.is(Column.SYSTEM, token.system()));
        }
        return List.of(terms);
    }

    /** Rows that have this value, when the token is this code; of those only the ones without what is absent. */
    private static List<List<Term>> tokens(
            Token token, String system, Column column, String code, Object value, Column absent) {
        if (!token.is(system, code)) {
            return Parameter.NONE;
        }
        return List.of(
                absent == null
                        ? List.of(Term.is(column, value))
                        : List.of(Term.is(column, value), Term.is(absent, null)));
    }

    private static List<List<Term>> either(Column column, Object value) {
        return List.of(List.of(Term.is(column, value)));
    }

    @SafeVarargs
    private static List<List<Term>> joined(List<List<Term>>... parts) {
        return Arrays.stream(parts).flatMap(List::stream).toList();
    }

    private static String person(String reference) {
        Matcher read = PERSON.matcher(reference);
        return read.matches() ? read.group(1) : NOBODY;
    }

    private static String patient(String reference) {
        boolean ofOther = reference.contains("/") && !reference.matches("(?:.*/)?Patient/[^/]*");
        return ofOther || reference.indexOf('-') >= 0 && !reference.contains("/") ? NOBODY : person(reference);
    }
}
