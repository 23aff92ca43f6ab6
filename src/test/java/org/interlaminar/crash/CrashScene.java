package org.interlaminar.crash;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.interlaminar.fixture.Service;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A store, an EHR, a service in a process of its own, the work it has to do, and a twin of it that nothing happens to. */
final class CrashScene implements AutoCloseable {
    private static final int USUAL_PASSES_OF_DROPS = 2;

    private static final int HANGS = -2;

    private final Path folder;
    private final Random random;
    private final KillableStore store;
    private final StubEhr ehr = new StubEhr();
    private final StubExports exporting = new StubExports();
    private final Work work;
    private final JdbcClient sql;
    private final ScheduledExecutorService hand = Executors.newSingleThreadScheduledExecutor();
    private final Map<CrashPoint, Integer> usualPasses = new HashMap<>();
    private final List<Work.Task> outstanding = new ArrayList<>();
    private final Set<String> acknowledged = new HashSet<>();
    private long usualMillis;
    private Fork fork;
    private boolean routes;

    CrashScene(Path folder, Random random) throws Exception {
        this.folder = folder;
        this.random = random;
        this.store = new KillableStore(folder);
        this.work = new Work(folder, random, ehr, exporting, Service.started());
        this.sql = JdbcClient.create(new DriverManagerDataSource(store.url(), "postgres", ""));
        start(false);
        observe();
        try (Connection connection = store.connect()) {
            Gate.putInto(connection);
        }
    }

    /** One round without harm, to learn how often which point is passed and how long a round takes. */
    private void observe() throws Exception {
        outstanding.addAll(work.next());
        fork.arm(CrashPoint.AFTER_RECEIVE, 0);
        long began = System.nanoTime();
        attempt();
        usualMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        for (String passed : fork.passed().split(",")) {
            String[] point = passed.split("=");
            usualPasses.put(CrashPoint.valueOf(point[0]), Integer.parseInt(point[1]));
        }
        // A fresh store comes there because it has no value sets yet; a retag comes there once.
        usualPasses.remove(CrashPoint.MID_RETAG);
        finish();
    }

    /**
     * Gives the service a round of work and hits it while it works.
     *
     * @return whether it was hit; a point may turn out not to be on this round's way
     */
    boolean strike(Blow blow) throws Exception {
        if (blow.point() == CrashPoint.MID_RETAG) {
            outstanding.add(work.retag());
            start(false);
        } else {
            if (!fork.isAlive() || blow.needsRoutes() && !routes) {
                start(blow.needsRoutes());
            }
            outstanding.addAll(work.next());
            if (routes) {
                work.drop();
            }
        }
        Future<?> harm = harm(blow);
        attempt();
        if (harm != null) {
            harm.get(2, TimeUnit.MINUTES);
        }
        return switch (blow.kind()) {
            case AT_POINT -> !fork.isAlive();
            case SERVICE_AT_ANY_TIME, STORE_AT_ANY_TIME -> true;
            case STORE_MID_MERGE -> Boolean.TRUE.equals(harm.get());
        };
    }

    private Future<?> harm(Blow blow) throws SQLException {
        switch (blow.kind()) {
            case AT_POINT -> {
                int passes = usualPasses.getOrDefault(blow.point(), blow.needsRoutes() ? USUAL_PASSES_OF_DROPS : 1);
                fork.arm(blow.point(), 1 + random.nextInt(passes));
                return null;
            }
            case SERVICE_AT_ANY_TIME -> {
                return hand.schedule(fork::kill, sometime(), TimeUnit.MILLISECONDS);
            }
            case STORE_AT_ANY_TIME -> {
                return hand.schedule(this::killStore, sometime(), TimeUnit.MILLISECONDS);
            }
            default -> {
                Gate gate = Gate.shut(store.connect());
                return hand.submit(() -> {
                    boolean reached = gate.awaitSomebody(Duration.ofSeconds(20));
                    killStore();
                    return reached;
                });
            }
        }
    }

    private long sometime() {
        return random.nextInt((int) usualMillis + 1);
    }

    private Void killStore() throws IOException {
        store.kill();
        store.startAgain();
        return null;
    }

    /** What has been acknowledged and is not in the store. */
    Set<String> lostOfAcknowledged() throws IOException {
        acknowledged.addAll(work.acknowledgedByEhr());
        acknowledged.addAll(work.acknowledgedByDrop());
        Set<String> lost = new HashSet<>(acknowledged);
        lost.removeAll(new Findings(sql).landed());
        return lost;
    }

    /** Restarts what was killed and does the work to its end. */
    void finish() throws Exception {
        if (!fork.isAlive()) {
            start(routes && work.hasDropsLeft());
        }
        try {
            await().atMost(Duration.ofSeconds(120))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        attempt();
                        return outstanding.isEmpty();
                    });
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(outstanding + " cannot be done; it said: " + fork.words(), e);
        }
        if (routes) {
            await().atMost(Duration.ofSeconds(60)).until(() -> !work.hasDropsLeft());
            await().atMost(Duration.ofSeconds(60)).until(() -> marks() == 0);
        }
    }

    private long marks() {
        return sql.sql("select count(*) from landing.dirty").query(Long.class).single();
    }

    /** Does what is outstanding, side by side, the export at the end; what is acknowledged is outstanding no more. */
    private void attempt() {
        // A command is one object, made for one process: the same one cannot run beside itself.
        List<Work.Task> todo = new ArrayList<>(outstanding);
        todo.removeIf(Work.Task::isExport);
        while (!todo.isEmpty()) {
            Map<String, Work.Task> together = new LinkedHashMap<>();
            todo.forEach(task -> together.putIfAbsent(task.word(), task));
            todo.removeAll(together.values());
            Map<Work.Task, CompletableFuture<Integer>> running = new LinkedHashMap<>();
            together.values().forEach(task -> running.put(task, fork.run(task.command())));
            running.forEach(this::acknowledged);
        }
        for (Work.Task task : List.copyOf(outstanding)) {
            if (task.isExport() && outstanding.size() == 1) {
                acknowledged(task, fork.run(task.command()));
            }
        }
        if (routes) {
            await().atMost(Duration.ofSeconds(90)).until(() -> !fork.isAlive() || !work.hasDropsLeft());
        }
    }

    private void acknowledged(Work.Task task, CompletableFuture<Integer> exit) {
        if (exit.completeOnTimeout(HANGS, 120, TimeUnit.SECONDS).join() == HANGS) {
            throw new IllegalStateException(task.command() + " hangs; it said: " + fork.words() + fork.threads());
        }
        if (task.isDone(exit.join())) {
            outstanding.remove(task);
            acknowledged.addAll(task.versions());
        }
    }

    Findings here() {
        return new Findings(sql);
    }

    Findings twin() {
        return new Findings(work.twin().sql());
    }

    Map<String, String> martHere() {
        return Service.martHashes(sql);
    }

    Map<String, String> martOfTwin() {
        return work.twin().martHashes();
    }

    List<String> tornExports() throws IOException {
        return work.tornExports();
    }

    String words() {
        return fork.words();
    }

    private void start(boolean withRoutes) throws IOException {
        if (fork != null) {
            fork.close();
        }
        routes = withRoutes;
        List<String> settings = new ArrayList<>(List.of(
                "--interlaminar.store.url=" + store.url(),
                "--interlaminar.store.user=postgres",
                "--interlaminar.sources.ehr.base-url=" + ehr.base("one"),
                "--interlaminar.sources.ehr.types=" + StubEhr.TYPES_SETTING,
                "--interlaminar.sources.ehr.overlap=2s",
                "--interlaminar.sources.exporting.base-url=" + exporting.base(),
                "--interlaminar.sources.exporting.types=" + StubEhr.TYPES_SETTING,
                "--interlaminar.sources.exporting.overlap=2s",
                "--interlaminar.sources.exporting.bulk.level=system",
                "--interlaminar.ehr.shortest-pause=10ms",
                "--interlaminar.ehr.spool=" + folder.resolve("spool"),
                "--interlaminar.derive.people=3",
                "--interlaminar.derive.poll=1s",
                "--interlaminar.ehr.enabled=false",
                "--spring.main.web-application-type=none"));
        if (work.hasOtherValueSets()) {
            settings.add("--interlaminar.profiles=" + work.profiles());
        }
        if (withRoutes) {
            settings.add("--interlaminar.intake.drop=" + work.dropFolder());
        } else {
            settings.add("--spring.profiles.active=command");
        }
        fork = Fork.of(folder, settings.toArray(String[]::new)).ready();
    }

    @Override
    public void close() throws IOException {
        hand.shutdownNow();
        if (fork != null) {
            fork.close();
        }
        ehr.close();
        exporting.close();
        work.twin().close();
        store.close();
    }
}
