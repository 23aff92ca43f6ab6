package org.interlaminar.ehr.bulk;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.interlaminar.ehr.search.LandingStore;
import org.interlaminar.intake.Progress;
import org.interlaminar.ledger.BulkJobs;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Turns;
import org.interlaminar.ledger.Way;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bulk exports, by the numbers of the contract with EHRs (B1 to B14). */
class BulkPullTest {
    @TempDir
    private Path folder;

    private final LandingStore store = LandingStore.shared();
    private final String source = store.newSource();
    private final BulkEhr ehr = new BulkEhr();
    private final Exporting exporting = new Exporting(store.service(), source, ehr);
    private final BulkJobs jobs = store.service().bean(BulkJobs.class);

    @AfterEach
    void stopEhr() {
        ehr.close();
    }

    // B1: the request for an export.

    @Test
    void b1AsksForTheWholeSystemByGet() throws Exception {
        ehr.patients("a");
        exporting.export();
        BulkEhr.Asked asked = ehr.asked().get(0);
        assertThat(asked).hasToString("GET /fhir/$export?_type=Patient,Condition");
        assertThat(asked.headers())
                .containsEntry("Accept", "application/fhir+json")
                .containsEntry("Prefer", "respond-async");
    }

    @Test
    void b1AsksForAGroupWhoseIdHasToBeEncoded() throws Exception {
        ehr.group("a");
        ehr.patients("a");
        exporting.set("bulk.level", "group").set("group", "e:1+2%").export();
        assertThat(kickOffs()).containsExactly("GET /fhir/Group/e%3A1%2B2%25/$export?_type=Patient,Condition");
    }

    @Test
    void b1AsksForAllPatientsLenientlyAndWithFiltersWhereThatIsSet() throws Exception {
        ehr.patients("a");
        exporting
                .set("bulk.level", "patient")
                .set("bulk.lenient", true)
                .set("bulk.type-filters[0]", "Condition?category=a,b")
                .set("bulk.type-filters[1]", "Patient?active=true")
                .export();
        BulkEhr.Asked asked = ehr.asked().get(0);
        assertThat(asked)
                .hasToString("GET /fhir/Patient/$export?_type=Patient,Condition"
                        + "&_typeFilter=Condition%3Fcategory%3Da%2Cb,Patient%3Factive%3Dtrue");
        assertThat(asked.headers()).containsEntry("Prefer", "respond-async, handling=lenient");
    }

    @Test
    void b1AsksByPostWithParameters() throws Exception {
        ehr.patients("a");
        exporting.set("bulk.kick-off", "post").export();
        ehr.passes(Duration.ofHours(1));
        exporting.export();
        List<BulkEhr.Asked> posted =
                ehr.asked().stream().filter(one -> one.method().equals("POST")).toList();
        assertThat(posted).hasSize(2).allSatisfy(one -> assertThat(one).hasToString("POST /fhir/$export"));
        assertThat(posted.get(0).body())
                .isEqualTo("{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"_type\",\"valueString\":"
                        + "\"Patient,Condition\"}]}");
        assertThat(posted.get(1).body()).contains("{\"name\":\"_since\",\"valueInstant\":\"2026-03-01T09:50:00Z\"}");
    }

    @Test
    void b1AServerThatRefusesTheExportIsShownWithWhatItSaid() throws Exception {
        ehr.answersOnce("$export", aResponse().withStatus(403).withBody(BulkEhr.outcome("error", "forbidden", "Jane")));
        RunSummary run = exporting.export().run();
        assertThat(run.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(run.gaps()).containsExactly("the server was asked for an export and answered 403 (forbidden)");
    }

    @Test
    void b1AGroupThatDoesNotExistIsNamed() throws Exception {
        ehr.answersOnce("/Group/", aResponse().withStatus(404));
        RunSummary run =
                exporting.set("bulk.level", "group").set("group", "g").export().run();
        assertThat(run.gaps())
                .containsExactly("the Group that interlaminar.sources." + source
                        + ".group names does not exist on the server (404)");
    }

    // B2: a restart goes on by the status address.

    @Test
    void b2AnotherNodeGoesOnWithAnExportUnderWay() throws Exception {
        ehr.patients("a", "b");
        ehr.worksFor(3);
        exporting.node().advance(source);
        exporting.node().advance(source);
        assertThat(jobs.open(source).orElseThrow().statusUrl()).isEqualTo(ehr.origin() + "/jobs/1");

        Step last = exporting.export();

        assertThat(last.run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(kickOffs()).hasSize(1);
        assertThat(store.living(source, "Patient")).containsExactly("a", "b");
    }

    @Test
    void b2ARelativeContentLocationIsFollowed() throws Exception {
        ehr.answersOnce("$export", aResponse().withStatus(202).withHeader("Content-Location", "/jobs/1"));
        exporting.node().advance(source);
        assertThat(jobs.open(source).orElseThrow().statusUrl()).isEqualTo(ehr.origin() + "/jobs/1");
    }

    @Test
    void b2AServerThatDoesNotSayWhereToAskIsNotWaitedFor() throws Exception {
        ehr.answersOnce("$export", aResponse().withStatus(202));
        assertThat(exporting.export().said())
                .isEqualTo("the server took the export and did not say where to ask for it");
    }

    // B3: how often it is asked.

    @Test
    void b3AsksForJsonAndWaitsLongerEachTime() throws Exception {
        ehr.patients("a");
        ehr.worksFor(12);
        exporting.export();
        assertThat(exporting.waited().stream().map(Duration::toSeconds))
                .containsExactly(1L, 1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L, 300L, 0L);
        assertThat(ehr.asked())
                .filteredOn(
                        one -> one.path().endsWith("/jobs/1") && one.method().equals("GET"))
                .hasSize(13)
                .allSatisfy(one -> assertThat(one.headers()).containsEntry("Accept", "application/json"));
    }

    @ParameterizedTest
    @CsvSource({
        "120, 120",
        "'Sun, 01 Mar 2026 10:00:30 GMT', 30",
        "soon, 1",
        "1772359290, 90",
        "1772359290000, 90",
        "18000, 300",
        "0, 1",
        "-5, 1"
    })
    void b3TakesEveryRetryAfterWithinItsLimits(String wish, long seconds) throws Exception {
        ehr.patients("a");
        ehr.answersOnce(
                "/jobs/1",
                working().withHeader("Retry-After", wish).withHeader("Date", "Sun, 01 Mar 2026 10:00:00 GMT"));
        exporting.export();
        assertThat(exporting.waited().get(1).toSeconds()).isEqualTo(seconds);
    }

    @Test
    void b3PatienceEndsAfterDays() throws Exception {
        ehr.worksFor(Integer.MAX_VALUE);
        Step last = exporting
                .set("bulk.patience", "2d")
                .common("ehr.longest-pause", "6h")
                .export();
        assertThat(last.said()).startsWith("the server has worked on the export for longer than bulk.patience");
        assertThat(last.run().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(ehr.asked())
                .as("it is told that nobody waits any more")
                .last()
                .hasToString("DELETE /jobs/1");
    }

    // B4: trouble while asking.

    @Test
    void b4ATransientErrorOnlyMeansLater() throws Exception {
        ehr.patients("a");
        IntStream.range(0, 20)
                .forEach(i -> ehr.answersOnce(
                        "/jobs/1",
                        aResponse().withStatus(500).withBody(BulkEhr.outcome("error", "transient", "busy"))));
        assertThat(exporting.export().run().outcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void b4OtherErrorsInFhirEndTheExport() throws Exception {
        ehr.answersOnce("/jobs/1", aResponse().withStatus(500).withBody(BulkEhr.outcome("fatal", "exception", "no")));
        assertThat(exporting.export().run().gaps())
                .containsExactly("the server gave the export up with 500 (exception)");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 410})
    void b4OtherRefusalsEndTheExport(int status) throws Exception {
        ehr.answersOnce("/jobs/1", aResponse().withStatus(status));
        assertThat(exporting.export().run().gaps()).containsExactly("the server gave the export up with " + status);
    }

    @Test
    void b4AnErrorWithoutFhirAndABrokenConnectionAreTriedAgain() throws Exception {
        ehr.patients("a");
        ehr.answersOnce("/jobs/1", aResponse().withStatus(502).withBody("<html>"));
        ehr.answersOnce("/jobs/1", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        ehr.answersOnce("/jobs/1", working());
        assertThat(exporting.export().run().outcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void b4ButNotForEver() throws Exception {
        IntStream.range(0, 10)
                .forEach(i -> ehr.answersOnce("/jobs/1", aResponse().withStatus(502)));
        assertThat(exporting.export().said())
                .isEqualTo("the server could not be asked how far the export is, 10 times: the server answered 502");
    }

    // B5: the manifest.

    @Test
    void b5ReadsAManifestWithoutAlmostEverything() throws Exception {
        ehr.patients("a");
        ehr.rewriteManifest(json -> json.replaceAll(",\"(deleted|error)\":\\[]", "")
                .replaceAll(",\"count\":\\d+", "")
                .replace("\"type\":\"Patient\",", "")
                .replace("\"requiresAccessToken\":true", "\"requiresAccessToken\":\"true\",\"vendor\":{\"x\":[1]}"));
        assertThat(exporting.export().run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(store.living(source, "Patient")).containsExactly("a");
    }

    @Test
    void b5FollowsTheManifestsPages() throws Exception {
        ehr.patients("a");
        ehr.rewriteManifest(
                json -> json.replaceFirst("}$", ",\"link\":[{\"relation\":\"next\",\"url\":\"/more/2\"}]}"));
        ehr.answersOnce(
                "/more/2",
                aResponse()
                        .withBody(
                                "{\"transactionTime\":\"2026-03-01T10:00:00Z\",\"output\":[{\"type\":\"Patient\",\"url\":"
                                        + "\"/more/file\"}]}"));
        ehr.answersOnce("/more/file", ndjson("{\"resourceType\":\"Patient\",\"id\":\"z\"}"));
        assertThat(exporting.export().run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(store.living(source, "Patient")).containsExactly("a", "z");
    }

    @Test
    void b5APartialManifestWhileTheServerWorksIsLeftAlone() throws Exception {
        ehr.patients("a");
        ehr.answersOnce(
                "/jobs/1",
                working()
                        .withBody(
                                "{\"transactionTime\":\"2026-03-01T10:00:00Z\",\"output\":[{\"type\":\"Patient\",\"url\":"
                                        + "\"/half\"}]}"));
        assertThat(exporting.export().run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(ehr.asked()).noneMatch(one -> one.path().equals("/half"));
    }

    @Test
    void b5AManifestThatIsNoneEndsTheExport() throws Exception {
        ehr.rewriteManifest(json -> "<html>maintenance</html>");
        assertThat(exporting.export().said()).isEqualTo("the export's manifest is not well-formed JSON");
    }

    @Test
    void b5NothingIsNotBelievedWhereThereHadBeenSomething() throws Exception {
        ehr.patients("a", "b");
        exporting.export();
        ehr.passes(Duration.ofDays(1));
        ehr.rewriteManifest(json -> json.replaceFirst("\"output\":\\[.*?]", "\"output\":[]"));

        RunSummary run = exporting.whole().run();

        assertThat(run.gaps())
                .containsExactly(
                        "the server says, twice, that there is nothing to export, and there had been something before");
        assertThat(store.living(source, "Patient")).containsExactly("a", "b");
        assertThat(watermark("Patient")).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
    }

    @Test
    void b5NothingAtFirstMayBeSomethingWhenAskedAgain() throws Exception {
        ehr.patients("a");
        exporting.export();
        ehr.patients("b");
        ehr.worksFor(0);
        ehr.answersOnce(
                "/jobs/2", aResponse().withBody("{\"transactionTime\":\"2026-03-01T10:00:00Z\",\"output\":[]}"));
        assertThat(exporting.whole().run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(store.living(source, "Patient")).containsExactly("a", "b");
    }

    // B6: the files.

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void b6LandsManyFilesInAnyOrderPackedOrNot(boolean packed) throws Exception {
        String[] many = IntStream.range(0, 25).mapToObj(i -> "p" + (10 + i)).toArray(String[]::new);
        ehr.patients(many);
        Stream.of(many).forEach(patient -> ehr.stenosis("c" + patient, patient));
        ehr.splits(4);
        if (packed) {
            ehr.packs();
        }
        exporting.set("types", "Condition,Patient").set("bulk.concurrency", 3);
        RunSummary run = exporting.export().run();
        assertThat(run.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(run.received()).isEqualTo(50);
        assertThat(run.expected()).isEqualTo(50);
        assertThat(store.living(source, "Patient")).containsExactly(many);
        assertThat(ehr.asked())
                .filteredOn(one -> one.path().matches("/jobs/1/\\d+"))
                .hasSize(14)
                .allSatisfy(one -> assertThat(one.headers())
                        .containsEntry("Accept", "application/fhir+ndjson")
                        .containsEntry("Accept-Encoding", "gzip"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no newline at the end", "CRLF", "blank lines", "BOM", "a header", "a long line"})
    void b6TakesLinesAsServersWriteThem(String oddity) throws Exception {
        ehr.patients("a", "b");
        ehr.rewriteFiles(lines -> switch (oddity) {
            case "no newline at the end" -> lines.stripTrailing();
            case "CRLF" -> lines.replace("\n", "\r\n");
            case "blank lines" -> "\n" + lines.replace("\n", "\n\n \n");
            case "BOM" -> "\ufeff" + lines;
            case "a header" -> "{\"resourceType\":\"Parameters\",\"id\":\"x\"}\n" + lines;
            default -> lines.replace(
                    "\"id\":\"b\"", "\"id\":\"b\",\"text\":{\"div\":\"" + "x".repeat(2_000_000) + "\"}");
        });
        RunSummary run = exporting.export().run();
        assertThat(run.gaps()).isEmpty();
        assertThat(run.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(store.living(source, "Patient")).containsExactly("a", "b");
    }

    @Test
    void b6ACountThatDoesNotAgreeIsAGapOfThatTypeOnly() throws Exception {
        ehr.patients("a", "b");
        ehr.stenosis("c", "a");
        ehr.rewriteManifest(json -> json.replace("\"count\":2", "\"count\":3"));
        RunSummary run = exporting.export().run();
        assertThat(run.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(run.gaps()).containsExactly("Patient, file 1: the manifest says 3 lines and there are 2");
        assertThat(watermark("Patient")).isNull();
        assertThat(watermark("Condition")).isEqualTo(ehr.now());
    }

    @Test
    void b6LinesOfAnotherTypeAreAGap() throws Exception {
        ehr.patients("a");
        ehr.rewriteFiles(
                lines ->
                        "{\"resourceType\":\"Binary\",\"id\":\"x\",\"contentType\":\"application/fhir+ndjson\",\"data\":\"e30=\"}\n");
        assertThat(exporting.export().run().gaps())
                .containsExactly("Patient, file 1: 1 of 1 lines are of another type than the manifest says");
    }

    @Test
    void b6ACrashRepeatsOnlyUnfinishedFiles() throws Exception {
        ehr.patients("a", "b", "c", "d");
        ehr.splits(1);
        ehr.worksFor(0);
        ehr.answersOnce("/jobs/1/3", aResponse().withStatus(500));
        ehr.answersOnce("/jobs/1/3", aResponse().withStatus(500));
        ehr.answersOnce("/jobs/1/3", aResponse().withStatus(500));
        BulkPull node = exporting.set("bulk.concurrency", 1).node();
        node.advance(source);
        node.advance(source);
        RunSummary partial = node.advance(source).run();
        assertThat(partial.gaps()).containsExactly("the server answered 500, 3 times");
        assertThat(store.living(source, "Patient")).containsExactly("a", "b");
        ehr.asked();

        RunSummary rest = exporting.export().run();

        assertThat(rest.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(store.living(source, "Patient")).containsExactly("a", "b", "c", "d");
        assertThat(ehr.asked())
                .extracting(BulkEhr.Asked::toString)
                .contains("GET /jobs/1/3", "GET /jobs/1/4")
                .doesNotContain("GET /jobs/1/1", "GET /jobs/1/2");
        assertThat(hashes()).hasSize(4).doesNotContainNull();
    }

    @Test
    void b6WhatAnEarlierRunOfAWholeExportHasShownIsNotGone() throws Exception {
        ehr.patients(
                "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t");
        exporting.export();
        ehr.passes(Duration.ofDays(8));
        ehr.delete("Patient", "b");
        ehr.splits(5);
        IntStream.range(0, 3)
                .forEach(i -> ehr.answersOnce("/jobs/2/3", aResponse().withStatus(500)));

        assertThat(exporting.whole().run().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(exporting.export().run().outcome()).isEqualTo(Outcome.COMPLETE);

        assertThat(store.living(source, "Patient")).hasSize(19).doesNotContain("b");
    }

    @Test
    void b6TruncatedGzipIsFetchedAgain() throws Exception {
        ehr.patients("a");
        byte[] half =
                java.util.Arrays.copyOf(BulkEhr.packed("{\"resourceType\":\"Patient\",\"id\":\"a\"}\n".repeat(50)), 40);
        ehr.answersOnce(
                "/jobs/1/1", aResponse().withHeader("Content-Encoding", "gzip").withBody(half));
        RunSummary partial = exporting.export().run();
        assertThat(partial.gaps())
                .containsExactly("could not be landed (the file is gzip that ends or breaks in the middle)");
        assertThat(exporting.export().run().outcome()).isEqualTo(Outcome.COMPLETE);
    }

    /** A thousand bytes of blank lines pack into a few. */
    @Test
    void b6AFileThatSwellsBeyondItsLimitIsNotReadToItsEnd() throws Exception {
        ehr.patients("a");
        ehr.rewriteFiles(lines -> lines + "\n".repeat(5_000_000));
        ehr.packs();
        RunSummary run = exporting.common("ehr.max-file", "1MB").export().run();
        assertThat(run.gaps())
                .containsExactly(
                        "could not be landed (the file cannot be read, or is larger than interlaminar.ehr.max-file)");
        assertThat(store.living(source, "Patient")).isEmpty();
    }

    @Test
    void b8AFileOfErrorsIsBoundedToo() throws Exception {
        ehr.patients("a");
        withErrors("x".repeat(3_000_000));
        RunSummary run = exporting.common("ehr.max-page", "1MB").export().run();
        assertThat(run.gaps()).singleElement().asString().contains("larger than interlaminar.ehr.max-page");
        assertThat(watermark("Patient")).isNull();
    }

    @Test
    void b6FilesDoNotStayBehind() throws Exception {
        ehr.patients("a");
        exporting.common("ehr.spool", folder).export();
        assertThat(folder).isEmptyDirectory();
        Path left = Files.createDirectory(folder.resolve("interlaminar-export-" + source + "-77"));
        Files.writeString(left.resolve("1.ndjson"), "left by a killed process");
        exporting.export();
        assertThat(folder).isEmptyDirectory();
    }

    // B7: links that expire.

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 410})
    void b7AFileThatCannotBeHadIsAskedForByAFreshLink(int status) throws Exception {
        ehr.patients("a", "b");
        ehr.answersOnce("/jobs/1/1", aResponse().withStatus(status));
        ehr.worksFor(0);
        RunSummary run = exporting.export().run();
        assertThat(run.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(ehr.asked())
                .filteredOn(one -> one.toString().equals("GET /jobs/1"))
                .hasSize(2);
    }

    @Test
    void b7AndElseByAFreshExport() throws Exception {
        ehr.patients("a", "b");
        ehr.answersOnce("/jobs/1/1", aResponse().withStatus(404));
        ehr.answersOnce("/jobs/1/1", aResponse().withStatus(404));
        RunSummary run = exporting.export().run();
        assertThat(run.gaps()).containsExactly("the server answered 404");
        assertThat(watermark("Patient")).isNull();

        assertThat(exporting.export().run().outcome()).isEqualTo(Outcome.COMPLETE);

        assertThat(kickOffs()).hasSize(2);
        assertThat(store.living(source, "Patient")).containsExactly("a", "b");
    }

    @Test
    void b7ARedirectToAStorageServerIsFollowedWithoutSayingWhoWeAre() throws Exception {
        Path token = secret("t0ken");
        try (BulkEhr storage = new BulkEhr()) {
            storage.answersOnce("/bucket", ndjson("{\"resourceType\":\"Patient\",\"id\":\"a\"}"));
            ehr.patients("a");
            ehr.answersOnce(
                    "/jobs/1/1",
                    aResponse().withStatus(307).withHeader("Location", storage.origin() + "/bucket?signature=x"));
            RunSummary run = exporting
                    .set("auth.method", "token")
                    .set("auth.secret-file", token)
                    .set("bulk.file-origins", storage.origin())
                    .export()
                    .run();
            assertThat(run.outcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(storage.asked()).singleElement().satisfies(one -> {
                assertThat(one).hasToString("GET /bucket?signature=x");
                assertThat(one.headers()).doesNotContainKey("Authorization");
            });
            assertThat(ehr.asked())
                    .allSatisfy(one -> assertThat(one.headers()).containsEntry("Authorization", "Bearer t0ken"));
        }
    }

    @Test
    void b7AStorageServerThatNobodyNamedIsNotAsked() throws Exception {
        try (BulkEhr storage = new BulkEhr()) {
            ehr.patients("a");
            ehr.rewriteManifest(json -> json.replace(ehr.origin() + "/jobs/1/1", storage.origin() + "/bucket"));
            assertThat(exporting.export().run().gaps())
                    .containsExactly("the address is of a server that this source may not ask, " + storage.origin());
            assertThat(storage.asked()).isEmpty();
        }
    }

    @Test
    void a6FilesThatNeedNoTokenAreAskedForWithoutOne() throws Exception {
        ehr.patients("a");
        ehr.rewriteManifest(json -> json.replace("\"requiresAccessToken\":true", "\"requiresAccessToken\":false"));
        exporting
                .set("auth.method", "token")
                .set("auth.secret-file", secret("t0ken"))
                .export();
        assertThat(ehr.asked()).allSatisfy(one -> {
            boolean isFile = one.path().matches("/jobs/1/\\d+");
            assertThat(one.headers().containsKey("Authorization")).isEqualTo(!isFile);
        });
    }

    @Test
    void b7APageOfHtmlIsNoFile() throws Exception {
        ehr.patients("a");
        ehr.answersOnce(
                "/jobs/1/1", aResponse().withHeader("Content-Type", "text/html").withBody("<html>log in</html>"));
        assertThat(exporting.export().run().gaps()).containsExactly("the file is a page of HTML");
        assertThat(exporting.export().run().outcome()).isEqualTo(Outcome.COMPLETE);
    }

    // B8: what the server could not export.

    @Test
    void b8ErrorsHoldTheWatermarkOfTheTypesTheySpeakOf() throws Exception {
        ehr.patients("a");
        ehr.stenosis("c", "a");
        withErrors(
                BulkEhr.outcome("error", "timeout", "Condition for Jane Doe could not be exported"),
                BulkEhr.outcome("information", "informational", "Patient is fine"));
        RunSummary run = exporting.export().run();
        assertThat(run.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(run.gaps()).containsExactly("the server could not export all of Condition (timeout)");
        assertThat(watermark("Condition")).isNull();
        assertThat(watermark("Patient")).isEqualTo(ehr.now());
    }

    @Test
    void b8AnErrorThatNamesNoTypeHoldsAll() throws Exception {
        ehr.patients("a");
        withErrors(BulkEhr.outcome("fatal", "exception", "disk"));
        assertThat(exporting.export().run().gaps())
                .containsExactly("the server could not export all of Condition, Patient (exception)");
        assertThat(watermark("Patient")).isNull();
    }

    @Test
    void b8InformationAndWarningsHoldNothing() throws Exception {
        ehr.patients("a");
        withErrors(
                BulkEhr.outcome("warning", "business-rule", "x"), BulkEhr.outcome("information", "informational", "y"));
        assertThat(exporting.export().run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(watermark("Patient")).isEqualTo(ehr.now());
    }

    // B9: deletes.

    @Test
    void b9DeletesLandAsTombstones() throws Exception {
        ehr.patients("a", "b", "c");
        exporting.export();
        ehr.passes(Duration.ofHours(1));
        ehr.delete("Patient", "a");
        ehr.delete("Patient", "b");
        RunSummary run = exporting.export().run();
        assertThat(run.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(store.living(source, "Patient")).containsExactly("c");
    }

    @Test
    void b9AnAbsentArrayMeansNoneKnownAndAWholeExportFindsWhatIsGone() throws Exception {
        String[] many = IntStream.range(0, 40).mapToObj(i -> "p" + (10 + i)).toArray(String[]::new);
        ehr.patients(many);
        ehr.rewriteManifest(json -> json.replaceFirst("\"deleted\":\\[.*?],", ""));
        exporting.export();
        ehr.passes(Duration.ofHours(1));
        ehr.delete("Patient", "p10");
        exporting.export();
        assertThat(store.living(source, "Patient")).contains("p10");
        exporting.whole();
        assertThat(store.living(source, "Patient")).hasSize(39).doesNotContain("p10");
    }

    // B10: the watermark.

    @Test
    void b10TheNextExportAsksSinceTheServersTimeLessTheOverlap() throws Exception {
        ehr.patients("a");
        exporting.export();
        assertThat(watermark("Patient")).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
        ehr.passes(Duration.ofHours(2));
        ehr.patients("b");
        exporting.export();
        assertThat(kickOffs())
                .last()
                .isEqualTo("GET /fhir/$export?_type=Patient,Condition&_since=2026-03-01T09:50:00Z");
        assertThat(watermark("Patient")).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(store.living(source, "Patient")).containsExactly("a", "b");
    }

    @Test
    void b10AServerWithoutSinceIsAskedForEverything() throws Exception {
        ehr.patients("a");
        exporting.set("bulk.since", false).export();
        exporting.export();
        assertThat(kickOffs()).hasSize(2).allSatisfy(one -> assertThat(one).doesNotContain("_since"));
    }

    @Test
    void b10EverythingIsAskedForAgainAfterResync() throws Exception {
        ehr.patients("a");
        exporting.export();
        store.service()
                .sql()
                .sql("update ledger.part p set landed_at = landed_at - interval '8 days' from ledger.run r"
                        + " where r.run = p.run and r.source = ?")
                .param(source)
                .update();
        exporting.export();
        assertThat(kickOffs()).last().asString().doesNotContain("_since");
    }

    // B11: who is new in a group.

    @Test
    void b11NewMembersAreAskedForWholeByPost() throws Exception {
        ehr.patients("a", "b");
        ehr.stenosis("old", "b");
        ehr.group("a");
        exporting
                .set("bulk.level", "group")
                .set("group", "g")
                .set("bulk.kick-off", "post")
                .export();
        ehr.passes(Duration.ofDays(1));
        ehr.group("a", "b");
        ehr.asked();

        Step ofNew = exporting.export();
        Step ofChanges = exporting.export();

        assertThat(ofNew.next()).isZero();
        assertThat(ofChanges.run().outcome()).isEqualTo(Outcome.COMPLETE);
        List<String> bodies = ehr.asked().stream()
                .filter(one -> one.method().equals("POST"))
                .map(BulkEhr.Asked::body)
                .toList();
        assertThat(bodies).hasSize(2);
        assertThat(bodies.get(0)).contains("Patient/b").doesNotContain("Patient/a", "_since");
        assertThat(bodies.get(1)).contains("_since").doesNotContain("Patient/b");
        assertThat(store.living(source, "Condition")).containsExactly("old");
    }

    @Test
    void b11NewMembersMakeTheExportWholeWhereOnlyGetIsKnown() throws Exception {
        ehr.patients("a", "b");
        ehr.stenosis("old", "b");
        ehr.group("a");
        exporting.set("bulk.level", "group").set("group", "g").export();
        ehr.passes(Duration.ofDays(1));
        exporting.export();
        ehr.group("a", "b");
        exporting.export();
        exporting.export();
        assertThat(kickOffs().stream().map(one -> one.contains("_since"))).containsExactly(false, true, false, true);
        assertThat(store.living(source, "Condition")).containsExactly("old");
    }

    @Test
    void b11WhoLeavesTheGroupIsNotGone() throws Exception {
        String[] many = IntStream.range(0, 30).mapToObj(i -> "p" + (10 + i)).toArray(String[]::new);
        ehr.patients(many);
        Stream.of(many).forEach(patient -> ehr.stenosis("c" + patient, patient));
        ehr.group(many);
        exporting.set("bulk.level", "group").set("group", "g").export();
        ehr.passes(Duration.ofDays(1));
        ehr.group(Stream.of(many).skip(1).toArray(String[]::new));
        ehr.delete("Condition", "cp11");

        assertThat(exporting.whole().run().outcome()).isEqualTo(Outcome.COMPLETE);

        assertThat(store.living(source, "Patient")).containsExactly(many);
        assertThat(store.living(source, "Condition"))
                .hasSize(29)
                .contains("cp10")
                .doesNotContain("cp11");
    }

    // B12: the order of landing and forgetting.

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204, 404})
    void b12TheServerMayForgetTheExportOnceItHasLanded(int status) throws Exception {
        ehr.patients("a");
        BulkPull node = exporting.node();
        ehr.worksFor(0);
        node.advance(source);
        node.advance(source);
        ehr.answersOnce("/jobs/1/1", ndjson("{\"resourceType\":\"Patient\",\"id\":\"a\"}"));
        ehr.answersOnce("/jobs/1", aResponse().withStatus(status));
        node.advance(source);
        assertThat(ehr.asked()).extracting(BulkEhr.Asked::toString).endsWith("GET /jobs/1/1", "DELETE /jobs/1");
        assertThat(jobs.unreleased(source)).isEmpty();
    }

    @Test
    void b12AServerThatCouldNotBeToldIsToldWithTheNextExport() throws Exception {
        ehr.patients("a");
        ehr.worksFor(0);
        BulkPull node = exporting.node();
        node.advance(source);
        node.advance(source);
        ehr.answersOnce("/jobs/1/1", ndjson("{\"resourceType\":\"Patient\",\"id\":\"a\"}"));
        ehr.answersOnce("/jobs/1", aResponse().withStatus(503));
        node.advance(source);
        assertThat(jobs.unreleased(source)).hasSize(1);
        exporting.export();
        assertThat(jobs.unreleased(source)).isEmpty();
    }

    // B13: once a day, and one at a time.

    @Test
    void b13TooRecentlyIsRecognisedAndPutOff() throws Exception {
        ehr.answersOnce(
                "$export",
                aResponse()
                        .withStatus(400)
                        .withBody(BulkEhr.outcome("error", "processing", "Client requested this Group too recently")));
        Step step = exporting.export();
        assertThat(step.run()).isNull();
        assertThat(step.next()).isEqualTo(Duration.ofHours(24));
        assertThat(step.said()).isEqualTo("the server allows an export of this group only once in a while");
        assertThat(jobs.latest(source).orElseThrow().reason()).isEqualTo(step.said());
        assertThat(kickOffs()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"7200, PT2H", "5, PT1H", ", PT1H", "999999, PT24H"})
    void b13AnotherExportUnderWayIsWaitedFor(String retryAfter, Duration next) throws Exception {
        ResponseDefinitionBuilder answer =
                aResponse().withStatus(429).withBody(BulkEhr.outcome("error", "throttled", ""));
        ehr.answersOnce("$export", retryAfter == null ? answer : answer.withHeader("Retry-After", retryAfter));
        Step step = exporting.export();
        assertThat(step.next()).isEqualTo(next);
        assertThat(kickOffs()).as("nobody hammers").hasSize(1);
        assertThat(due()).isFalse();
    }

    // B14 and the rest.

    @Test
    void b14DownloadsOneAfterTheOtherWhereThatIsWanted() throws Exception {
        ehr.patients("a", "b", "c", "d", "e");
        ehr.splits(1);
        exporting.set("bulk.concurrency", 1).export();
        assertThat(ehr.asked())
                .extracting(BulkEhr.Asked::path)
                .filteredOn(path -> path.matches("/jobs/1/\\d+"))
                .containsExactly("/jobs/1/1", "/jobs/1/2", "/jobs/1/3", "/jobs/1/4", "/jobs/1/5");
    }

    @Test
    void progressIsToldInPlainWordsOnly() throws Exception {
        ehr.patients("a");
        ehr.answersOnce(
                "/jobs/1",
                working().withHeader("X-Progress", "\u001b[31m<b>45%</b> 12/30 files\u0007 " + "x".repeat(500)));
        exporting.node().advance(source);
        Step step = exporting.node().advance(source);
        assertThat(step.said()).startsWith("31m b 45% /b 12/30 files xxx").hasSizeLessThanOrEqualTo(100);
        assertThat(jobs.open(source).orElseThrow().progress()).isEqualTo(step.said());
    }

    @Test
    void aServerRestoredFromABackupIsExportedWholeInALaterLife() throws Exception {
        ehr.passes(Duration.ofHours(5));
        ehr.patients("a", "b");
        exporting.export();
        ehr.passes(Duration.ofHours(-4));
        ehr.patients("a", "b");
        ehr.passes(Duration.ofHours(5));
        RunSummary run = exporting.whole().run();
        assertThat(run.gaps()).singleElement().asString().contains("restored from a backup?");
        assertThat(exporting.export().run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(kickOffs()).hasSize(3).last().asString().doesNotContain("_since");
        assertThat(store.contentOf(source, "Patient", "a")).contains("2026-03-01T11:00:00Z");
    }

    private boolean due() {
        return store.service()
                .bean(Turns.class)
                .of(Way.BULK, List.of(source))
                .get(0)
                .due();
    }

    // What the operator is told.

    @Test
    void whoWatchesIsToldHowManyOfTheLinesThatTheManifestAnnouncesHaveLanded() throws Exception {
        ehr.patients("a", "b", "c");
        List<Progress> told = new ArrayList<>();
        exporting.node().pull(source, false, told::add, said -> {});
        assertThat(told.get(told.size() - 1))
                .satisfies(last -> assertThat(last.done()).isEqualTo(3))
                .satisfies(last -> assertThat(last.expected()).isEqualTo(3));
    }

    private List<String> kickOffs() {
        return ehr.asked().stream()
                .filter(one -> one.path().contains("$export"))
                .map(BulkEhr.Asked::toString)
                .toList();
    }

    private void withErrors(String... outcomes) {
        ehr.rewriteManifest(json -> json.replace(
                "\"error\":[]", "\"error\":[{\"type\":\"OperationOutcome\",\"url\":\"" + ehr.origin() + "/errors\"}]"));
        ehr.answersOnce("/errors", ndjson(String.join("\n", outcomes)));
    }

    private Instant watermark(String type) {
        return store.service().bean(Ledger.class).watermark(source, type).orElse(null);
    }

    private List<byte[]> hashes() {
        return store.service()
                .sql()
                .sql("select f.sha256 from ledger.bulk_file f join ledger.bulk_job j using (job) where j.source = ?")
                .param(source)
                .query(byte[].class)
                .list();
    }

    private Path secret(String content) throws Exception {
        Path file = folder.resolve("secret");
        Files.writeString(file, content);
        file.toFile().setReadable(false, false);
        file.toFile().setReadable(true, true);
        return file;
    }

    private static ResponseDefinitionBuilder working() {
        return aResponse().withStatus(202);
    }

    private static ResponseDefinitionBuilder ndjson(String lines) {
        return aResponse().withHeader("Content-Type", "application/fhir+ndjson").withBody(lines + "\n");
    }
}
