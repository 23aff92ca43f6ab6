package org.interlaminar.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.interlaminar.fixture.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service is killed while it loads, pulls, takes dropped files, derives and exports, and so is its store: at points with
 * names and at any time. Then the same work is done to its end, and what stands in the store must be what stands in one that
 * nothing happened to. {@code -Dthorough=true} kills 200 times.
 */
class CrashTest {
    @TempDir
    private Path folder;

    private final Map<String, Integer> kills = new TreeMap<>();
    private Instant began;
    private int lost;
    private int doubled;

    @Test
    void afterEveryKillNothingIsLostAndNothingIsDoubled() throws Exception {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        int many = Boolean.getBoolean("thorough") ? 200 : Blow.round().size();
        began = Instant.now();
        try (CrashScene scene = new CrashScene(folder, random)) {
            for (Blow blow : Blow.of(many, random)) {
                boolean hit = false;
                for (int tries = 1; !hit && tries <= 5; tries++) {
                    hit = scene.strike(blow);
                    check(scene, Seeds.named(seed, blow.told()));
                }
                assertThat(hit).as(Seeds.named(seed, blow.told())).isTrue();
                kills.merge(blow.told(), 1, Integer::sum);
                if (kills() % 20 == 0) {
                    figures(seed);
                }
            }
        } finally {
            figures(seed);
        }
    }

    private int kills() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void figures(long seed) {
        System.out.println("crash harness: " + kills() + " kills, " + lost + " lost, " + doubled + " doubled, seed "
                + seed + ", " + Duration.between(began, Instant.now()).toSeconds() + " s; " + kills);
    }

    private void check(CrashScene scene, String which) throws Exception {
        Set<String> lostOfAcknowledged = scene.lostOfAcknowledged();
        lost += lostOfAcknowledged.size();
        assertThat(lostOfAcknowledged)
                .as("acknowledged and not in the store, %s", which)
                .isEmpty();
        assertThat(scene.tornExports()).as("exports with a manifest, %s", which).isEmpty();

        scene.finish();

        Set<String> here = scene.here().landed();
        Set<String> there = scene.twin().landed();
        List<String> twice = scene.here().doubled();
        lost += without(there, here).size();
        doubled += without(here, there).size() + twice.size();
        assertThat(here).as("landed, %s", which).isEqualTo(there);
        assertThat(twice).as("twice, %s", which).isEmpty();
        assertThat(scene.here().halfDone()).as("half done, %s", which).isEmpty();
        assertThat(scene.martHere()).as("%s, it said: %s", which, scene.words()).isEqualTo(scene.martOfTwin());
        assertThat(scene.tornExports()).as("exports, %s", which).isEmpty();
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        Set<String> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }
}
