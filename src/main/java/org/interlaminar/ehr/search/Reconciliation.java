package org.interlaminar.ehr.search;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.Schedule;
import org.interlaminar.intake.Comparison;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Reconciliations;
import org.interlaminar.outbound.Answer;
import org.interlaminar.reading.ScreenedType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks each source, once a night, whether what landed is what it has: how many resources of a type, whether some of ours are
 * there, whether its newest are here. It changes nothing; a difference is shown.
 */
@Component
public class Reconciliation {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    private static final int SAMPLE = 50;

    private final EhrSettings settings;
    private final Ehrs ehrs;
    private final Comparison comparison;
    private final Ledger ledger;
    private final Reconciliations reconciliations;
    private final Schedule schedule;

    Reconciliation(
            EhrSettings settings,
            Ehrs ehrs,
            Comparison comparison,
            Ledger ledger,
            Reconciliations reconciliations,
            Schedule schedule) {
        this.settings = settings;
        this.ehrs = ehrs;
        this.comparison = comparison;
        this.ledger = ledger;
        this.reconciliations = reconciliations;
        this.schedule = schedule;
    }

    /** Sources of which some type has not been compared since the last time of day for it. */
    public List<String> due() {
        Optional<Instant> since = settings.ehr().enabled() ? lastTime() : Optional.empty();
        return since.isEmpty()
                ? List.of()
                : settings.pulled().stream()
                        .filter(source -> !schedule.isLeftAlone(source))
                        .filter(source -> reconciliations.areDue(
                                source, settings.source(source).types(), since.get()))
                        .toList();
    }

    /** Compares the types of the source that are due and that no other node was quicker to take. */
    public void compareDue(String source) throws SQLException {
        Instant since = lastTime().orElseThrow();
        for (String type : settings.source(source).types()) {
            if (reconciliations.take(source, type, since)) {
                compare(source, type);
            }
        }
    }

    /**
     * Compares all types of the source now.
     *
     * @throws IllegalArgumentException naming the missing key when the source has no base URL
     */
    public List<Reconciliations.Compared> compare(String source) throws SQLException {
        List<Reconciliations.Compared> all = new ArrayList<>();
        for (String type : settings.source(source).types()) {
            all.add(compare(source, type));
        }
        return all;
    }

    private Reconciliations.Compared compare(String source, String type) throws SQLException {
        OneType one = new OneType(source, type);
        one.compare();
        Reconciliations.Compared result = one.result();
        reconciliations.write(result);
        if (result.differs()) {
            LOG.warn(
                    "reconciliation of {}, {}: {} there and {} here, of {} sampled {} missing here and {} missing there",
                    source,
                    type,
                    result.theirs(),
                    result.ours(),
                    result.sampled(),
                    result.missingHere(),
                    result.missingThere());
        }
        return result;
    }

    /** The local time of day, by the store's clock, so that all nodes of one zone mean the same night. */
    private Optional<Instant> lastTime() {
        return settings.reconcile()
                .time()
                .map(at -> last(at, reconciliations.now().atZone(ZoneId.systemDefault())));
    }

    static Instant last(LocalTime at, ZonedDateTime now) {
        ZonedDateTime today = now.with(at);
        return (today.isAfter(now) ? now.minusDays(1).with(at) : today).toInstant();
    }

    /** One type of one source under comparison. */
    private final class OneType {
        private final String source;
        private final String type;
        private final Ehrs.Ehr ehr;
        private final List<String> remarks = new ArrayList<>();
        private Long theirs;
        private Long ours;
        private int sampled;
        private int missingHere;
        private int missingThere;

        OneType(String source, String type) {
            this.source = source;
            this.type = type;
            this.ehr = ehrs.ehr(source);
        }

        void compare() throws SQLException {
            ScreenedType screened = ScreenedType.of(type);
            Optional<Instant> upto = ledger.watermark(source, type);
            if (screened == null || upto.isEmpty()) {
                remarks.add(screened == null ? "the type is not used" : "the type has not been pulled completely yet");
                return;
            }
            if (!screened.landsByCode()) {
                ours = comparison.living(source, type);
            }
            try {
                count(upto.get());
                lookUpOurs(upto.get());
                lookForTheirs(upto.get());
            } catch (FetchFailed e) {
                remarks.add(e.getMessage());
            }
        }

        private void count(Instant upto) throws FetchFailed {
            theirs = answer("?_summary=count").total();
            if (theirs == null) {
                remarks.add("the server does not count");
            } else if (ours != null && !ours.equals(theirs) && ehr.settings().lastUpdated()) {
                String since = DateTimeFormatter.ISO_INSTANT.format(upto);
                Long changed = answer("?_summary=count&_lastUpdated=gt" + since).total();
                long apart = Math.abs(theirs - ours);
                if (changed != null && apart <= changed) {
                    remarks.add("the counts are " + apart + " apart, and " + changed + " changed since the last pull");
                    theirs = null;
                }
            }
        }

        private void lookUpOurs(Instant upto) throws FetchFailed, SQLException {
            for (ById question : ById.of(comparison.some(source, type, SAMPLE))) {
                Set<String> asked = new HashSet<>(question.ids());
                Comparison.Shown shown = shown(question.query(), upto);
                sampled += asked.size();
                asked.removeAll(shown.ids());
                missingThere += asked.size();
            }
        }

        private void lookForTheirs(Instant upto) throws FetchFailed, SQLException {
            Comparison.Shown newest = shown("?_sort=-_lastUpdated&_count=" + SAMPLE, upto);
            sampled += newest.compared();
            missingHere += newest.missing();
        }

        private Comparison.Shown shown(String query, Instant upto) throws FetchFailed, SQLException {
            Answer answer = ehr.server().get(address(query));
            SearchPage.of(answer);
            try {
                return comparison.shown(source, answer.body(), upto);
            } catch (IOException e) {
                throw new FetchFailed("the answer could not be split into resources");
            }
        }

        private SearchPage answer(String query) throws FetchFailed {
            return SearchPage.of(ehr.server().get(address(query)));
        }

        private URI address(String query) {
            return URI.create(ehr.settings().base() + "/" + type + query);
        }

        Reconciliations.Compared result() {
            return new Reconciliations.Compared(
                    source,
                    type,
                    reconciliations.now(),
                    theirs,
                    ours,
                    sampled,
                    missingHere,
                    missingThere,
                    remarks.isEmpty() ? null : String.join("; ", remarks));
        }
    }
}
