package org.interlaminar;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.interlaminar.cases.CaseAssembler;
import org.interlaminar.cases.CaseSettings;
import org.interlaminar.cases.LandedState;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.fixture.Profiles;
import org.interlaminar.fixture.Service;
import org.interlaminar.reading.ResourceReader;
import org.interlaminar.reading.Screen;
import org.interlaminar.reading.Screened;
import org.interlaminar.reading.Unreadable;

/**
 * Prints how many people a second become cases: from bytes in memory on one and on two threads, with the longest a person
 * takes, beside a plain tokeniser over the same bytes; and through the store, the first time, and on the
 * warm service again, all of it written anew or nothing of it changed. The people are those of both samples whom the screen finds worth deriving; in the store copies of
 * the sample mixed, whose people have longer records, compared with the same from memory.
 */
final class DeriveSpeed {
    private static final List<Path> SAMPLES =
            List.of(Path.of("src/main/resources/demo/mixed"), Path.of("src/main/resources/demo/enriched"));
    private static final long ROUND_NANOS = 5_000_000_000L;
    private static final int COPIES = 20;
    private static final int ROUNDS = 5;

    private record Landed(SourceRef ref, byte[] body) {}

    private static final ResourceReader READER = new ResourceReader(Profiles.fhirProfiles(), ZoneOffset.UTC);
    private static final CaseAssembler ASSEMBLER = new CaseAssembler(Profiles.terminology());

    private DeriveSpeed() {}

    public static void main(String[] arguments) throws Exception {
        List<List<Landed>> people = people(SAMPLES);
        long bytes = people.stream()
                .flatMap(List::stream)
                .mapToLong(one -> one.body().length)
                .sum();
        long records = people.stream().mapToLong(List::size).sum();
        System.out.printf(
                Locale.ROOT,
                "%-14s %d people of both samples, %.0f records and %.0f kB each%n",
                "derive",
                people.size(),
                records / (double) people.size(),
                bytes / 1e3 / people.size());
        measure(people, 1, DeriveSpeed::derive);
        double tokenised = measure(people, 1, DeriveSpeed::tokenise);
        double one = measure(people, 1, DeriveSpeed::derive);
        double two = measure(people, 2, DeriveSpeed::derive);
        System.out.printf(
                Locale.ROOT,
                "%-14s %7.0f people/s on one thread (%.2f of tokenising the same bytes), %.0f on two; a person takes %s%n",
                "from memory",
                one,
                one / tokenised,
                two,
                percentiles(people));
        throughTheStore(measure(people(SAMPLES.subList(0, 1)), 2, DeriveSpeed::derive));
    }

    private interface Work {
        void on(List<Landed> person);
    }

    private static void derive(List<Landed> person) {
        List<ClinicalRecord> records = new ArrayList<>(person.size());
        try {
            for (Landed landed : person) {
                READER.read(landed.ref(), landed.body()).ifPresent(records::add);
            }
        } catch (Unreadable e) {
            throw new IllegalStateException(e);
        }
        ASSEMBLER.assemble(new PersonKey("sample", "1"), records, LandedState.WHOLE, CaseSettings.DEFAULTS);
    }

    private static final JsonFactory JSON = new JsonFactory();

    private static void tokenise(List<Landed> person) {
        for (Landed landed : person) {
            try (JsonParser parser = JSON.createParser(landed.body())) {
                while (parser.nextToken() != null) {
                    // Only the tokens are wanted.
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** People a second over about five seconds. */
    private static double measure(List<List<Landed>> people, int threads, Work work) throws Exception {
        AtomicLong done = new AtomicLong();
        long begun = System.nanoTime();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    while (System.nanoTime() - begun < ROUND_NANOS) {
                        people.forEach(work::on);
                        done.addAndGet(people.size());
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
        return done.get() / ((System.nanoTime() - begun) / 1e9);
    }

    private static String percentiles(List<List<Landed>> people) {
        long[] nanos = new long[people.size() * 20];
        int at = 0;
        for (int round = 0; round < 20; round++) {
            for (List<Landed> person : people) {
                long begun = System.nanoTime();
                derive(person);
                nanos[at++] = System.nanoTime() - begun;
            }
        }
        Arrays.sort(nanos);
        return String.format(
                Locale.ROOT,
                "%.2f ms (p50), %.2f ms (p99), %.1f ms (most)",
                nanos[nanos.length / 2] / 1e6,
                nanos[(int) (nanos.length * 0.99)] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }

    private static void throughTheStore(double fromMemory) throws Exception {
        Path home = Files.createTempDirectory("interlaminar-derive-speed");
        try (Service service = Service.started()) {
            new SampleCopies().write(home, IntStream.range(0, COPIES).boxed().toList(), COPIES);
            service.land("copies", home);
            double first = seconds(service);
            long cases = service.sql()
                    .sql("select count(*) from cases.person_case")
                    .query(Long.class)
                    .single();
            double again = Double.MAX_VALUE;
            double written = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                written = Math.min(written, seconds(service, true));
                again = Math.min(again, seconds(service, false));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-14s %d cases: %.0f people/s the first time, on the warm service %.0f all written anew and %.0f with nothing"
                            + " changed (%.2f and %.2f of the same people from memory)%n",
                    "through store",
                    cases,
                    cases / first,
                    cases / written,
                    cases / again,
                    cases / written / fromMemory,
                    cases / again / fromMemory);
        } finally {
            try (Stream<Path> all = Files.walk(home)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static double seconds(Service service, boolean rewritten) throws Exception {
        if (rewritten) {
            service.sql().sql("update cases.person_case set digest = null").update();
        }
        service.sql()
                .sql("insert into landing.dirty (source, patient) select source, patient from cases.person_case")
                .update();
        return seconds(service);
    }

    private static double seconds(Service service) throws Exception {
        long begun = System.nanoTime();
        service.derive();
        return (System.nanoTime() - begun) / 1e9;
    }

    /** What would be read of everybody the screen finds worth deriving. */
    private static List<List<Landed>> people(List<Path> samples) throws IOException, Unreadable {
        Map<String, List<Landed>> byPerson = new HashMap<>();
        Set<String> anchored = new HashSet<>();
        Screen screen = Profiles.fhirProfiles().newScreen();
        for (Path sample : samples) {
            List<Path> files;
            try (Stream<Path> found = Files.list(sample)) {
                files = found.sorted().toList();
            }
            for (Path file : files) {
                for (String line : lines(file)) {
                    byte[] body = line.getBytes(StandardCharsets.UTF_8);
                    Screened screened =
                            screen.screen(Arrays.copyOf(body, body.length + Screen.PADDING), 0, body.length);
                    if (screened.state() == Screened.State.WHOLE
                            && screened.patient() != null
                            && ResourceReader.TYPES.contains(screened.type())) {
                        String person = sample.getFileName() + "/" + screened.patient();
                        byPerson.computeIfAbsent(person, any -> new ArrayList<>())
                                .add(new Landed(
                                        new SourceRef(
                                                screened.type(),
                                                screened.id(),
                                                UUID.nameUUIDFromBytes(body)
                                                        .toString()
                                                        .replace("-", "")),
                                        body));
                        if (screened.anchor()) {
                            anchored.add(person);
                        }
                    }
                }
            }
        }
        return byPerson.entrySet().stream()
                .filter(person -> anchored.contains(person.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    private static List<String> lines(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
