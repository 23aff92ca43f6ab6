package org.interlaminar.operations;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.interlaminar.access.Access;
import org.interlaminar.derivation.Derivation;
import org.interlaminar.ehr.PullResult;
import org.interlaminar.ehr.Pulls;
import org.interlaminar.reporting.Cohort;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Says once, when the first pull of every source has ended and everybody has been derived, what came in, who was found, and
 * where the dashboard is. The last step of the derive leg calls it.
 */
@Component
public class StartReport {
    private final Pulls pulls;
    private final Derivation derivation;
    private final Cohort cohort;
    private final Access access;
    private final Optional<ServletWebServerApplicationContext> server;
    private final AtomicBoolean told = new AtomicBoolean();

    StartReport(
            Pulls pulls,
            Derivation derivation,
            Cohort cohort,
            Access access,
            Optional<ServletWebServerApplicationContext> server) {
        this.pulls = pulls;
        this.derivation = derivation;
        this.cohort = cohort;
        this.access = access;
        this.server = server;
    }

    public void tellOnce() {
        if (told.get() || !pulls.haveAllEndedOnce() || derivation.waiting() > 0 || !told.compareAndSet(false, true)) {
            return;
        }
        List<String> sources = pulls.sources();
        sources.stream()
                .flatMap(source -> pulls.last(source).stream())
                .map(PullResult::run)
                .flatMap(run -> RunReport.lines(run).stream())
                .forEach(System.out::println);
        if (sources.isEmpty()) {
            System.out.println(
                    "No source is pulled: none has interlaminar.sources.ID.base-url. Files come in with: load"
                            + " --source ID FOLDER");
        }
        RunReport.lines(cohort.counts()).forEach(System.out::println);
        server.ifPresent(running -> System.out.println(
                "Dashboard: http://localhost:" + running.getWebServer().getPort() + "  login: operator, "
                        + access.passwordJustGenerated()
                                .map(password -> "with the password shown above")
                                .orElse("with the password shown at the first start (lost it? reset-password)")));
    }
}
