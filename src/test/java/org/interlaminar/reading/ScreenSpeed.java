package org.interlaminar.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.interlaminar.fixture.Profiles;

/** One thread's speed over the same bytes in memory: looking for newlines, tokenising with Jackson, screening. */
public final class ScreenSpeed {
    private static final int BLOCK = 1 << 23;

    private interface Work {
        void line(byte[] bytes, int from, int to) throws Exception;
    }

    private ScreenSpeed() {}

    public static void print(List<Path> files) throws Exception {
        Screen screen = Profiles.fhirProfiles().newScreen();
        Work jackson = ScreenSpeed::tokenise;
        Work screening = screen::screen;
        // One warm round over a part of the files, then the measured one over all.
        List<Path> warm =
                files.stream().filter(file -> file.toString().contains(".0.")).toList();
        run(warm, null);
        run(warm, jackson);
        run(warm, screening);
        report("newline scan", files, null, 0);
        double tokens = report("Jackson", files, jackson, 0);
        report("screen", files, screening, tokens);
    }

    private static void tokenise(byte[] bytes, int from, int to) throws IOException {
        try (JsonParser parser = Json.FACTORY.createParser(bytes, from, to - from)) {
            JsonToken token = parser.nextToken();
            while (token != null) {
                if (token == JsonToken.VALUE_STRING) {
                    parser.getTextLength();
                }
                token = parser.nextToken();
            }
        }
    }

    private static double report(String what, List<Path> files, Work work, double baseline) throws Exception {
        long[] done = run(files, work);
        double seconds = done[2] / 1e9;
        double rate = done[0] / 1e6 / seconds;
        System.out.printf(
                Locale.ROOT,
                "%-14s %7.0f MB/s %10.0f resources/s%s%n",
                what,
                rate,
                done[1] / seconds,
                baseline == 0 ? "" : String.format(Locale.ROOT, "   %.2f x Jackson", rate / baseline));
        return rate;
    }

    /** @return bytes, lines, and nanoseconds without reading and without looking for the lines unless that is the work */
    private static long[] run(List<Path> files, Work work) throws Exception {
        long[] done = new long[3];
        byte[] block = new byte[BLOCK + Screen.PADDING];
        int[] ends = new int[BLOCK / 16];
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                int used = 0;
                int read = in.readNBytes(block, 0, BLOCK);
                while (read > 0) {
                    int lines = 0;
                    long begun = System.nanoTime();
                    for (int at = Bytes.newline(block, 0, used + read);
                            at < used + read;
                            at = Bytes.newline(block, at + 1, used + read)) {
                        ends[lines++] = at;
                    }
                    begun = work == null ? begun : System.nanoTime();
                    int from = 0;
                    for (int line = 0; line < lines; line++) {
                        if (work != null) {
                            work.line(block, from, ends[line]);
                        }
                        from = ends[line] + 1;
                    }
                    done[0] += read;
                    done[1] += lines;
                    done[2] += System.nanoTime() - begun;
                    used = used + read - from;
                    System.arraycopy(block, from, block, 0, used);
                    read = in.readNBytes(block, used, BLOCK - used);
                }
            }
        }
        return done;
    }
}
