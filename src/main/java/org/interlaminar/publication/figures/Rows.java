package org.interlaminar.publication.figures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.interlaminar.outcomes.Estimate;
import org.interlaminar.outcomes.Proportion;
import org.interlaminar.outcomes.suppression.Published;
import org.interlaminar.outcomes.suppression.Shown;
import org.interlaminar.publication.figures.PublishedFigure.Row;

/** The rows of one figure as they are told: every value goes through what may be shown. */
final class Rows {
    private final Published published;
    private final List<Row> rows = new ArrayList<>();
    private Map<String, Shown<Number>> current;

    Rows(Published published) {
        this.published = published;
    }

    Rows row(String... labels) {
        current = new LinkedHashMap<>();
        rows.add(new Row(List.of(labels), Collections.unmodifiableMap(current)));
        return this;
    }

    Rows count(String statistic, String key) {
        return put(statistic, published.count(key).map(people -> people));
    }

    /** A statistic over the people of a cell; one that is null is left out when it could have been shown. */
    Rows over(String statistic, String people, Number value) {
        return value == null ? this : put(statistic, published.over(people, () -> value));
    }

    /** Mean, deviation and interval of the people of a cell, with a word in front where there are several. */
    Rows estimate(String word, String people, Estimate estimate) {
        over(word + "mean", people, estimate.mean());
        over(word + "sd", people, estimate.deviation());
        over(word + "low", people, estimate.low());
        return over(word + "high", people, estimate.high());
    }

    /** So many of so many, with the share and its interval. */
    Rows share(String word, String part, String whole, Proportion proportion) {
        return share(word, "count", part, whole, proportion);
    }

    /** The same under another name of the count. */
    Rows share(String word, String count, String part, String whole, Proportion proportion) {
        count(word + count, part);
        count(word + "of", whole);
        if (proportion.isKnown()) {
            Shown<Proportion> shown = published.share(part, whole, () -> proportion);
            put(word + "share", number(shown, Proportion::share));
            put(word + "low", number(shown, Proportion::low));
            put(word + "high", number(shown, Proportion::high));
        }
        return this;
    }

    /** A statistic over the share of two cells, such as a point of a curve. */
    Rows of(String statistic, String part, String whole, Number value) {
        return value == null ? this : put(statistic, published.share(part, whole, () -> value));
    }

    /** A statistic over three cells, each within the next. */
    Rows ofBoth(String statistic, String part, String whole, String widest, Number value) {
        if (value == null) {
            return this;
        }
        Shown<Number> of = published.share(part, whole, () -> value);
        return put(statistic, of.isHidden() ? of : published.share(whole, widest, () -> value));
    }

    /** A statistic over several groups at once. */
    Rows overAll(String statistic, List<String> groups, Number value) {
        return put(statistic, published.overAll(groups, () -> value));
    }

    /** The same, which says something of each of their parts too; parts may be nobody. */
    Rows ofAll(String statistic, List<String> groups, List<String> parts, Number value) {
        boolean isHidden = parts.stream().anyMatch(part -> published.count(part).isHidden());
        return isHidden ? withheld(statistic) : overAll(statistic, groups, value);
    }

    /** Statistics that the figure itself holds back. */
    Rows withheld(String... statistics) {
        for (String statistic : statistics) {
            put(statistic, published.withheld());
        }
        return this;
    }

    List<Row> all() {
        return List.copyOf(rows);
    }

    private static <T> Shown<Number> number(Shown<T> shown, Function<T, Number> number) {
        return shown.map(number);
    }

    private Rows put(String statistic, Shown<Number> value) {
        current.put(statistic, value);
        return this;
    }
}
