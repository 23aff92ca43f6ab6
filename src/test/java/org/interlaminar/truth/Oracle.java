package org.interlaminar.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.LandedVersions;
import org.interlaminar.intake.LandedVersions.Size;

/** Compares what a source has become with what is true, once nothing is under way any more. */
final class Oracle {
    private final Service service;
    private final String source;
    private final Path folder;

    Oracle(Service service, String source, Path folder) {
        this.service = service;
        this.source = source;
        this.folder = folder;
    }

    void check(SimulatedEhr ehr, Receipts receipts) throws Exception {
        theLedgerAddsUp();
        nothingAcknowledgedIsLost(receipts);
        nothingStandsTwice();
        theStoreHoldsWhatIsTrue(ehr);
        theMartCountsWhatIsTrue(ehr);
        everyAnswerLeadsToWhatIsCurrent();
        theMartIsThatOfTheTruthAlone(ehr);
    }

    private void theLedgerAddsUp() {
        assertThat(longs("select r.run from ledger.run r join ledger.part p using (run)"
                        + " where r.source = ? and p.received <> coalesce((select sum(versions) from ledger.tally t"
                        + " where t.run = p.run and t.part = p.part), 0)"))
                .as("parts whose states do not add up to what was received")
                .isEmpty();
        assertThat(longs("select run from ledger.run where source = ? and outcome = 'running'"))
                .as("runs that never ended")
                .isEmpty();
        assertThat(longs("select count(*) - (select coalesce(sum(versions), 0)::bigint from ledger.tally t"
                        + " join ledger.run r using (run) where r.source = v.source and t.state = 'stored')"
                        + " from landing.version v where v.source = ? group by v.source having true"))
                .as("versions in the store beyond those the ledger calls stored")
                .allMatch(difference -> difference <= 0);
        assertThat(longs("select count(*) from landing.dirty where source = ? having count(*) > 0"))
                .as("marks of people who still wait")
                .isEmpty();
    }

    private void nothingAcknowledgedIsLost(Receipts receipts) {
        Set<String> landed = new HashSet<>(service.sql()
                .sql("select type || '/' || id || ' ' || encode(content, 'hex') from landing.version where source = ?")
                .param(source)
                .query(String.class)
                .list());
        assertThat(receipts.acknowledged().stream()
                        .filter(Version::isInScreen)
                        .filter(version -> !landed.contains(version.key() + " " + version.content())))
                .as("versions inside the screen that were acknowledged and are not in the store")
                .isEmpty();
    }

    private void nothingStandsTwice() {
        assertThat(strings("select type || '/' || id from cases.score where source = ? group by type, id"
                        + " having count(*) > 1"))
                .as("scores that stand twice")
                .isEmpty();
        assertThat(strings("select patient || ' ' || kind || ' ' || date from cases.procedure where source = ?"
                        + " group by patient, kind, date having count(*) > 1"))
                .as("operations that stand twice")
                .isEmpty();
    }

    private void theStoreHoldsWhatIsTrue(SimulatedEhr ehr) throws Exception {
        Map<String, String> held = new TreeMap<>();
        try (Connection connection = service.bean(DataSource.class).getConnection()) {
            List<PersonKey> people =
                    strings("select distinct patient from landing.version where source = ? and patient is not null")
                            .stream()
                            .map(patient -> new PersonKey(source, patient))
                            .toList();
            service.bean(LandedVersions.class)
                    .current(connection, people, SimulatedEhr.TYPES, Size.UNLIMITED)
                    .versions()
                    .forEach((person, versions) -> versions.forEach(version -> held.put(
                            version.ref().type() + "/" + version.ref().id(),
                            new String(version.body(), StandardCharsets.UTF_8))));
        }
        Map<String, String> truth = new TreeMap<>();
        ehr.live().stream()
                .filter(Version::isInScreen)
                .forEach(version -> truth.put(version.key().toString(), version.json()));
        assertThat(held.keySet()).as("keys that are current, whole and alive").isEqualTo(truth.keySet());
        truth.forEach((key, json) ->
                assertThat(held.get(key)).as("the current version of %s", key).isEqualTo(json));
    }

    private void theMartCountsWhatIsTrue(SimulatedEhr ehr) {
        Map<String, String> counted = new TreeMap<>();
        service.sql()
                .sql("select x.patient, 'lss ' || c.lss || ', mild ' || c.mild || ', operations '"
                        + " || (select count(*) from mart.procedure p where p.person = c.person) || ', ODI '"
                        + " || (select count(*) from mart.score s where s.person = c.person and instrument = 'ODI')"
                        + " || ', NRS '"
                        + " || (select count(*) from mart.score s where s.person = c.person and instrument = 'NRS')"
                        + " as line from mart.\"case\" c join xwalk.person x using (person) where x.source = ?")
                .param(source)
                .query(row -> {
                    counted.put(row.getString(1), row.getString(2));
                });
        assertThat(counted).as("the mart, person by person").isEqualTo(new Recount(ehr.live()).people());
    }

    private void everyAnswerLeadsToWhatIsCurrent() {
        for (String table : List.of("cases.score", "cases.code_hit")) {
            assertThat(strings("select type || '/' || id from " + table + " t where source = ? and not exists"
                            + " (select from landing.current c where c.source = t.source and c.type = t.type"
                            + " and c.id = t.id and c.content = t.content and c.kind = 'whole')"))
                    .as("rows of %s that come from a version that does not count", table)
                    .isEmpty();
        }
    }

    private void theMartIsThatOfTheTruthAlone(SimulatedEhr ehr) throws Exception {
        String alone = source + "-alone";
        new Loader(service, alone, folder).loadAsOf(new Exports(ehr).truth());
        service.derive();
        assertThat(service.mart(source))
                .as("the mart against that of the truth alone")
                .isEqualTo(service.mart(alone));
    }

    private List<Long> longs(String sql) {
        return new ArrayList<>(
                service.sql().sql(sql).param(source).query(Long.class).list());
    }

    private List<String> strings(String sql) {
        return service.sql().sql(sql).param(source).query(String.class).list();
    }
}
