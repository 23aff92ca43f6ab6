package org.interlaminar.publication.fhir;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Resource;
import org.interlaminar.reporting.ResultKind;
import org.interlaminar.reporting.ResultPage;
import org.interlaminar.reporting.ResultPage.Place;
import org.interlaminar.reporting.ResultRow;
import org.interlaminar.reporting.Results;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Rows of the store, and the resources that are made of them. */
final class Shelf {
    private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);
    private static final int PIECE = 1000;

    final Results results;
    final Dates dates;
    final InstrumentCodes codes;
    private final TransactionTemplate reading;

    Shelf(Results results, Dates dates, InstrumentCodes codes, TransactionTemplate reading) {
        this.results = results;
        this.dates = dates;
        this.codes = codes;
        this.reading = reading;
        reading.setReadOnly(true);
        reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * All that is read is of one state of the store.
     *
     * @throws BaseServerResponseException in our own words, when it cannot be read: what the store says holds rows
     */
    <T> T atOnce(Supplier<T> what) {
        try {
            return reading.execute(status -> what.get());
        } catch (TransactionException | DataAccessResourceFailureException e) {
            throw new UnclassifiedServerFailureException(503, "Nothing can be read now; try again in a minute.");
        } catch (BaseServerResponseException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("a request for FHIR failed: {}", e.getClass().getName());
            throw new InternalErrorException("The log says what went wrong.");
        }
    }

    Resource resource(ResultKind kind, ResultRow row) {
        return switch (kind) {
            case PERSON -> People.of(row, dates);
            case CONDITION -> Diagnoses.of(row, dates);
            case PROCEDURE -> Operations.of(row, dates);
            case OBSERVATION -> Outcomes.of(row, dates, codes);
        };
    }

    /** Everything of these people that is of this kind. */
    List<ResultRow> all(ResultKind kind, Collection<String> people) {
        List<ResultRow> all = new ArrayList<>();
        Place after = null;
        while (true) {
            List<ResultRow> page = results.read(new ResultPage(kind, people, List.of(), after, PIECE));
            if (page.size() <= PIECE) {
                all.addAll(page);
                return all;
            }
            all.addAll(page.subList(0, PIECE));
            after = new Place(page.get(PIECE - 1).person(), page.get(PIECE - 1).id());
        }
    }

    /** All resources of these people but the Provenance, by person. */
    Map<String, List<Resource>> cases(Collection<String> people) {
        Map<String, List<Resource>> cases = new TreeMap<>();
        for (ResultKind kind : ResultKind.values()) {
            all(kind, people).forEach(row -> cases.computeIfAbsent(row.person(), any -> new ArrayList<>())
                    .add(resource(kind, row)));
        }
        return cases;
    }

    /** The Provenance of each of these rows of people. */
    List<Resource> origins(List<ResultRow> rows) {
        TreeSet<String> people = new TreeSet<>();
        rows.forEach(row -> people.add(row.person()));
        Map<String, List<Resource>> cases = cases(people);
        Map<String, List<Results.Source>> sources = new TreeMap<>();
        results.sources(people).forEach(source -> sources.computeIfAbsent(source.person(), any -> new ArrayList<>())
                .add(source));
        return rows.stream()
                .map(row -> (Resource)
                        Origins.of(row, cases.get(row.person()), sources.getOrDefault(row.person(), List.of())))
                .toList();
    }
}
