package org.interlaminar.truth;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.interlaminar.truth.Hospital.Event;

/** Draws the steps of a history. */
final class RandomHistory {
    private static final int PEOPLE_AT_FIRST = 3;

    private RandomHistory() {}

    static List<Step> draw(Setting setting, int length, Random random) {
        List<Enum<?>> urn = new ArrayList<>();
        List.of(Event.values()).forEach(event -> urn.addAll(Collections.nCopies(event.weight, event)));
        setting.errands().forEach(errand -> urn.addAll(Collections.nCopies(errand.weight, errand)));
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < PEOPLE_AT_FIRST; i++) {
            steps.add(new Step(Event.ADMIT, random.nextLong()));
        }
        while (steps.size() < length) {
            steps.add(new Step(urn.get(random.nextInt(urn.size())), random.nextLong()));
        }
        return steps;
    }
}
