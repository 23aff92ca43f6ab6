package org.interlaminar.truth;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.interlaminar.fixture.Seeds;
import org.interlaminar.fixture.Service;
import org.interlaminar.truth.SimulatedEhr.Meta;

/** Plays the history of a seed; when it fails, shortens it and says how to see it again. */
final class Trial {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Service service;
    private final Service another;
    private final EhrServer server;
    private final Path folder;

    Trial(Service service, Service another, EhrServer server, Path folder) {
        this.service = service;
        this.another = another;
        this.server = server;
        this.folder = folder;
    }

    /** One play of a history: what was told, and what was wrong at its end or null. */
    private record Played(List<String> told, Throwable trouble) {}

    void of(long seed, Meta meta, int length) {
        Random random = new Random(seed);
        Setting setting = Setting.of(meta, random);
        List<Step> steps = RandomHistory.draw(setting, length, random);
        Played played = play(setting, steps);
        if (played.trouble() != null) {
            Played shortest = shortened(setting, steps, played);
            throw told(setting, Seeds.named(seed, meta + ", " + length + " steps"), shortest);
        }
    }

    private Played play(Setting setting, List<Step> steps) {
        try (Play play = new Play(service, another, server, setting, folder)) {
            try {
                play.play(steps);
                play.askTheOracle();
                return new Played(play.told(), null);
            } catch (Exception | AssertionError e) {
                return new Played(play.told(), e);
            }
        }
    }

    /** Leaves out ever smaller stretches of steps as long as the trouble stays. */
    private Played shortened(Setting setting, List<Step> steps, Played played) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<Step> left = steps;
        Played shortest = played;
        for (int stretch = left.size() / 2; stretch > 0; stretch /= 2) {
            for (int from = 0; from < left.size() && System.nanoTime() < end; ) {
                List<Step> fewer = new ArrayList<>(left.subList(0, from));
                fewer.addAll(left.subList(Math.min(left.size(), from + stretch), left.size()));
                Played again = play(setting, fewer);
                if (again.trouble() == null) {
                    from += stretch;
                } else {
                    left = fewer;
                    shortest = again;
                }
            }
        }
        return shortest;
    }

    private static AssertionError told(Setting setting, String again, Played played) {
        AssertionError told = new AssertionError(String.join(
                "\n",
                again,
                setting.toString(),
                String.join("\n", played.told()),
                played.trouble().toString()));
        told.setStackTrace(played.trouble().getStackTrace());
        return told;
    }
}
