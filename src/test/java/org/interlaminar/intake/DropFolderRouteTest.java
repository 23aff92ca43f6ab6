package org.interlaminar.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.interlaminar.Interlaminar;
import org.interlaminar.fixture.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The drop folder with its route: good files end in done/, others in failed/, each with a report beside it. */
class DropFolderRouteTest {
    private static final String LINES = "{\"resourceType\":\"Patient\",\"id\":\"p1\"}\n"
            + "{\"resourceType\":\"Condition\",\"id\":\"c1\",\"subject\":{\"reference\":\"Patient/p1\"},"
            + "\"code\":{\"coding\":[{\"system\":\"http://hl7.org/fhir/sid/icd-10-cm\",\"code\":\"M48.062\"}]}}\n";

    @TempDir
    private static Path home;

    private static Path drop;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() throws IOException {
        drop = home.resolve("drop");
        Files.createDirectories(drop.resolve("hospital-e/.claimed"));
        Files.writeString(drop.resolve("hospital-e/.claimed/late.ndjson"), LINES);
        Files.createDirectories(drop.resolve("hospital-f/.claimed"));
        Files.writeString(drop.resolve("hospital-f/.claimed/daily.ndjson"), LINES);
        Files.writeString(
                drop.resolve("hospital-f/daily.ndjson"),
                LINES.replace("p1", "p2").replace("c1", "c2"));
        service = new SpringApplicationBuilder(Interlaminar.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--interlaminar.store.url=" + TestStore.freshDatabase(),
                        "--interlaminar.store.user=postgres",
                        "--interlaminar.intake.drop=" + drop);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void landsAFileDerivesItsPeopleAndReportsBesideIt() throws IOException {
        Path source = drop("hospital-a", "today.ndjson", LINES);
        awaitFile(source.resolve("done/today.ndjson"));
        assertThat(source.resolve("done/today.ndjson.report.txt")).content().contains("received 2, stored 2");
        await().atMost(Duration.ofSeconds(30)).until(() -> lss("hospital-a") == 1);
        assertThat(source.resolve("today.ndjson")).doesNotExist();
        assertThat(source.resolve(".claimed/today.ndjson")).doesNotExist();
    }

    @Test
    void takesUpWhatAKilledServiceHadClaimed() {
        awaitFile(drop.resolve("hospital-e/done/late.ndjson"));
        await().atMost(Duration.ofSeconds(30)).until(() -> lss("hospital-e") == 1);
    }

    @Test
    void takesUpWhatAKilledServiceHadClaimedBesideANewFileOfTheSameName() {
        await().atMost(Duration.ofSeconds(30)).until(() -> lss("hospital-f") == 2);
        awaitFile(drop.resolve("hospital-f/done/daily.ndjson"));
        awaitFile(drop.resolve("hospital-f/done/again-daily.ndjson"));
    }

    @Test
    void putsAFileAsideThatIsCutOffAndSaysWhy() throws IOException {
        Path source = drop("hospital-b", "half.json", "{\"resourceType\":\"Bundle\",\"entry\":[");
        awaitFile(source.resolve("failed/half.json"));
        assertThat(source.resolve("failed/half.json.report.txt")).content().contains("not well-formed JSON");
        assertThat(lss("hospital-b")).isZero();
    }

    @Test
    void refusesAFolderWhoseNameIsNoSource() throws IOException {
        Path source = drop("Hospital C!", "today.ndjson", LINES);
        awaitFile(source.resolve("failed/today.ndjson"));
        assertThat(source.resolve("failed/today.ndjson.report.txt")).content().contains("no source id");
    }

    @Test
    void refusesWhatIsNoFhirFile() throws IOException {
        Path source = drop("hospital-d", "notes.docx", "x");
        awaitFile(source.resolve("failed/notes.docx"));
        assertThat(source.resolve("failed/notes.docx.report.txt")).content().contains("is no .ndjson");
    }

    /** Written elsewhere and moved in, as a careful sender does. */
    private static Path drop(String source, String name, String content) throws IOException {
        Path folder = drop.resolve(source);
        Files.createDirectories(folder);
        Path written = Files.writeString(home.resolve(source.replaceAll("\\W", "") + name), content);
        Files.move(written, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        return folder;
    }

    private static void awaitFile(Path file) {
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(file));
    }

    private static long lss(String source) {
        return service.getBean(JdbcClient.class)
                .sql("select count(*) from cases.person_case where source = ? and lss = 'yes'")
                .param(source)
                .query(Long.class)
                .single();
    }
}
