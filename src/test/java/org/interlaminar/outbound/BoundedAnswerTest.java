package org.interlaminar.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.interlaminar.fixture.RawServer;
import org.interlaminar.fixture.Seeds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers without end, without truth or without haste: each ends in time, in one sentence (threat 3 of PRIVACY). */
@Timeout(15)
class BoundedAnswerTest {
    private static final String TOO_LARGE = "the answer is larger than interlaminar.ehr.max-page";
    private static final String FILE_TOO_LARGE = "the answer is larger than interlaminar.ehr.max-file";
    private static final String CUT_SHORT = "the connection broke or the answer was cut short";
    private static final String TOO_LATE = "the server did not answer in time";
    private static final String OTHERWISE_PACKED = "the answer is packed in a way that was not asked for";

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int MOST = 100_000;

    @TempDir
    private Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    static Stream<Arguments> answersThatCannotBeTaken() throws IOException {
        byte[] packed = gzip("{\"resourceType\":\"Bundle\"}".repeat(100).getBytes(UTF_8));
        byte[] bomb = gzip(new byte[10_000_000]);
        assertThat(bomb.length).isLessThan(MOST);
        return Stream.of(
                Arguments.of("too large", whole("", new byte[MOST + 1]), TOO_LARGE),
                Arguments.of(
                        "without end",
                        RawServer.endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
                        TOO_LARGE),
                Arguments.of("without end or length", RawServer.endless("HTTP/1.1 200 OK\r\n\r\n", "x"), TOO_LARGE),
                Arguments.of(
                        "longer than any memory",
                        RawServer.endless("HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\n", "x"),
                        TOO_LARGE),
                Arguments.of("too large once unpacked", whole("Content-Encoding: gzip\r\n", bomb), TOO_LARGE),
                Arguments.of(
                        "an error that is too large",
                        RawServer.endless("HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
                        TOO_LARGE),
                Arguments.of("br", whole("Content-Encoding: br\r\n", packed), OTHERWISE_PACKED),
                Arguments.of("gzip twice", whole("Content-Encoding: gzip, gzip\r\n", packed), OTHERWISE_PACKED),
                Arguments.of(
                        "gzip that ends early",
                        whole("Content-Encoding: gzip\r\n", Arrays.copyOf(packed, packed.length - 12)),
                        CUT_SHORT),
                Arguments.of(
                        "no gzip at all",
                        whole("Content-Encoding: gzip\r\n", "{}".repeat(9).getBytes(UTF_8)),
                        CUT_SHORT),
                Arguments.of(
                        "a chunk that ends early",
                        RawServer.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{}"),
                        CUT_SHORT),
                Arguments.of(
                        "no last chunk",
                        RawServer.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"),
                        CUT_SHORT),
                Arguments.of(
                        "a chunk of no length",
                        RawServer.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nlong\r\n{}\r\n0\r\n\r\n"),
                        CUT_SHORT),
                Arguments.of(
                        "shorter than it says",
                        RawServer.text("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}"),
                        CUT_SHORT),
                Arguments.of("nothing", RawServer.text(""), CUT_SHORT),
                Arguments.of("half a head", RawServer.text("HTTP/1.1 200 OK\r\nContent-"), CUT_SHORT),
                Arguments.of("no HTTP", RawServer.text("220 mail.example ESMTP\r\n\r\n"), CUT_SHORT),
                Arguments.of("no status", RawServer.text("HTTP/1.1 what OK\r\n\r\n"), CUT_SHORT),
                Arguments.of("a status out of bounds", RawServer.text("HTTP/1.1 99999 OK\r\n\r\n"), CUT_SHORT),
                Arguments.of(
                        "a negative length",
                        RawServer.text("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}"),
                        CUT_SHORT),
                Arguments.of("a header without a name", RawServer.text("HTTP/1.1 200 OK\r\n: x\r\n\r\n{}"), CUT_SHORT),
                Arguments.of("a header without end", RawServer.endless("HTTP/1.1 200 OK\r\nDate: ", "x"), CUT_SHORT),
                Arguments.of("headers without end", RawServer.endless("HTTP/1.1 200 OK\r\n", "A: b\r\n"), CUT_SHORT),
                Arguments.of(
                        "a chunk's length without end",
                        RawServer.endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "0"),
                        CUT_SHORT),
                Arguments.of(
                        "trailers without end",
                        RawServer.endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "A: b\r\n"),
                        CUT_SHORT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersThatCannotBeTaken")
    void anAnswerThatCannotBeTakenEndsAtOnceInOneSentence(String name, RawServer.Answer answer, String sentence)
            throws Exception {
        assertThat(trouble(answer, LONG)).isEqualTo(sentence);
    }

    static Stream<Arguments> answersThatTakeTooLong() {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n";
        return Stream.of(
                Arguments.of("never answers", RawServer.silentAfter("")),
                Arguments.of("stops in its head", RawServer.silentAfter("HTTP/1.1 200 OK\r\nDate:")),
                Arguments.of("stops in its body", RawServer.silentAfter(head + "{")),
                Arguments.of("sends its body byte by byte", RawServer.dribbling(head, 20, 100_000)),
                Arguments.of(
                        "sends its head byte by byte", RawServer.dribbling("HTTP/1.1 200 OK\r\nDate: ", 20, 100_000)),
                Arguments.of(
                        "has hints without end",
                        RawServer.endless("", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersThatTakeTooLong")
    void anAnswerIsWholeInTimeOrIsNone(String name, RawServer.Answer answer) throws Exception {
        assertThat(trouble(answer, SHORT)).isEqualTo(TOO_LATE);
    }

    @Test
    void whatWasGivenUpHoldsNoConnection() throws Exception {
        RawServer server =
                server(RawServer.dribbling("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", 20, 100_000));
        Gate gate = gate(server, Duration.ofMillis(20), LONG, MOST);

        for (int i = 0; i < 2 * Gate.CONNECTIONS; i++) {
            assertThat(failure(() -> gate.send(GateTest.get(server.uri("/"))))).isEqualTo(TOO_LATE);
        }
        await().until(() -> server.open() == 0);
    }

    @Test
    void anAnswerWithoutABodyIsEmpty() throws Exception {
        for (String head : List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 202 Accepted\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\nContent-Encoding: gzip\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")) {
            RawServer server = server(RawServer.text(head));
            Path file = folder.resolve("file");

            assertThat(gate(server, LONG, LONG, 1000)
                            .send(GateTest.get(server.uri("/")))
                            .body())
                    .as(head)
                    .isEmpty();
            // A gate of its own: the server hangs up after each answer, and a kept connection may not know it yet.
            Answer downloaded =
                    gate(server, LONG, LONG, 1000).download(GateTest.get(server.uri("/")), file, bytes -> {});

            assertThat(downloaded.body()).as(head).isEmpty();
            assertThat(Files.exists(file)).as(head).isEqualTo(downloaded.isOk());
            Files.deleteIfExists(file);
        }
    }

    @Test
    void anAnswerEndsWhereItSays() throws Exception {
        RawServer server =
                server(RawServer.text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n\r\nevil"));
        Gate gate = gate(server, LONG, LONG, 1000);

        for (int i = 0; i < 3; i++) {
            assertThat(new String(gate.send(GateTest.get(server.uri("/"))).body(), UTF_8))
                    .isEqualTo("{}");
        }
    }

    /** Whatever bytes come, they are an answer or they are trouble with a sentence. */
    @Test
    void anAnswerOfAnyBytesIsAnAnswerOrOneSentence() throws Exception {
        byte[] good = ("HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nContent-Encoding: gzip\r\nConnection: keep-alive\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")
                .getBytes(UTF_8);
        for (long seed : Seeds.some()) {
            Random random = new Random(seed);
            for (int i = 0; i < 100; i++) {
                byte[] bytes = good.clone();
                for (int changes = random.nextInt(4); changes >= 0; changes--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                assertThat(trouble(RawServer.bytes(bytes), LONG))
                        .as(Seeds.named(seed, new String(bytes, ISO_8859_1)))
                        .isIn("", CUT_SHORT, OTHERWISE_PACKED);
            }
        }
    }

    @Test
    void anAnswerJustWithinTheLimitIsTaken() throws Exception {
        byte[] most = new byte[MOST];
        for (RawServer.Answer answer : List.of(whole("", most), whole("Content-Encoding: x-gzip\r\n", gzip(most)))) {
            RawServer server = server(answer);
            assertThat(gate(server, LONG, LONG, MOST)
                            .send(GateTest.get(server.uri("/")))
                            .body())
                    .isEqualTo(most);
        }
    }

    // Files.

    @Test
    void aFileIsWrittenAsItComesAndToldAsItGrows() throws Exception {
        byte[] packed = gzip("{}\n".repeat(100_000).getBytes(UTF_8));
        RawServer server = server(whole("Content-Encoding: gzip\r\n", packed));
        AtomicLong told = new AtomicLong();
        Path file = folder.resolve("file");

        Answer answer = gate(server, LONG, LONG, 1000).download(GateTest.get(server.uri("/")), file, told::addAndGet);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(Files.readAllBytes(file)).isEqualTo(packed);
        assertThat(told).hasValue(packed.length);
    }

    @Test
    void anErrorInPlaceOfAFileIsHeldInMemory() throws Exception {
        RawServer server = server(RawServer.text("HTTP/1.1 404 No\r\nContent-Length: 4\r\n\r\ngone"));
        Path file = folder.resolve("file");

        Answer answer = gate(server, LONG, LONG, 1000).download(GateTest.get(server.uri("/")), file, bytes -> {});

        assertThat(new String(answer.body(), UTF_8)).isEqualTo("gone");
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileOverTheLimitEndsAtOnce() throws Exception {
        for (RawServer.Answer answer : List.of(
                whole("", new byte[2_000_000]),
                RawServer.endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"))) {
            assertThat(downloadTrouble(answer, LONG, LONG)).isEqualTo(FILE_TOO_LARGE);
        }
    }

    @Test
    void aFileThatStallsIsGivenUpAndOneThatIsOnlySlowIsNot() throws Exception {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n";

        assertThat(downloadTrouble(RawServer.silentAfter(head + "{}"), SHORT, LONG))
                .isEqualTo(TOO_LATE);
        assertThat(downloadTrouble(RawServer.dribbling(head, 20, 40), SHORT, LONG))
                .isEmpty();
        assertThat(downloadTrouble(RawServer.dribbling(head, 20, 40), LONG, SHORT))
                .isEqualTo(TOO_LATE);
    }

    @Test
    void aFileThatIsCutShortOrOtherwisePackedIsNone() throws Exception {
        assertThat(downloadTrouble(RawServer.text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}"), LONG, LONG))
                .isEqualTo(CUT_SHORT);
        assertThat(downloadTrouble(whole("Content-Encoding: zstd\r\n", new byte[9]), LONG, LONG))
                .isEqualTo(OTHERWISE_PACKED);
    }

    @Test
    void aFileThatCannotBeWrittenIsNoTroubleOfTheServer() throws Exception {
        RawServer server = server(RawServer.ok("{}"));
        Gate gate = gate(server, LONG, LONG, 1000);

        assertThat(failure(() ->
                        gate.download(GateTest.get(server.uri("/")), folder.resolve("nowhere/file"), bytes -> {})))
                .isEqualTo("the file cannot be written here: is there room and a right to?");
    }

    private String trouble(RawServer.Answer answer, Duration within) throws Exception {
        RawServer server = server(answer);
        Gate gate = gate(server, within, LONG, MOST);
        return failure(() -> gate.send(GateTest.get(server.uri("/"))));
    }

    private String downloadTrouble(RawServer.Answer answer, Duration silence, Duration whole) throws Exception {
        RawServer server = server(answer);
        Gate gate = gate(server, silence, whole, MOST);
        Path file = folder.resolve("file");
        return failure(() -> gate.download(GateTest.get(server.uri("/")), file, bytes -> {}));
    }

    /** @return the sentence, or empty when nothing failed */
    private static String failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
        IOException trouble = catchThrowableOfType(IOException.class, what);
        return trouble == null ? "" : Trouble.named(trouble);
    }

    private RawServer server(RawServer.Answer answer) throws IOException {
        RawServer server = RawServer.answering(answer);
        opened.add(server);
        return server;
    }

    private Gate gate(RawServer server, Duration answer, Duration file, int most) throws IOException {
        Gate.Limits limits = new Gate.Limits(Duration.ofSeconds(5), answer, file, most, 1_000_000);
        Gate gate = new Gate(new Reach(Set.of(GateTest.origin(server)), List.of()), limits, null, null);
        opened.add(gate);
        return gate;
    }

    private static RawServer.Answer whole(String header, byte[] body) {
        String head = "HTTP/1.1 200 OK\r\n" + header + "Content-Length: " + body.length + "\r\n\r\n";
        return RawServer.bytes(head.getBytes(UTF_8), body);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
            packing.write(bytes);
        }
        return packed.toByteArray();
    }
}
