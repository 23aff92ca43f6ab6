package org.interlaminar.publication.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.interlaminar.reporting.Mart;
import org.interlaminar.reporting.Snapshot;
import org.interlaminar.reporting.Snapshots;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What whoever reads the others has to know: what each column means, and which snapshots there are. */
@RestController
@RequestMapping("/api/v1")
class ReferenceApi {
    private final Mart mart;
    private final Snapshots snapshots;

    ReferenceApi(Mart mart, Snapshots snapshots) {
        this.mart = mart;
        this.snapshots = snapshots;
    }

    @GetMapping("/dictionary")
    List<Map<String, Object>> dictionary() {
        return mart.read("data_dictionary", false, rows -> {
            List<Map<String, Object>> columns = new ArrayList<>();
            for (List<Object> row = rows.next(); row != null; row = rows.next()) {
                Map<String, Object> column = new LinkedHashMap<>();
                for (int i = 0; i < row.size(); i++) {
                    column.put(rows.columns().get(i).name(), row.get(i));
                }
                columns.add(column);
            }
            return columns;
        });
    }

    /** The oldest first. */
    @GetMapping("/snapshots")
    List<Map<String, Object>> snapshots() {
        return snapshots.list().stream().map(ReferenceApi::told).toList();
    }

    /** Without how many rows it has: small groups would show. */
    private static Map<String, Object> told(Snapshot one) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("snapshot", one.number());
        told.put("taken_at", one.takenAt().toString());
        told.put("cut_off", text(one.cutOff()));
        told.put("label", one.label());
        told.put("software", one.software());
        told.put("value_sets", one.valueSets());
        told.put("settings", one.settings());
        return told;
    }

    private static String text(Instant moment) {
        return moment == null ? null : moment.toString();
    }
}
