package org.interlaminar.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.inYear;
import static org.interlaminar.fixture.PatientStory.on;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A date that stands by an index has its day, and where it makes sense its window, whatever windows the site has chosen. */
class DaysAndWindowsTest {
    private static final String[] OWN_WINDOWS = {
        "interlaminar.derive.windows[0].name=baseline",
        "interlaminar.derive.windows[0].from=-30",
        "interlaminar.derive.windows[0].to=0",
        "interlaminar.derive.windows[0].target=0",
        "interlaminar.derive.windows[1].name=first-year",
        "interlaminar.derive.windows[1].from=1",
        "interlaminar.derive.windows[1].to=365",
        "interlaminar.derive.windows[1].target=365"
    };

    private static Service service;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        service = Service.started();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void anEmptyStore() {
        service.sql()
                .sql("truncate ledger.run, ledger.source, landing.version, landing.dirty, landing.patient_link,"
                        + " cases.person_case, cases.change, xwalk.person cascade")
                .update();
    }

    @Test
    void daysCountFromTheIndex() throws Exception {
        load(story());

        assertThat(rows("select lss_first_day, death_day, last_contact_day from mart.\"case\""))
                .containsExactly("-246, 500, 200");
        assertThat(rows("select kind, day, \"window\" from mart.procedure order by day"))
                .containsExactly("mild, 0, baseline", "fusion, 200, 6-months");
        assertThat(rows("select type, day, \"window\" from mart.event where kind = 'reintervention'"))
                .containsExactly("fusion, 200, 6-months");
        assertThat(rows("select ingredient, first_day, last_day from mart.therapy where kind = 'nsaid'"))
                .containsExactly("naproxen, -40, -20");
        assertThat(rows("select imaging_day from mart.assessment")).containsExactly("-15");
        assertThat(rows("select distinct day, \"window\" from mart.code_hit where tag = 'fusion'"))
                .containsExactly("200, 6-months");
    }

    @Test
    void withoutAnIndexThereIsNoDay() throws Exception {
        load(aPatient("p1").withLumbarStenosis().onset(on("2024-05-01")).withLaminectomy(on("2025-01-01")));

        assertThat(rows("select lss_first_day, death_day, last_contact_day from mart.\"case\""))
                .containsExactly("null, null, null");
        assertThat(rows("select day, \"window\" from mart.procedure")).containsExactly("null, null");
        assertThat(rows("select distinct day, \"window\" from mart.code_hit")).containsExactly("null, null");
    }

    @Test
    void aYearIsNoDay() throws Exception {
        load(aPatient("p1")
                .withLumbarStenosis()
                .onset(inYear(2019))
                .died(inYear(2026))
                .afterMildProcedure(on("2025-01-01")));

        assertThat(rows("select lss_first_date, lss_first_day, death_day from mart.\"case\""))
                .containsExactly("2019-01-01, null, null");
    }

    @Test
    void windowsAreThoseOfTheSite() throws Exception {
        String url = service.url();
        try (Service own = Service.startedOn(url, OWN_WINDOWS)) {
            own.load("hospital-a", Files.writeString(folder.resolve("own.ndjson"), story().ndjson()));
        }

        assertThat(rows("select kind, day, \"window\" from mart.procedure order by day"))
                .containsExactly("mild, 0, baseline", "fusion, 200, first-year");
        assertThat(rows("select distinct \"window\" from mart.event")).containsExactly("first-year");
    }

    @Test
    void aDayOutsideEveryWindowIsUnscheduled() throws Exception {
        load(aPatient("p1")
                .withLumbarStenosis()
                .onset(on("2024-05-01"))
                .afterMildProcedure(on("2025-01-01"))
                .withFusion(daysAfterIndex(25)));

        assertThat(rows("select \"window\" from mart.event where kind = 'reintervention'"))
                .containsExactly("unscheduled");
    }

    @Test
    void everyTagLeadsToItsVersionRunAndPart() throws Exception {
        load(story());

        assertThat(rows("select count(*) from mart.lineage")).isEqualTo(rows("select count(*) from mart.code_hit"));
        assertThat(rows("select l.tag, l.rule, l.value_set, l.resource_type, l.run, l.part from mart.lineage l"
                        + " where l.tag = 'mild'"))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).startsWith("mild, ").endsWith(", Procedure, " + run() + ", 1"));
        assertThat(rows("select count(*) from mart.lineage l join landing.version v"
                        + " on encode(v.content, 'hex') = l.resource_version and v.type = l.resource_type"
                        + " and v.run = l.run and v.part = l.part"))
                .isEqualTo(rows("select count(*) from mart.lineage"));
        assertThat(rows("select t::text from mart.lineage t").toString())
                .as("no id of the source, no name of a file")
                .doesNotContain("p1-", "hospital-a", "ndjson");
    }

    private static PatientStory story() {
        return aPatient("p1")
                .born(1950)
                .died(daysAfterIndex(500))
                .withLumbarStenosis()
                .onset(on("2024-04-30"))
                .afterMildProcedure(on("2025-01-01"))
                .withImagingReport("72148", "Severe stenosis at L4-L5.", daysBeforeIndex(15))
                .withMedicationText("naproxen 500 mg", daysBeforeIndex(40))
                .withMedicationText("naproxen 500 mg", daysBeforeIndex(20))
                .withFusion(daysAfterIndex(200));
    }

    private void load(PatientStory story) throws Exception {
        service.load("hospital-a", Files.writeString(folder.resolve("a.ndjson"), story.ndjson()));
    }

    private static String run() {
        return rows("select max(run) from ledger.run").get(0);
    }

    private static List<String> rows(String sql) {
        return service.sql()
                .sql(sql)
                .query((row, i) -> {
                    StringBuilder line = new StringBuilder();
                    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        line.append(column == 1 ? "" : ", ").append(row.getString(column));
                    }
                    return line.toString();
                })
                .list();
    }
}
