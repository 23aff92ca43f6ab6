package org.interlaminar.demo;

import ca.uhn.fhir.rest.api.SortOrderEnum;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.param.BaseParam;
import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.param.ParamPrefixEnum;
import ca.uhn.fhir.rest.param.ReferenceOrListParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The terms of one search, each narrowing it. A term that was not asked for (null) narrows nothing; one that is asked
 * for in a way the demo EHR does not understand is refused, because ignoring it would serve too much.
 */
final class SearchTerms {
    private Predicate<ServedResource> matches = resource -> true;
    private boolean everything = true;

    SearchTerms ids(TokenOrListParam ids) {
        if (ids == null) {
            return this;
        }
        Set<String> wanted = ids.getValuesAsQueryTokens().stream()
                .map(SearchTerms::plain)
                .map(TokenParam::getValue)
                .collect(Collectors.toSet());
        return and(resource -> wanted.contains(resource.id()));
    }

    /** A bound given to the second, minute or day means all of it, as FHIR's search rules say. */
    SearchTerms updated(DateRangeParam updated) {
        if (updated == null) {
            return this;
        }
        refuseNotEqual(updated.getLowerBound());
        Date first = updated.getLowerBoundAsInstant();
        Date last = updated.getUpperBoundAsInstant();
        return and(resource -> {
            Date at = Date.from(resource.lastUpdated());
            return (first == null || !at.before(first)) && (last == null || !at.after(last));
        });
    }

    SearchTerms patients(ReferenceOrListParam patients) {
        if (patients == null) {
            return this;
        }
        Set<String> wanted = patients.getValuesAsQueryTokens().stream()
                .map(SearchTerms::plain)
                .map(SearchTerms::ofThisServer)
                .filter(reference -> !reference.hasResourceType() || "Patient".equals(reference.getResourceType()))
                .map(ReferenceParam::getIdPart)
                .collect(Collectors.toSet());
        return and(resource -> wanted.contains(resource.patient()));
    }

    SearchTerms codes(TokenOrListParam codes) {
        if (codes == null) {
            return this;
        }
        List<TokenParam> wanted =
                codes.getValuesAsQueryTokens().stream().map(SearchTerms::plain).toList();
        return and(resource ->
                resource.codes().stream().anyMatch(code -> wanted.stream().anyMatch(token -> means(token, code))));
    }

    /**
     * What of the candidates matches, by {@code meta.lastUpdated}.
     *
     * @param sort null, or by {@code _lastUpdated} upwards or downwards
     * @param candidates in ascending order
     * @throws InvalidRequestException if another order is asked for
     */
    List<ServedResource> inOrder(SortSpec sort, List<ServedResource> candidates) {
        if (sort != null && !"_lastUpdated".equals(sort.getParamName())) {
            throw new InvalidRequestException("Sorting is by _lastUpdated only, not by " + sort.getParamName() + ".");
        }
        List<ServedResource> found =
                everything ? candidates : candidates.stream().filter(matches).toList();
        if (sort == null || sort.getOrder() != SortOrderEnum.DESC) {
            return found;
        }
        var downwards = new ArrayList<>(found);
        Collections.reverse(downwards);
        return downwards;
    }

    private SearchTerms and(Predicate<ServedResource> term) {
        matches = matches.and(term);
        everything = false;
        return this;
    }

    /** {@code code}: in any system; {@code |code}: in none; {@code system|}: any code of it. */
    private static boolean means(TokenParam token, ServedCode code) {
        boolean system = token.getSystem() == null
                || token.getSystem().equals(code.system())
                || token.getSystem().isEmpty() && code.system() == null;
        boolean value = token.getValue() == null
                || token.getValue().isEmpty()
                || token.getValue().equals(code.code());
        return system && value;
    }

    private static void refuseNotEqual(DateParam bound) {
        // HAPI's range treats "not equal" as equal.
        if (bound != null && bound.getPrefix() == ParamPrefixEnum.NOT_EQUAL) {
            throw new InvalidRequestException("The prefix ne is not supported.");
        }
    }

    private static ReferenceParam ofThisServer(ReferenceParam reference) {
        if (reference.getBaseUrl() != null && !reference.getBaseUrl().isEmpty()) {
            throw new InvalidRequestException("Name a patient as Patient/id, not by an address.");
        }
        return reference;
    }

    private static <P extends BaseParam> P plain(P param) {
        if (param.getMissing() != null || param.getQueryParameterQualifier() != null) {
            throw new InvalidRequestException(
                    "Search modifiers are not supported: " + param.getQueryParameterQualifier());
        }
        return param;
    }
}
