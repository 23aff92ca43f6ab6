package org.interlaminar.ehr.search;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.Schedule;
import org.interlaminar.ehr.Storing;
import org.interlaminar.intake.Backfills;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.Landing;
import org.interlaminar.intake.Landing.AlsoInTransaction;
import org.interlaminar.intake.LandingRun;
import org.interlaminar.intake.SourceIsBusy;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Tally;
import org.interlaminar.ledger.Way;
import org.interlaminar.reading.ScreenedType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Fetches people again whose bodies had been given up and who have been anchored since: all the source has of them, type by
 * type. What it no longer shows of them is gone. An order that cannot be served waits.
 */
@Component
class PersonFetch {
    private static final Logger LOG = LoggerFactory.getLogger(PersonFetch.class);

    /** So many people before each pull: a pull must not wait for all of them. */
    private static final int MOST = 200;

    private final Ehrs ehrs;
    private final Backfills backfills;
    private final Landing landing;
    private final Schedule schedule;
    private final Clock clock;
    private final Map<String, String> lastPatient = new ConcurrentHashMap<>();

    PersonFetch(Ehrs ehrs, Backfills backfills, Landing landing, Schedule schedule, Clock clock) {
        this.ehrs = ehrs;
        this.backfills = backfills;
        this.landing = landing;
        this.schedule = schedule;
        this.clock = clock;
    }

    /** @return the run, or empty when nobody is wanted */
    Optional<RunSummary> fetch(String source) throws SourceIsBusy, SQLException {
        Ehrs.Ehr ehr = ehrs.ehr(source);
        List<String> patients = wanted(source);
        if (patients.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        try (LandingRun run = landing.open(Delivery.told(source, Way.BACKFILL, now, Delivery.Scope.SOME))) {
            int person = 0;
            boolean goesOn = true;
            while (goesOn && person < patients.size()) {
                String patient = patients.get(person);
                lastPatient.put(source, patient);
                goesOn = new OnePerson(source, ehr, run, patient, " of person " + ++person, now).fetch();
            }
            RunSummary summary = run.finish();
            LOG.info(
                    "people of {} fetched again, run {}: {}, {} of {} people, {} stored, {} gaps",
                    source,
                    summary.run(),
                    summary.outcome().word(),
                    person,
                    patients.size(),
                    summary.stored(),
                    summary.gaps().size());
            return Optional.of(summary);
        }
    }

    /** Those after the one that was asked for last come first: people who cannot be served must not keep others waiting. */
    private List<String> wanted(String source) {
        List<String> patients = new ArrayList<>(backfills.waiting().stream()
                .map(Backfills.Order::record)
                .filter(record -> record.source().equals(source))
                .map(record -> record.patient())
                .toList());
        int last = patients.indexOf(lastPatient.getOrDefault(source, ""));
        Collections.rotate(patients, -(last + 1));
        return patients.subList(0, Math.min(MOST, patients.size()));
    }

    /** One of them. */
    private final class OnePerson {
        private final String source;
        private final Ehrs.Ehr ehr;
        private final LandingRun run;
        private final String patient;
        private final String number;
        private final Instant ourTime;
        private Instant began;
        private boolean whole = true;

        OnePerson(String source, Ehrs.Ehr ehr, LandingRun run, String patient, String number, Instant ourTime) {
            this.source = source;
            this.ehr = ehr;
            this.run = run;
            this.patient = patient;
            this.number = number;
            this.ourTime = ourTime;
        }

        /** @return false when the server is in trouble, so that asking for further people is no use */
        boolean fetch() throws SQLException {
            List<String> types = ehr.settings().types().stream()
                    .filter(type -> ScreenedType.of(type) != null
                            && ScreenedType.of(type).hasSubject())
                    .toList();
            for (String type : types) {
                for (String parameters : ehr.settings().parameters(type)) {
                    Paging paging =
                            new Paging(ehr.server(), ehr.settings().base(), query(type, parameters), type + number);
                    try {
                        fetch(paging);
                    } catch (FetchFailed e) {
                        missing(paging.pageName(), paging.pageName() + ": " + e.getMessage());
                        return e.isRefusal();
                    }
                }
                if (run.olderThanBefore() > 0) {
                    missing(
                            type + number,
                            type + number + ": the server shows older versions than before: restored from"
                                    + " a backup? The next pull asks for everything again");
                    return false;
                }
            }
            if (whole) {
                Delivery seen = Delivery.told(source, Way.BACKFILL, began, Delivery.Scope.SOME);
                run.landGoneOf(seen, "gone" + number, patient, types);
            }
            return true;
        }

        private void fetch(Paging paging) throws FetchFailed, SQLException {
            Optional<Paging.Fetched> page;
            do {
                schedule.goesOn(Way.PULL, source, run.number());
                page = paging.fetch();
                if (page.isPresent()) {
                    land(paging, page.get());
                }
            } while (page.isEmpty() || !page.get().isLast());
            if (paging.began().isEmpty()) {
                whole = false;
            } else if (began == null || paging.began().get().isBefore(began)) {
                began = paging.began().get();
            }
            Optional<String> shortfall = paging.shortfall();
            if (shortfall.isPresent()) {
                missing(paging.pageName(), shortfall.get());
            }
        }

        private void land(Paging paging, Paging.Fetched page) throws FetchFailed, SQLException {
            Delivery of = new Delivery(
                    source,
                    Way.BACKFILL,
                    paging.began().orElse(ourTime),
                    paging.began().isPresent(),
                    Delivery.Scope.SOME);
            Long announced = page.isFirst() ? page.page().total() : null;
            Tally tally = Storing.store(
                    () -> run.landBundle(of, page.name(), page.bytes(), announced, AlsoInTransaction.NOTHING));
            whole &= tally.total(Tally.State.QUARANTINED) == 0 && tally.because("subsetted") == 0;
        }

        private String query(String type, String parameters) {
            return type + "?" + ehr.settings().ofPerson(type, patient) + "&_count="
                    + ehr.settings().pageSize() + (parameters.isEmpty() ? "" : "&" + parameters);
        }

        private void missing(String name, String why) throws SQLException {
            whole = false;
            LOG.warn("people of {} fetched again, run {}: {}", source, run.number(), why);
            run.missing(name, why);
        }
    }
}
