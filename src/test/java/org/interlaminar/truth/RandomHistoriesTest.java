package org.interlaminar.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.interlaminar.fixture.Seeds;
import org.interlaminar.fixture.Service;
import org.interlaminar.truth.SimulatedEhr.Meta;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens in an EHR and however the service comes to know, once it is quiet the store holds what is true and the
 * analysts' tables are those of the truth alone (guarantees P1, P2).
 */
class RandomHistoriesTest {
    /** Few people in a transaction and several workers: the more they meet. */
    private static final String[] SETTINGS = {
        "interlaminar.derive.people=2", "interlaminar.derive.workers=3", "logging.level.org.interlaminar.ehr=off"
    };

    private static Service service;
    private static Service another;
    private static EhrServer server;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() {
        service = Service.started(SETTINGS);
        another = service.beside(SETTINGS);
        server = new EhrServer();
    }

    @AfterAll
    static void stop() {
        server.close();
        another.close();
        service.close();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theMartBecomesThatOfTheTruthWhereVersionsAreNumberedAndDated(long seed) {
        new Trial(service, another, server, folder).of(seed, Meta.NUMBERED, length());
    }

    @ParameterizedTest
    @MethodSource("fewSeeds")
    void theMartBecomesThatOfTheTruthWhereVersionsAreOnlyDated(long seed) {
        new Trial(service, another, server, folder).of(seed, Meta.DATED, length());
    }

    @ParameterizedTest
    @MethodSource("fewSeeds")
    void theMartBecomesThatOfTheTruthWhereVersionsAreOnlyCounted(long seed) {
        new Trial(service, another, server, folder).of(seed, Meta.COUNTED, length());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theMartBecomesThatOfTheTruthWhereVersionsSayNothingOfThemselves(long seed) {
        new Trial(service, another, server, folder).of(seed, Meta.NONE, length());
    }

    @Test
    void aFreshServiceThatLoadedOnlyTheTruthHasTheSameMartAndAttrition() throws Exception {
        long seed = seeds().get(seeds().size() - 1);
        Random random = new Random(seed);
        Setting setting = Setting.of(Meta.NUMBERED, random);
        try (Service lived = Service.started(SETTINGS);
                Service fresh = Service.started(SETTINGS);
                Play play = new Play(lived, lived, server, setting, folder)) {
            play.play(RandomHistory.draw(setting, length(), random));
            new Loader(fresh, play.source(), folder.resolve("fresh")).loadAsOf(new Exports(play.ehr()).truth());
            fresh.derive();
            assertThat(lived.martHashes())
                    .as(Seeds.named(seed, setting) + "\n" + String.join("\n", play.told()))
                    .isEqualTo(fresh.martHashes());
        }
    }

    static List<Long> seeds() {
        return Thorough.seeds();
    }

    static List<Long> fewSeeds() {
        return Thorough.fewSeeds();
    }

    private static int length() {
        return Thorough.isAsked() ? 120 : 60;
    }
}
