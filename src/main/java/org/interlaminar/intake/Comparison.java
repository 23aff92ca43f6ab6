package org.interlaminar.intake;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.interlaminar.reading.FhirProfiles;
import org.interlaminar.reading.Screen;
import org.interlaminar.reading.Screened;
import org.interlaminar.reading.Unreadable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Holds what a source shows against what has landed of it, without landing it. */
@Component
public class Comparison {
    /**
     * What a Bundle shows.
     *
     * @param ids of its resources
     * @param compared those that are in the screen and not younger than what can have landed
     * @param missing those of them that have not landed in this version or a newer one, or count as deleted
     */
    public record Shown(Set<String> ids, int compared, int missing) {}

    private record Version(Screened screened, byte[] content) {}

    private final JdbcClient jdbc;
    private final Landing landing;
    private final FhirProfiles profiles;

    Comparison(JdbcClient jdbc, Landing landing, FhirProfiles profiles) {
        this.jdbc = jdbc;
        this.landing = landing;
        this.profiles = profiles;
    }

    /** Resources of the type that are not deleted. */
    public long living(String source, String type) {
        return jdbc.sql("select count(*) from landing.current where source = ? and type = ? and kind <> 'tombstone'")
                .params(source, type)
                .query(Long.class)
                .single();
    }

    /** Ids of some living resources of the type, in no order. */
    public List<String> some(String source, String type, int most) {
        return jdbc.sql("select k.id from (select distinct id from (select id from landing.version where source = ?"
                        + " and type = ? order by random() limit ?) any_versions) k join "
                        + CurrentVersion.of("?", "?", "k.id") + " c on c.kind in ('whole', 'shrunk')")
                .params(source, type, most, source, type)
                .query(String.class)
                .list();
    }

    /**
     * Compares a Bundle that the source answered.
     *
     * @param upto what changed after this cannot have landed yet
     * @throws IOException when it cannot be split into resources
     */
    public Shown shown(String source, byte[] bundle, Instant upto) throws IOException, SQLException {
        Chunk chunk = BundleChunks.copyOf(bundle).next();
        Screen screen = profiles.newScreen();
        Set<String> ids = new TreeSet<>();
        List<Version> versions = new ArrayList<>();
        for (int i = 0; i < chunk.slices().length; i += 2) {
            int from = chunk.slices()[i];
            int to = chunk.slices()[i + 1];
            try {
                Screened screened = screen.screen(chunk.bytes(), from, to);
                if (screened.state() == Screened.State.WHOLE && isOldEnough(screened, upto)) {
                    versions.add(new Version(screened, ScreenedChunk.content(chunk.bytes(), from, to - from)));
                }
            } catch (Unreadable e) {
                // Is in quarantine when it has come; whether it has is not what is compared.
            }
            if (screen.named() != null) {
                ids.add(screen.named().id());
            }
        }
        return new Shown(ids, versions.size(), missing(source, versions));
    }

    private static boolean isOldEnough(Screened screened, Instant upto) {
        return screened.lastUpdated() == null || !screened.lastUpdated().isAfter(upto);
    }

    private int missing(String source, List<Version> versions) throws SQLException {
        try (Connection connection = landing.connect();
                PreparedStatement query = connection.prepareStatement(
                        "select count(*) from unnest(?::text[], ?::text[], ?::bytea[], ?::timestamptz[], ?::bigint[])"
                                + " c(type, id, content, last_updated, version_number) where not exists"
                                + " (select from landing.quarantine q where q.source = ? and q.content = c.content)"
                                + " and not (exists (select from landing.version v where v.source = ? and v.type = c.type"
                                + " and v.id = c.id and (v.content = c.content or v.last_updated >= c.last_updated"
                                + " or c.last_updated is null and v.version_number >= c.version_number))"
                                + " and exists (select from landing.current n where n.source = ? and n.type = c.type"
                                + " and n.id = c.id and n.kind <> 'tombstone'))")) {
            List<Screened> screened = versions.stream().map(Version::screened).toList();
            array(query, 1, "text", screened.stream().map(Screened::type).toArray());
            array(query, 2, "text", screened.stream().map(Screened::id).toArray());
            array(query, 3, "bytea", versions.stream().map(Version::content).toArray(byte[][]::new));
            array(
                    query,
                    4,
                    "timestamptz",
                    screened.stream()
                            .map(one -> one.lastUpdated() == null ? null : Timestamp.from(one.lastUpdated()))
                            .toArray());
            array(
                    query,
                    5,
                    "bigint",
                    screened.stream().map(Screened::versionNumber).toArray());
            query.setString(6, source);
            query.setString(7, source);
            query.setString(8, source);
            try (ResultSet answer = query.executeQuery()) {
                answer.next();
                return answer.getInt(1);
            }
        }
    }

    private static void array(PreparedStatement statement, int at, String type, Object[] values) throws SQLException {
        statement.setArray(at, statement.getConnection().createArrayOf(type, values));
    }
}
