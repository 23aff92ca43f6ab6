package org.interlaminar.truth;

import java.util.List;
import java.util.stream.LongStream;
import org.interlaminar.fixture.Seeds;

/** How much random tests try: a little in every build, a lot with {@code -Dthorough=true}, one with {@code -Dseed=...}. */
final class Thorough {
    private static final int MANY = 100;

    private Thorough() {}

    static boolean isAsked() {
        return Boolean.getBoolean("thorough");
    }

    /** The first and the last of {@link #seeds()}, or all of the many, for what takes long. */
    static List<Long> fewSeeds() {
        List<Long> seeds = seeds();
        return isAsked() || seeds.size() < 2 ? seeds : List.of(seeds.get(0), seeds.get(seeds.size() - 1));
    }

    /** Some seeds that stay and one that is new each time; the many of a thorough test follow on that one. */
    static List<Long> seeds() {
        List<Long> some = Seeds.some();
        long last = some.get(some.size() - 1);
        return isAsked() && some.size() > 1
                ? LongStream.range(0, MANY).mapToObj(i -> last + i).toList()
                : some;
    }
}
