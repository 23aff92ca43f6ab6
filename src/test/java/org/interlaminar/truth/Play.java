package org.interlaminar.truth;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.interlaminar.fixture.Service;

/** Plays one history: an EHR of its own, a source of its own, step by step until nothing is under way any more. */
final class Play implements AutoCloseable {
    private static final AtomicInteger SOURCES = new AtomicInteger();

    private final Service service;
    private final Setting setting;
    private final String source = "truth-" + SOURCES.incrementAndGet();
    private final SimulatedEhr ehr;
    private final Hospital hospital;
    private final Courier courier;
    private final Path folder;
    private final DerivingBeside beside;
    private final List<String> told = new ArrayList<>();

    /** @param another service on the same store, which derives beside the first */
    Play(Service service, Service another, EhrServer server, Setting setting, Path folder) {
        this.service = service;
        this.beside = new DerivingBeside(another);
        this.setting = setting;
        this.folder = folder;
        this.ehr = new SimulatedEhr(setting.meta());
        this.hospital = new Hospital(ehr, EnumSet.allOf(Hospital.Event.class));
        this.courier = new Courier(service, server, source, ehr, setting, folder);
    }

    /** What happened, a line for each step that changed something. */
    List<String> told() {
        return told;
    }

    void play(List<Step> steps) throws Exception {
        for (Step step : steps) {
            Random random = new Random(step.salt());
            letTimePass(random);
            try {
                tell(take(step.what(), random));
            } catch (Exception | AssertionError e) {
                tell(step.what() + " failed");
                throw e;
            }
        }
        becomeQuiet(new Random(setting.pageSize()));
    }

    void askTheOracle() throws Exception {
        new Oracle(service, source, folder).check(ehr, courier.receipts());
    }

    String source() {
        return source;
    }

    SimulatedEhr ehr() {
        return ehr;
    }

    private String take(Enum<?> what, Random random) throws Exception {
        if (what instanceof Hospital.Event event) {
            return hospital.happen(event, random);
        }
        Errand errand = (Errand) what;
        if (errand == Errand.DERIVE) {
            service.derive();
            return "derived";
        }
        if (errand == Errand.DERIVE_BESIDE) {
            beside.begin();
            return "deriving beside";
        }
        String done = courier.go(errand, hospital, random);
        beside.end();
        return done;
    }

    /**
     * Everything arrives, the EHR is asked a last time, and nobody is left to derive. Deriving in between shows what does not
     * mark its people: a case derived once too often hides it.
     */
    private void becomeQuiet(Random random) throws Exception {
        ehr.pass(Duration.ofMinutes(1));
        beside.end();
        service.derive();
        boolean mailFirst = random.nextBoolean();
        if (mailFirst) {
            empty(random);
        }
        tell(courier.end(setting.ending()));
        if (!mailFirst) {
            service.derive();
            empty(random);
        }
        service.derive();
    }

    private void empty(Random random) throws Exception {
        while (courier.hasMail()) {
            tell(courier.go(Errand.MAIL_ARRIVES, hospital, random));
        }
    }

    private void letTimePass(Random random) {
        Duration seconds = Duration.ofSeconds(1 + random.nextInt(4000));
        // Where only deliveries order versions, their clock of whole seconds must be able to.
        ehr.pass(setting.meta().isDated() ? seconds.plusMillis(random.nextInt(1000)) : seconds);
    }

    private void tell(String line) {
        if (line != null) {
            told.add(ehr.now() + " " + line);
        }
    }

    @Override
    public void close() {
        beside.close();
    }
}
