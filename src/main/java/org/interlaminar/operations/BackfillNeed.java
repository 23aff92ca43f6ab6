package org.interlaminar.operations;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.interlaminar.intake.Backfills;

/**
 * What a source has to give again, because somebody was found worth deriving after the bodies had been given up.
 *
 * @param parts names of the files or pages it came in
 * @param pulled whether the next pull fetches these people again by itself
 */
record BackfillNeed(String source, long people, long versions, List<String> parts, boolean pulled) {

    /**
     * One for each source.
     *
     * @param pulled sources whose people the next pull fetches again by itself
     */
    static List<BackfillNeed> of(List<Backfills.Order> orders, List<String> pulled) {
        SortedMap<String, BackfillNeed> bySource = new TreeMap<>();
        orders.forEach(order -> bySource.merge(
                order.record().source(),
                of(order, pulled.contains(order.record().source())),
                BackfillNeed::plus));
        return List.copyOf(bySource.values());
    }

    private static BackfillNeed of(Backfills.Order order, boolean pulled) {
        List<String> parts = Arrays.stream(order.parts().split(", "))
                .filter(part -> !part.isEmpty())
                .toList();
        return new BackfillNeed(order.record().source(), 1, order.versions(), parts, pulled);
    }

    private BackfillNeed plus(BackfillNeed other) {
        List<String> all = List.copyOf(new TreeSet<>(
                Stream.concat(parts.stream(), other.parts.stream()).toList()));
        return new BackfillNeed(source, people + other.people, versions + other.versions, all, pulled);
    }
}
