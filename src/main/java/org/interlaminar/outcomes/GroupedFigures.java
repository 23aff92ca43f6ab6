package org.interlaminar.outcomes;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.interlaminar.outcomes.survival.LogRank;

/** The figures of all index cases and of the groups that one trait makes, from one pass over the cases. */
public final class GroupedFigures {
    /** The group of those without the trait. */
    public static final String NOT_DOCUMENTED = "not-documented";

    private final AnalysisPlan plan;
    private final String trait;
    private final CohortFigures all;
    private final SortedMap<String, CohortFigures> groups = new TreeMap<>();
    private final Table1 characteristics;

    /** @param trait whose words name the groups */
    public GroupedFigures(AnalysisPlan plan, String trait) {
        this.plan = plan;
        this.trait = trait;
        this.all = new CohortFigures(plan);
        this.characteristics = new Table1(plan.characteristics());
    }

    public void add(FollowedCase followed) {
        String group = followed.traits().getOrDefault(trait, NOT_DOCUMENTED);
        ReadCase read = ReadCase.of(followed, plan.measures(), plan.windows());
        all.add(read);
        groups.computeIfAbsent(group, name -> new CohortFigures(plan)).add(read);
        characteristics.add(group, followed.traits());
    }

    public CohortFigures all() {
        return all;
    }

    /** By the word of the trait. */
    public SortedMap<String, CohortFigures> groups() {
        return Collections.unmodifiableSortedMap(groups);
    }

    public Table1 table1() {
        return characteristics;
    }

    /** @param endpoint one of the plan's {@link AnalysisPlan#timeToEvent()} */
    public LogRank.Result logRank(Endpoint endpoint) {
        return LogRank.between(
                groups.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, group -> group.getValue()
                        .times(endpoint))));
    }
}
