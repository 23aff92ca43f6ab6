package org.interlaminar.ehr.preflight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.interlaminar.ehr.BulkSettings;
import org.interlaminar.ehr.CohortSettings;
import org.interlaminar.ehr.EhrSettings.Changes;
import org.interlaminar.reading.ScreenedType;

/** Makes of what was learned a plan for each type, with what stays unseen. */
final class Planner {
    private final Examined source;

    Planner(Examined source) {
        this.source = source;
    }

    /** Lines for the source as a whole. */
    List<String> settings() {
        Boolean told = source.history();
        return told == null || told == source.settings().history() || told && !History.isClaimedByAll(source)
                ? List.of()
                : List.of(source.key("history") + ": " + told);
    }

    Plan plan(ExaminedType type) {
        if (!type.isGranted()) {
            return none("Never: the token does not let us read it");
        }
        if (source.settings().exported().contains(type.name())) {
            return exported();
        }
        if (isFollowed(source, type)) {
            return followed();
        }
        if (!type.wasAsked()) {
            return notAsked(type);
        }
        if (!type.canBeSearched()) {
            return type.needs() == null ? withoutSearch() : byCategory(type);
        }
        Changes present = source.settings().changes(type.name());
        Changes planned = planned(type, present);
        List<String> settings = planned == present
                ? List.of()
                : List.of(source.key("search." + type.name() + ".changes") + ": " + word(planned));
        return new Plan(
                planned == Changes.NONE ? Plan.Way.CRAWL : Plan.Way.DELTA,
                freshness(planned),
                blindSpots(type, planned),
                settings);
    }

    private static Changes planned(ExaminedType type, Changes present) {
        return switch (type.changes()) {
            case FOUND, UNKNOWN -> present;
            case ONLY_CREATED -> Changes.CREATED_ONLY;
            case NOT_FOUND -> Changes.NONE;
        };
    }

    private Plan notAsked(ExaminedType type) {
        Changes present = source.settings().changes(type.name());
        return new Plan(
                present == Changes.NONE ? Plan.Way.CRAWL : Plan.Way.DELTA,
                freshness(present),
                List.of("It was not looked at: the plan is what the settings say."),
                List.of());
    }

    /** Whether it is asked for of some people only, one by one. */
    static boolean isFollowed(Examined source, ExaminedType type) {
        ScreenedType screened = ScreenedType.of(type.name());
        return source.settings().cohort().isUsed() && screened != null && screened.hasSubject();
    }

    private Plan exported() {
        BulkSettings bulk = source.settings().bulk();
        List<String> spots = new ArrayList<>();
        if (bulk.level() == BulkSettings.Level.GROUP) {
            spots.add("Who is not in the Group is not seen.");
        }
        if (source.statement().bulk().isEmpty()) {
            spots.add("The server does not say that it exports; --try-export shows whether it does.");
        }
        return new Plan(
                Plan.Way.BULK,
                (bulk.since() ? "Changes" : "Everything") + " with each export, every " + Words.minutes(bulk.every()),
                spots,
                List.of());
    }

    private Plan followed() {
        CohortSettings cohort = source.settings().cohort();
        String spot =
                switch (cohort.by()) {
                    case CODE -> "People whose stenosis or operation is documented in text only, or by local codes that nobody has"
                            + " mapped, are not found.";
                    case GROUP -> "Who is not in the Group is not seen.";
                    default -> "Who is not in the list is not seen.";
                };
        return new Plan(
                Plan.Way.FOLLOW,
                "Each person every " + Words.minutes(cohort.every()) + "; deletes by whole looks, every "
                        + Words.minutes(source.settings().resync()),
                List.of(spot),
                List.of());
    }

    private Plan withoutSearch() {
        Set<String> levels = source.statement().bulk();
        if (levels.isEmpty()) {
            return none("Never: it cannot be searched as a whole; people can be followed one by one (cohort.by)");
        }
        String level = levels.contains("Group") ? "group" : levels.contains("Patient") ? "patient" : "system";
        return new Plan(
                Plan.Way.BULK,
                "With each bulk export, if this client may: it cannot be searched",
                List.of(),
                List.of(source.key("bulk.level") + ": " + level));
    }

    private static Plan none(String why) {
        return new Plan(Plan.Way.NONE, why, List.of(), List.of());
    }

    private Plan byCategory(ExaminedType type) {
        return new Plan(
                source.settings().changes(type.name()) == Changes.NONE ? Plan.Way.CRAWL : Plan.Way.DELTA,
                freshness(source.settings().changes(type.name())),
                List.of(
                        "What has none of the categories named is not seen.",
                        "Nothing else could be tried before the categories are set: look again then."),
                List.of(source.key("search." + type.name() + ".parameters") + ": " + type.needs()));
    }

    private String freshness(Changes changes) {
        String poll = "every " + Words.minutes(source.common().poll());
        Duration resync = source.settings().resync();
        String whole =
                resync.isZero() ? "whole pulls, when somebody asks" : "whole pulls, every " + Words.minutes(resync);
        boolean tellsDeletes =
                source.settings().history() && Boolean.TRUE.equals(source.history()) && changes != Changes.NONE;
        return switch (changes) {
            case LAST_UPDATED -> "Changes " + poll + (tellsDeletes ? ", deletes with them" : "; deletes by " + whole);
            case CREATED_ONLY -> "What is new " + poll + "; changes and deletes by " + whole;
            case NONE -> "Everything by " + whole;
        };
    }

    private List<String> blindSpots(ExaminedType type, Changes planned) {
        List<String> spots = new ArrayList<>();
        if (!type.hasSample()) {
            spots.add("It showed nothing, so nothing could be tried: look again when there is some.");
        } else if (planned == Changes.LAST_UPDATED && type.shown().stream().noneMatch(Shown::wasChanged)) {
            spots.add("Nothing that was shown says it had been changed, so whether changes are found, and not only what"
                    + " is new, is first seen by whole pulls.");
        }
        if (!source.settings().parameters(type.name()).equals(List.of(""))) {
            spots.add("What the search parameters in the settings do not name is not seen.");
        }
        if (new SearchByCode().concerns(type) && type.hasSample()) {
            long uncoded =
                    type.shown().stream().filter(one -> one.codings().isEmpty()).count();
            spots.add("A search by code finds neither text without a code nor local codes (of "
                    + type.shown().size() + " shown, " + uncoded
                    + " had no code); pulls ask for the whole type and see them.");
        }
        return spots;
    }

    private static String word(Changes changes) {
        return changes.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
