package org.interlaminar.outcomes.survival;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random people, one after the other. */
record ManyTimes(List<Integer> days, List<Exit> exits) {
    static ManyTimes listed(Random random) {
        List<Integer> days = new ArrayList<>();
        List<Exit> exits = new ArrayList<>();
        int span = 1 + random.nextInt(400);
        for (int i = random.nextInt(200); i >= 0; i--) {
            days.add(random.nextInt(span));
            exits.add(Exit.values()[random.nextInt(3)]);
        }
        return new ManyTimes(days, exits);
    }

    static ExitTimes drawn(Random random) {
        return listed(random).times();
    }

    static ManyTimes shuffled(ManyTimes times, Random random) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < times.days.size(); i++) {
            places.add(i);
        }
        Collections.shuffle(places, random);
        return new ManyTimes(
                places.stream().map(times.days::get).toList(),
                places.stream().map(times.exits::get).toList());
    }

    ExitTimes times() {
        ExitTimes times = new ExitTimes();
        for (int i = 0; i < days.size(); i++) {
            times.add(days.get(i), exits.get(i));
        }
        return times;
    }
}
