package org.interlaminar.publication.export;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.interlaminar.reporting.Mart.Column;
import org.interlaminar.reporting.Mart.Type;
import org.interlaminar.reporting.Worklist.Entry;
import org.interlaminar.reporting.Worklist.Missing;

/**
 * The worklist as columns. Days left are for those who call: counted from a day that everybody knows, they would tell the day of
 * the index to whoever is given years only.
 */
public final class WorklistTable {
    private static final List<Column> COLUMNS = List.of(
            new Column("person", Type.TEXT),
            new Column("window", Type.TEXT),
            new Column("state", Type.TEXT),
            new Column("missing", Type.TEXT),
            new Column("unclear", Type.TEXT),
            new Column("opens", Type.DAY),
            new Column("closes", Type.DAY),
            new Column("opens_day", Type.INTEGER),
            new Column("closes_day", Type.INTEGER),
            new Column("last_contact", Type.DAY),
            new Column("last_contact_day", Type.INTEGER),
            new Column("died", Type.YES_NO),
            new Column("reintervention", Type.TEXT),
            new Column("reintervention_day", Type.INTEGER));

    private static final List<Column> IDS =
            List.of(new Column("source_id", Type.TEXT), new Column("source_patient_id", Type.TEXT));

    private static final List<Column> CALLING =
            List.of(new Column("until", Type.DAY), new Column("days_left", Type.INTEGER));

    private WorklistTable() {}

    /** Under surrogates, for any regime. */
    public static List<Column> columns() {
        return COLUMNS;
    }

    /** In the order of the columns. */
    public static List<Object> row(Entry entry) {
        List<Object> row = new ArrayList<>();
        row.add(entry.person());
        row.add(entry.window());
        row.add(entry.state());
        row.add(words(entry.missing().stream()));
        row.add(words(entry.missing().stream().filter(Missing::unclear)));
        row.add(entry.opensOn());
        row.add(entry.closesOn());
        row.add(entry.opens());
        row.add(entry.closes());
        row.add(entry.lastContact());
        row.add(entry.lastContactDay());
        row.add(entry.died());
        row.add(entry.reintervention());
        row.add(entry.reinterventionDay());
        return row;
    }

    /** With the ids of the source in front and the days that are left behind. */
    public static List<Column> identifiedColumns() {
        return Stream.of(IDS, COLUMNS, CALLING).flatMap(List::stream).toList();
    }

    /** In the order of the identified columns. */
    public static List<Object> identifiedRow(Entry entry) {
        List<Object> row = new ArrayList<>();
        row.add(entry.key().source());
        row.add(entry.key().patient());
        row.addAll(row(entry));
        row.add(entry.until());
        row.add(entry.left());
        return row;
    }

    private static String words(Stream<Missing> missing) {
        return String.join("; ", missing.map(Missing::name).toList());
    }
}
