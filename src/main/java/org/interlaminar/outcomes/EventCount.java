package org.interlaminar.outcomes;

/** Running counts of one endpoint by one day. */
final class EventCount {
    private final Endpoint endpoint;
    private final int day;
    private long with;
    private long without;
    private long died;
    private long lost;
    private long notDue;

    EventCount(Endpoint endpoint, int day) {
        this.endpoint = endpoint;
        this.day = day;
    }

    void add(ReadCase one) {
        Observation observation = one.observation();
        if (endpoint.firstDay(one).orElse(Integer.MAX_VALUE) <= day) {
            with++;
        } else if (observation.until() >= day) {
            without++;
        } else if (observation.isDead()) {
            died++;
        } else if (!observation.isClosed(day)) {
            notDue++;
        } else {
            lost++;
        }
    }

    EventProportion proportion() {
        return new EventProportion(
                endpoint,
                day,
                Proportion.of(with, with + without),
                with + without + died + lost + notDue,
                died,
                lost,
                notDue);
    }
}
