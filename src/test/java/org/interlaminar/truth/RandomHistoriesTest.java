package org.interlaminar.truth;

import java.nio.file.Path;
import java.util.List;
import org.interlaminar.fixture.Service;
import org.interlaminar.truth.SimulatedEhr.Meta;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens in an EHR and however the service comes to know, once it is quiet the store holds what is true and the
 * analysts' tables are those of the truth alone (guarantees P1, P2).
 */
class RandomHistoriesTest {
    private static Service service;
    private static EhrServer server;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() {
        // Few people in a transaction and several workers: the more they meet.
        service = Service.started(
                "interlaminar.derive.people=2",
                "interlaminar.derive.workers=3",
                "logging.level.org.interlaminar.ehr=off");
        server = new EhrServer();
    }

    @AfterAll
    static void stop() {
        server.close();
        service.close();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theMartBecomesThatOfTheTruthWhereVersionsAreCounted(long seed) {
        new Trial(service, server, folder).of(seed, Meta.NUMBERED, length());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theMartBecomesThatOfTheTruthWhereVersionsAreDated(long seed) {
        new Trial(service, server, folder).of(seed, Meta.DATED, length());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theMartBecomesThatOfTheTruthWhereVersionsSayNothingOfThemselves(long seed) {
        new Trial(service, server, folder).of(seed, Meta.NONE, length());
    }

    static List<Long> seeds() {
        return Thorough.seeds();
    }

    private static int length() {
        return Thorough.isAsked() ? 120 : 60;
    }
}
