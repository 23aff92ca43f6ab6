package org.interlaminar.crash;

import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.on;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Patients to deliver: new ones, and corrections of those delivered before. Every version says its place in the order. */
final class Stories {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final String prefix;
    private final Random random;
    private final List<String> told = new ArrayList<>();
    private int clock;

    /** @param prefix of the ids of all its patients */
    Stories(String prefix, Random random) {
        this.prefix = prefix;
        this.random = random;
    }

    /** Resources of some new patients and of one who was told before, whose scores are corrected. */
    List<ObjectNode> next(int people) {
        List<ObjectNode> resources = new ArrayList<>();
        if (!told.isEmpty()) {
            resources.addAll(about(told.get(random.nextInt(told.size()))));
        }
        for (int i = 0; i < people; i++) {
            String id = prefix + told.size();
            told.add(id);
            resources.addAll(about(id));
        }
        return resources;
    }

    private List<ObjectNode> about(String id) {
        LocalDate index = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(300));
        clock++;
        return aPatient(id)
                .born(1940 + random.nextInt(30))
                .withLumbarStenosisAndClaudication()
                .afterMildProcedure(on(index))
                .withOdi(40 + random.nextInt(30), daysAfterIndex(-10))
                .withOdi(20 + random.nextInt(30), daysAfterIndex(90))
                .allWithMeta(Integer.toString(clock), BEGIN.plusSeconds(clock).toString())
                .nodes();
    }
}
