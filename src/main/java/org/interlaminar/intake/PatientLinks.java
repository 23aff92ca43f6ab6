package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.interlaminar.intake.ScreenedChunk.Candidate;
import org.interlaminar.reading.PatientLink;

/** Keeps the links of every version of a Patient, before the versions themselves are merged. */
final class PatientLinks {
    private final Connection connection;
    private final String source;

    PatientLinks(Connection connection, String source) {
        this.connection = connection;
        this.source = source;
    }

    void keep(List<Candidate> candidates) throws SQLException {
        List<Candidate> linked =
                candidates.stream().filter(one -> !one.links().isEmpty()).toList();
        if (linked.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into landing.patient_link (source, patient, content, linked, link) values (?, ?, ?, ?, ?)"
                        + " on conflict do nothing")) {
            for (Candidate patient : linked) {
                for (PatientLink link : patient.links()) {
                    insert.setString(1, source);
                    insert.setString(2, patient.screened().id());
                    insert.setBytes(3, patient.content());
                    insert.setString(4, link.patient());
                    insert.setString(5, link.kind());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }
}
