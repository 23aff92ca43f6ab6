package org.interlaminar.demo;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Sort;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.param.ReferenceOrListParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.time.Clock;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;

/**
 * Read and search of one resource type. There is one class per set of search parameters, not per type: HAPI writes the
 * CapabilityStatement from the annotations, so a parameter stands only where the type has it.
 */
abstract class ResourceEndpoint implements IResourceProvider {
    final Shelf shelf;

    ResourceEndpoint(Shelf shelf) {
        this.shelf = shelf;
    }

    /** The resources of one type, and what is needed to serve them. */
    record Shelf(FhirContext fhir, String type, Holdings holdings, Clock clock) {
        IBundleProvider search(SearchTerms terms, SortSpec sort) {
            List<ServedResource> matches = terms.inOrder(sort, holdings.ofType(type));
            return new ServedResults(fhir, matches, clock.instant());
        }
    }

    @Override
    public Class<? extends IBaseResource> getResourceType() {
        return shelf.fhir().getResourceDefinition(shelf.type()).getImplementingClass();
    }

    @Read
    public IBaseResource read(@IdParam IdType id) {
        return shelf.holdings()
                .find(shelf.type(), id.getIdPart())
                .map(found -> ServedResults.parse(shelf.fhir(), List.of(found)).get(0))
                .orElseThrow(() -> new ResourceNotFoundException(id));
    }

    /** For types that are about nobody, and for Patient. */
    static final class Plain extends ResourceEndpoint {
        Plain(Shelf shelf) {
            super(shelf);
        }

        @Search
        public IBundleProvider search(
                @OptionalParam(name = "_id") TokenOrListParam ids,
                @OptionalParam(name = "_lastUpdated") DateRangeParam updated,
                @Sort SortSpec sort) {
            return shelf.search(new SearchTerms().ids(ids).updated(updated), sort);
        }
    }

    /** For types that are about a patient. */
    static final class OfPatient extends ResourceEndpoint {
        OfPatient(Shelf shelf) {
            super(shelf);
        }

        @Search
        public IBundleProvider search(
                @OptionalParam(name = "_id") TokenOrListParam ids,
                @OptionalParam(name = "_lastUpdated") DateRangeParam updated,
                @OptionalParam(name = "patient") ReferenceOrListParam patients,
                @OptionalParam(name = "subject") ReferenceOrListParam subjects,
                @Sort SortSpec sort) {
            return shelf.search(
                    new SearchTerms()
                            .ids(ids)
                            .updated(updated)
                            .patients(patients)
                            .patients(subjects),
                    sort);
        }
    }

    /** For types that are about a patient and say what by a code. */
    static final class Coded extends ResourceEndpoint {
        Coded(Shelf shelf) {
            super(shelf);
        }

        @Search
        public IBundleProvider search(
                @OptionalParam(name = "_id") TokenOrListParam ids,
                @OptionalParam(name = "_lastUpdated") DateRangeParam updated,
                @OptionalParam(name = "patient") ReferenceOrListParam patients,
                @OptionalParam(name = "subject") ReferenceOrListParam subjects,
                @OptionalParam(name = "code") TokenOrListParam codes,
                @Sort SortSpec sort) {
            return shelf.search(
                    new SearchTerms()
                            .ids(ids)
                            .updated(updated)
                            .patients(patients)
                            .patients(subjects)
                            .codes(codes),
                    sort);
        }
    }
}
