package org.interlaminar.ehr.preflight;

import java.util.Optional;
import org.interlaminar.ehr.search.Paging;
import org.interlaminar.ehr.search.SearchPage;

/**
 * A search that was followed to its end.
 *
 * @param announced the total on its first page; empty when it told none
 * @param sent matches on all pages
 * @param shortfall how fewer came than were announced; empty when they did not
 */
record Walk(Optional<Long> announced, long sent, Optional<String> shortfall) {
    static Walk of(SearchPage first, Paging search) {
        return new Walk(Optional.ofNullable(first.total()), search.matches(), search.shortfall());
    }
}
