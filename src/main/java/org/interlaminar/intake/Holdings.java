package org.interlaminar.intake;

import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How much of a source has landed. Counting takes seconds where there are millions. */
@Component
public class Holdings {
    /**
     * What stands in the store.
     *
     * @param people with a Patient record
     * @param versions of all resources
     */
    public record Held(long people, long versions) {}

    private final JdbcClient jdbc;

    Holdings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Held of(String source) {
        return jdbc.sql("select (select count(distinct id) from landing.version where source = ? and type = 'Patient'),"
                        + " (select count(*) from landing.version where source = ?)")
                .params(source, source)
                .query((row, i) -> new Held(row.getLong(1), row.getLong(2)))
                .single();
    }

    /** Whether anything of these types is not deleted, as far as is known here. */
    public boolean isAnything(String source, Collection<String> types) {
        return jdbc.sql("select exists (select from landing.current where source = :source and type in (:types)"
                        + " and kind <> 'tombstone')")
                .param("source", source)
                .param("types", types)
                .query(Boolean.class)
                .single();
    }
}
