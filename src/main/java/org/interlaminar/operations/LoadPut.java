package org.interlaminar.operations;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ledger.EhrLoad;
import org.interlaminar.ledger.EhrLoad.Counts;
import org.springframework.stereotype.Component;

/** The load put on each EHR that is pulled: today, and in the last seven days, by the source's local time. */
@Component
class LoadPut {
    private static final int DAYS = 7;

    /** @param week today and the six days before it */
    record Load(Counts today, Counts week) {
        static final Load NONE = new Load(Counts.NONE, Counts.NONE);

        private Load plus(Counts more, boolean isToday) {
            return new Load(isToday ? today.plus(more) : today, week.plus(more));
        }
    }

    private final EhrSettings settings;
    private final EhrLoad load;
    private final Clock clock;

    LoadPut(EhrSettings settings, EhrLoad load, Clock clock) {
        this.settings = settings;
        this.load = load;
        this.clock = clock;
    }

    /** By source, in the order of the settings. */
    Map<String, Load> ofAll() {
        Instant now = clock.instant();
        Map<String, Load> loads = new LinkedHashMap<>();
        settings.pulled().forEach(source -> loads.put(source, Load.NONE));
        // Where it is still yesterday, seven days reach back one day further.
        load.since(now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(DAYS)).forEach(day -> {
            LocalDate today = now.atZone(zone(day.source())).toLocalDate();
            if (loads.containsKey(day.source()) && day.day().isAfter(today.minusDays(DAYS))) {
                boolean isToday = day.day().equals(today);
                loads.computeIfPresent(day.source(), (source, so) -> so.plus(day.counts(), isToday));
            }
        });
        return loads;
    }

    private ZoneId zone(String source) {
        EhrSettings.Source known = settings.sources().get(source);
        return known == null ? ZoneOffset.UTC : known.zoneOrUtc();
    }
}
