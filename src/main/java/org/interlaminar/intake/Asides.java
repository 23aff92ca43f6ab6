package org.interlaminar.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.interlaminar.intake.ScreenedChunk.Aside;
import org.interlaminar.ledger.Way;
import org.interlaminar.reading.Screen;

/** Puts what cannot be read into quarantine, with all that is needed to take it again as if it came now. */
final class Asides {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connection connection;
    private final Delivery delivery;
    private final Lineage lineage;

    private final Set<String> kept = new HashSet<>();

    Asides(Connection connection, Delivery delivery, Lineage lineage) {
        this.connection = connection;
        this.delivery = delivery;
        this.lineage = lineage;
    }

    /** Keeps it, and marks the person it is about, whose case is incomplete from now on. */
    void keep(Aside aside) throws SQLException {
        Screen.Named named = aside.named();
        try (PreparedStatement insert = connection.prepareStatement(
                "with kept as (insert into landing.quarantine (source, cause, content, stage, message, type, id, patient,"
                        + " run, part, position, body_bytes, body, delivered, observed, epoch, incremental, urns)"
                        + " values (?, ?, ?, 'landing', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (source, cause, content) do update set message = excluded.message,"
                        + " times = quarantine.times + ?"
                        + " returning source, patient, run)"
                        + " insert into landing.dirty (source, patient, run)"
                        + " select source, patient, run from kept where patient is not null")) {
            insert.setString(1, delivery.source());
            insert.setString(2, aside.cause());
            insert.setBytes(3, aside.content());
            insert.setString(4, aside.message());
            insert.setString(5, named == null ? null : named.type());
            insert.setString(6, named == null ? null : named.id());
            insert.setString(7, patient(aside));
            insert.setLong(8, lineage.run());
            insert.setInt(9, lineage.part());
            insert.setLong(10, aside.position());
            insert.setLong(11, aside.size());
            insert.setBytes(12, aside.body());
            insert.setTimestamp(13, Timestamp.from(delivery.clock()));
            insert.setBoolean(14, delivery.observed());
            insert.setInt(15, lineage.epoch());
            insert.setBoolean(16, delivery.incremental());
            insert.setString(17, urns(aside));
            insert.setInt(18, delivery.way() == Way.REPLAY ? 0 : 1);
            insert.executeUpdate();
        }
        kept.add(aside.cause() + " " + HexFormat.of().formatHex(aside.content()));
    }

    /** Contents that were kept for the cause, in hexadecimal digits. */
    Set<String> contents(String cause) {
        return kept.stream()
                .filter(one -> one.startsWith(cause + " "))
                .map(one -> one.substring(cause.length() + 1))
                .collect(Collectors.toSet());
    }

    private static String patient(Aside aside) {
        String patient = aside.named() == null ? null : aside.named().patient();
        return patient == null ? null : aside.urns().getOrDefault(patient, patient);
    }

    /** Only the names that stand in the resource itself: a Bundle can have very many. */
    private static String urns(Aside aside) {
        if (aside.urns().isEmpty()) {
            return null;
        }
        String text = new String(Body.inflate(aside.body(), (int) aside.size()), StandardCharsets.UTF_8);
        Map<String, String> named = new TreeMap<>();
        aside.urns().forEach((urn, id) -> {
            if (text.contains(urn)) {
                named.put(urn, id);
            }
        });
        try {
            return named.isEmpty() ? null : JSON.writeValueAsString(named);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }
}
