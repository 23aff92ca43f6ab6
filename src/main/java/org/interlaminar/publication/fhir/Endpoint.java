package org.interlaminar.publication.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.interlaminar.reporting.ResultKind;
import org.interlaminar.reporting.ResultKind.Column;
import org.interlaminar.reporting.ResultKind.Condition;
import org.interlaminar.reporting.ResultKind.Term;
import org.interlaminar.reporting.ResultPage;
import org.interlaminar.reporting.ResultPage.Place;
import org.interlaminar.reporting.ResultRow;
import org.interlaminar.reporting.Results.Presence;

/** Read and search of one type whose resources are rows of the store. */
class Endpoint implements IResourceProvider {
    private static final Pattern ID = Pattern.compile("(p[0-9a-f]{16})(-[a-z0-9]{1,16})?");

    final Shelf shelf;
    private final Sort sort;

    Endpoint(Shelf shelf, Sort sort) {
        this.shelf = shelf;
        this.sort = sort;
    }

    Sort sort() {
        return sort;
    }

    @Override
    public Class<? extends IBaseResource> getResourceType() {
        return FhirContext.forR4Cached().getResourceDefinition(sort.type()).getImplementingClass();
    }

    /**
     * @throws ResourceGoneException when nothing is told of the person any more
     * @throws ResourceNotFoundException when there is none
     */
    @Read
    public IBaseResource read(@IdParam IdType id) {
        return shelf.atOnce(() -> found(id.getIdPart()));
    }

    private Resource found(String id) {
        Matcher read = ID.matcher(id);
        if (!read.matches()) {
            throw new ResourceNotFoundException("There is no such resource.");
        }
        String row = sort.rowId(id);
        List<ResultRow> rows = row == null ? List.of() : rows(page(Set.of(read.group(1)), row));
        if (!rows.isEmpty()) {
            return sort.resources(shelf, rows).get(0);
        }
        if (!shelf.results.presence(read.group(1)).map(Presence::present).orElse(true)) {
            throw new ResourceGoneException("Nothing is told of this person any more.");
        }
        throw new ResourceNotFoundException("There is no such resource.");
    }

    private ResultPage page(Set<String> people, String row) {
        return new ResultPage(sort.kind(), people, List.of(Condition.all(Term.is(Column.ID, row))), null, 1);
    }

    private List<ResultRow> rows(ResultPage page) {
        return shelf.results.read(page);
    }

    /** Parameters are read by us, because one that is not known must be refused and HAPI would step over it. */
    @Search(allowUnknownParams = true)
    public Bundle search(RequestDetails request) {
        Asked asked = Asked.of(request.getParameters(), sort.parameters(shelf), sort.links());
        return shelf.atOnce(() -> answer(asked, new Links(request)));
    }

    private Bundle answer(Asked asked, Links links) {
        ResultPage page =
                new ResultPage(sort.kind(), asked.people, List.copyOf(asked.conditions), asked.after, asked.limit);
        Bundle bundle = links.bundle();
        if (asked.total || asked.countOnly) {
            bundle.setTotal(shelf.results.count(page));
        }
        if (asked.countOnly) {
            return bundle;
        }
        List<ResultRow> rows = rows(page);
        if (rows.size() > asked.limit) {
            rows = rows.subList(0, asked.limit);
            ResultRow last = rows.get(asked.limit - 1);
            links.next(bundle, Asked.told(new Place(last.person(), last.id())));
        }
        sort.resources(shelf, rows).forEach(one -> links.match(bundle, one));
        included(asked, rows).forEach(one -> links.included(bundle, one));
        return bundle;
    }

    private List<Resource> included(Asked asked, List<ResultRow> rows) {
        TreeSet<String> people = new TreeSet<>();
        rows.forEach(row -> people.add(row.person()));
        List<Resource> included = new ArrayList<>();
        if (people.isEmpty()) {
            return included;
        }
        boolean patients =
                asked.included.stream().anyMatch(one -> one.endsWith(":patient") || one.endsWith(":subject"));
        boolean origins = asked.included.contains(Sort.ORIGINS);
        if (patients || origins) {
            List<ResultRow> found = shelf.all(ResultKind.PERSON, people);
            if (patients) {
                found.forEach(row -> included.add(shelf.resource(ResultKind.PERSON, row)));
            }
            if (origins) {
                included.addAll(shelf.origins(found));
            }
        }
        if (asked.included.contains(Sort.FOCUS)) {
            TreeSet<String> wanted = new TreeSet<>();
            rows.stream()
                    .map(row -> row.text(Column.FOCUS))
                    .filter(java.util.Objects::nonNull)
                    .forEach(wanted::add);
            shelf.all(ResultKind.PROCEDURE, people).stream()
                    .filter(row -> wanted.contains(row.id()))
                    .forEach(row -> included.add(shelf.resource(ResultKind.PROCEDURE, row)));
        }
        return included;
    }
}
