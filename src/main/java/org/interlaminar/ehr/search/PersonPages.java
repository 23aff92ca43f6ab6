package org.interlaminar.ehr.search;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ledger.CohortMembers.Due;

/**
 * All that a source has of one person, or all that has changed, in memory. The Patient comes last: whose Patient has come has come
 * whole.
 */
final class PersonPages {
    /** A person with more is no person. */
    private static final long MOST_BYTES = 256L << 20;

    /** One page of one search. */
    record Page(String type, Paging.Fetched fetched, Optional<Instant> began) {}

    /**
     * What came, up to where it failed.
     *
     * @param failedAt name of the page that failed, or null
     * @param why it failed, or null
     */
    record Fetched(Due person, String number, List<Page> pages, String failedAt, FetchFailed why) {
        boolean isWhole() {
            return why == null;
        }

        /** The server's clock when the first search began; empty when some search was told none. */
        Optional<Instant> began() {
            return pages.stream().anyMatch(page -> page.began().isEmpty())
                    ? Optional.empty()
                    : pages.stream().map(page -> page.began().get()).min(Instant::compareTo);
        }
    }

    private final Ehrs.Ehr ehr;
    private final List<String> types;
    private final Due person;
    private final String number;
    private final List<Page> pages = new ArrayList<>();
    private long bytes;

    /**
     * @param types those that are about a person, without Patient
     * @param number for the ledger, which never names a person
     */
    PersonPages(Ehrs.Ehr ehr, List<String> types, Due person, String number) {
        this.ehr = ehr;
        this.types = types;
        this.person = person;
        this.number = number;
    }

    Fetched fetch() {
        List<String> order = new ArrayList<>(types);
        order.add("Patient");
        for (String type : order) {
            for (String parameters : ehr.settings().parameters(type)) {
                Paging paging = new Paging(
                        ehr.server(), ehr.settings().base(), query(type, parameters), type + " of person " + number);
                try {
                    fetch(type, paging);
                } catch (FetchFailed e) {
                    return new Fetched(person, number, pages, paging.pageName(), e);
                }
            }
        }
        return new Fetched(person, number, pages, null, null);
    }

    private void fetch(String type, Paging paging) throws FetchFailed {
        int before = pages.size();
        boolean last = false;
        while (!last) {
            Optional<Paging.Fetched> page = paging.fetch();
            if (page.isEmpty()) {
                pages.subList(before, pages.size()).clear();
                continue;
            }
            bytes += page.get().bytes().length;
            if (bytes > MOST_BYTES) {
                throw new FetchFailed(413, "the server has more of this person than anybody can be");
            }
            pages.add(new Page(type, page.get(), paging.began()));
            last = page.get().isLast();
        }
        Optional<String> shortfall = paging.shortfall();
        if (shortfall.isPresent()) {
            throw new FetchFailed(shortfall.get());
        }
    }

    private String query(String type, String parameters) {
        EhrSettings.Source settings = ehr.settings();
        boolean changes = !person.whole()
                && !type.equals("Patient")
                && settings.changes(type) == EhrSettings.Changes.LAST_UPDATED;
        Duration overlap = settings.overlap();
        return type + "?" + settings.ofPerson(type, person.patient()) + "&_count=" + settings.pageSize()
                + (parameters.isEmpty() ? "" : "&" + parameters)
                + (changes
                        ? "&_lastUpdated=ge"
                                + DateTimeFormatter.ISO_INSTANT.format(
                                        person.upto().minus(overlap))
                        : "");
    }
}
