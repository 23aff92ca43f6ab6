package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.intake.ScreenedChunk.Candidate;
import org.interlaminar.reading.Identifier;

/** By which identifiers the source's Patients are known. */
final class PatientIdentifiers {
    private final Connection connection;
    private final String source;

    PatientIdentifiers(Connection connection, String source) {
        this.connection = connection;
        this.source = source;
    }

    void keep(List<Candidate> candidates, byte[] bytes) throws SQLException {
        List<Candidate> patients = candidates.stream()
                .filter(one -> one.isWhole() && one.screened().isPatient())
                .toList();
        if (patients.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into landing.patient_identifier (source, patient, content, identifier) values (?, ?, ?, ?)"
                        + " on conflict do nothing")) {
            for (Candidate patient : patients) {
                for (Identifier identifier : Identifier.of(bytes, patient.from(), patient.to())) {
                    insert.setString(1, source);
                    insert.setString(2, patient.screened().id());
                    insert.setBytes(3, patient.content());
                    insert.setBytes(4, identifier.hash());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** Ids of the Patients whose current version has it. */
    List<String> known(Identifier identifier) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select distinct i.patient"
                + " from landing.patient_identifier i join " + CurrentVersion.of("i.source", "'Patient'", "i.patient")
                + " c on c.content = i.content where i.source = ? and i.identifier = ? and c.kind <> 'tombstone'")) {
            query.setString(1, source);
            query.setBytes(2, identifier.hash());
            try (ResultSet rows = query.executeQuery()) {
                List<String> known = new ArrayList<>();
                while (rows.next()) {
                    known.add(rows.getString(1));
                }
                return known;
            }
        }
    }
}
