package org.interlaminar.ehr.preflight;

import java.util.List;

/**
 * How a type can be had from this server. Notifications are not possible yet.
 *
 * @param freshness how old what is known may be
 * @param blindSpots what stays unseen all the same
 * @param settings lines of YAML that the plan needs and that are not set so
 */
public record Plan(Way way, String freshness, List<String> blindSpots, List<String> settings) {
    /** Ways to have a type. */
    public enum Way {
        /** What has changed, with every pull. */
        DELTA,
        /** Everything, every now and then. */
        CRAWL,
        /** Person by person. */
        FOLLOW,
        /** By an export in bulk, or by nothing else. */
        BULK,
        /** Not at all. */
        NONE
    }
}
