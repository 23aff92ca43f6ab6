package org.interlaminar.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.interlaminar.fixture.Seeds;
import org.interlaminar.fixture.Service;
import org.interlaminar.truth.Hospital.Event;
import org.interlaminar.truth.SimulatedEhr.Meta;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same deliveries in whatever order, deriving whenever, give the same mart: that of the truth alone (P2). */
class OrderOfDeliveriesTest {
    private static final int ORDERS = 5;
    private static final int EVENTS = 40;

    private static Service service;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() {
        service = Service.started("interlaminar.derive.people=2", "interlaminar.derive.workers=2");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @EnumSource
    void fiveOrdersOfTheSameDeliveriesGiveTheSameMart(Meta meta) throws Exception {
        for (long seed : Thorough.fewSeeds()) {
            SimulatedEhr ehr = new SimulatedEhr(meta);
            List<Parcel> parcels = parcels(ehr, meta, new Random(seed));
            String name = meta.name().toLowerCase(java.util.Locale.ROOT) + "-" + Long.toHexString(seed);
            new Loader(service, name + "-truth", folder).loadAsOf(new Exports(ehr).truth());
            service.derive();
            List<String> truth = service.mart(name + "-truth");
            Random shuffling = new Random(seed);
            for (int order = 1; order <= ORDERS; order++) {
                List<String> told = loaded(name + "-order" + order, parcels, shuffling);
                assertThat(service.mart(name + "-order" + order))
                        .as(Seeds.named(seed, meta + ", order " + order) + "\n" + String.join("\n", told) + "\n")
                        .isEqualTo(truth);
                Collections.shuffle(parcels, shuffling);
            }
        }
    }

    /** What leaves an EHR in the course of some events; the last parcels tell all that is true and all that is gone. */
    private static List<Parcel> parcels(SimulatedEhr ehr, Meta meta, Random random) {
        Hospital hospital = new Hospital(ehr, eventsThatCanBeReordered(meta));
        Exports exports = new Exports(ehr);
        List<Parcel> parcels = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            ehr.pass(Duration.ofSeconds(1 + random.nextInt(1000)));
            hospital.happen(i < 3 ? Event.ADMIT : hospital.any(random), random);
            if (random.nextInt(5) == 0) {
                ehr.pass(Duration.ofSeconds(1));
                parcels.add(
                        switch (random.nextInt(meta == Meta.NONE ? 3 : 4)) {
                            case 0 -> exports.bulk(null);
                            case 1 -> exports.bulk(ehr.now().minusSeconds(random.nextInt(8000)));
                            case 2 -> exports.plain(random);
                            default -> exports.history(ehr.now().minusSeconds(random.nextInt(8000)));
                        });
            }
        }
        ehr.pass(Duration.ofSeconds(1));
        parcels.add(exports.bulk(null));
        return parcels;
    }

    /** See {@link Setting#events}: the same corner. */
    private static Set<Event> eventsThatCanBeReordered(Meta meta) {
        Set<Event> events = EnumSet.allOf(Event.class);
        if (!meta.isCounted()) {
            events.removeAll(Set.of(Event.NOISE, Event.CORRECT_OUT_OF_SCREEN));
        }
        return events;
    }

    private static List<String> loaded(String source, List<Parcel> parcels, Random random) throws Exception {
        Loader loader = new Loader(service, source, folder);
        List<String> told = new ArrayList<>();
        for (Parcel parcel : parcels) {
            told.add(String.valueOf(loader.loadAsOf(parcel)));
            if (random.nextInt(3) == 0) {
                service.derive();
            }
        }
        service.derive();
        return told;
    }
}
