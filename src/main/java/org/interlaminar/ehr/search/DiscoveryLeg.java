package org.interlaminar.ehr.search;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.interlaminar.clinical.Code;
import org.interlaminar.ehr.CohortSettings;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.GroupMembers;
import org.interlaminar.intake.Delivery;
import org.interlaminar.ledger.CohortMembers;
import org.interlaminar.ledger.Way;
import org.interlaminar.reading.FhirProfiles;

/** Finds the people who are followed: by searches for codes, as members of a Group, or in a file (EHR C6). */
final class DiscoveryLeg implements Leg {
    private static final List<String> TYPES = List.of("Condition", "Procedure");

    private final PullRun run;
    private final Ehrs.Ehr ehr;
    private final CohortMembers members;
    private final Instant ourTime;
    private final Deque<Paging> searches = new ArrayDeque<>();
    private Paging.Fetched page;
    private Set<String> listed;
    private boolean begun;
    private boolean ended;

    /** @param ourTime stands in for the server's clock where the order of versions needs one */
    DiscoveryLeg(PullRun run, Ehrs.Ehr ehr, FhirProfiles profiles, CohortMembers members, Instant ourTime) {
        this.run = run;
        this.ehr = ehr;
        this.members = members;
        this.ourTime = ourTime;
        if (cohort().by() == CohortSettings.By.CODE) {
            TYPES.forEach(type -> search(type, profiles.anchorCodes(type)));
        }
    }

    private CohortSettings cohort() {
        return ehr.settings().cohort();
    }

    /** In portions: addresses must not be too long for the server or what stands before it. */
    private void search(String type, List<Code> codes) {
        int portion = cohort().codesInRequest();
        for (int from = 0; from < codes.size(); from += portion) {
            String asked = codes.subList(from, Math.min(codes.size(), from + portion)).stream()
                    .map(code -> URLEncoder.encode(code.toString(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining(","));
            searches.add(new Paging(
                    ehr.server(),
                    ehr.settings().base(),
                    type + "?code=" + asked + "&_count=" + ehr.settings().pageSize(),
                    type + " by code, search " + (from / portion + 1)));
        }
    }

    @Override
    public boolean hasMore() {
        return !ended;
    }

    @Override
    public void fetch() throws SQLException {
        page = null;
        listed = null;
        if (!begun && cohort().by() != CohortSettings.By.CODE) {
            begun = true;
            list();
            return;
        }
        if (searches.isEmpty()) {
            end();
            return;
        }
        Paging search = searches.element();
        try {
            page = search.fetch().orElse(null);
        } catch (FetchFailed e) {
            searches.remove();
            run.failed(search.pageName(), e);
        }
    }

    private void list() throws SQLException {
        try {
            listed = cohort().by() == CohortSettings.By.GROUP ? ofGroup() : ofFile(cohort().patientsFile());
        } catch (FetchFailed e) {
            run.failed("cohort", e);
        }
    }

    private Set<String> ofGroup() throws FetchFailed {
        try {
            return GroupMembers.read(ehr.server(), ehr.settings())
                    .orElseThrow(() -> new FetchFailed("the Group lists no members"));
        } catch (FetchFailed e) {
            throw e.isGone()
                    ? new FetchFailed(
                            e.status(),
                            "the Group that interlaminar.sources." + run.source()
                                    + ".group names does not exist on the server (" + e.status() + ")")
                    : e;
        }
    }

    private Set<String> ofFile(Path file) throws FetchFailed {
        try (var lines = Files.lines(file)) {
            return lines.map(line -> line.strip().replaceFirst("^Patient/", ""))
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new FetchFailed("the file that interlaminar.sources." + run.source()
                    + ".cohort.patients-file names cannot be read");
        }
    }

    @Override
    public void land() throws SQLException {
        if (listed != null) {
            Collection<String> all = listed;
            run.landing().conclude("cohort", (connection, tally) -> members.areAll(connection, run.source(), all));
            return;
        }
        if (page == null) {
            return;
        }
        Paging search = searches.element();
        Paging.Fetched landing = page;
        Delivery of = new Delivery(
                run.source(),
                Way.PULL,
                search.began().orElse(ourTime),
                search.began().isPresent(),
                Delivery.Scope.SOME);
        Long announced = landing.isFirst() ? landing.page().total() : null;
        boolean stored = run.stored(landing.name(), () -> run.landing()
                .landBundle(
                        of,
                        landing.name(),
                        landing.bytes(),
                        announced,
                        (connection, tally) -> members.found(
                                connection, run.source(), landing.page().patients())));
        if (!stored || run.isRestored(landing.name())) {
            searches.remove();
        } else if (landing.isLast()) {
            searches.remove();
            Optional<String> shortfall = search.shortfall();
            if (shortfall.isPresent()) {
                run.missing(search.pageName(), shortfall.get());
            }
        }
    }

    /** Some servers answer every search by code with nothing: then nobody is known not to be there. */
    private void end() throws SQLException {
        ended = true;
        if (cohort().by() == CohortSettings.By.CODE && members.size(run.source()) == 0) {
            run.missing(
                    "cohort",
                    "no code of stenosis or MILD was found: either the source has nobody, or it does not search by code;"
                            + " 'doctor --source " + run.source() + "' tells which");
        }
    }
}
