package org.interlaminar.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.interlaminar.clinical.Code;
import org.interlaminar.fixture.Profiles;
import org.interlaminar.fixture.Seeds;
import org.junit.jupiter.api.Test;

/** The shortcut through raw bytes gives the answers of the reference, whatever the bytes are. */
class ScreenShortcutTest {
    private static final int RESOURCES_PER_SEED = Integer.getInteger("resources", 900);
    private static final int DAMAGED_PER_RESOURCE = 8;

    private static final byte[][] FRAGMENTS = fragments(
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            " ",
            "\n",
            "\r",
            "\t",
            "\f",
            "\0",
            "\u0001",
            "\u001f",
            "\u007f",
            "0",
            "01",
            "-",
            "-0",
            "1.",
            ".5",
            "1e5",
            "1e",
            "0x",
            "NaN",
            "Infinity",
            "true",
            "tru",
            "null",
            "nul",
            "{}",
            "[]",
            "{\"a\":1,}",
            "[1,]",
            "[1 2]",
            "\"a\":1",
            ",\"id\":\"q\"",
            "\"id\":\"q\",",
            "\"code\":1,",
            "\"subject\":{},",
            "\"meta\":{},",
            "\"tag\":[{\"code\":\"SUBSETTED\"}],",
            "\\u0041",
            "\\u12",
            "\\u00g0",
            "\\ud800",
            "\\udc00",
            "\\x",
            "\\\"",
            "\\\\",
            "//c",
            "/*c*/",
            "'",
            "\u00a0",
            "\u2028",
            "\ufeff",
            "}{",
            "}}",
            "]]",
            "\"\"",
            "\"x\":\"y\",",
            "+1",
            "1E400");
    private static final byte[][] NOT_UTF8 = {
        {(byte) 0x80},
        {(byte) 0xbf},
        {(byte) 0xc0, (byte) 0x80},
        {(byte) 0xc1, (byte) 0xa2},
        {(byte) 0xc3},
        {(byte) 0xe0, (byte) 0x80, (byte) 0x80},
        {(byte) 0xe2, (byte) 0x82},
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        {(byte) 0xf0, (byte) 0x80, (byte) 0x80, (byte) 0x80},
        {(byte) 0xf0, (byte) 0x9f, (byte) 0xa6},
        {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
        {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
        {(byte) 0xfe},
        {(byte) 0xff}
    };
    private static final String[] AROUND = {
        "\"}",
        "\",\"id\":\"other\"}",
        "{\"resourceType\":\"Patient\",\"id\":\"other\"}",
        "}",
        "]}",
        "  ",
        "1234567890",
        "e10",
        "\\",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ":{\"a\":\"b\"}}",
        "\u00fc\u00fc\u00fc\u00fc"
    };

    private final Screen withShortcut = Profiles.fhirProfiles().newScreen();
    private final Screen reference = Profiles.fhirProfiles().newScreen().withoutShortcut();

    /** Everything a screen tells of one resource. */
    private record Answer(
            Screened screened, Long keyHash, Long version, Screened asKey, String trouble, Map<Code, String> tally) {}

    @Test
    void everyWritingOfAResourceGetsTheSameAnswerWithAndWithoutTheShortcut() {
        for (long seed : Seeds.some()) {
            Random random = new Random(seed);
            RandomResource resources = new RandomResource(random, false);
            for (int i = 0; i < RESOURCES_PER_SEED; i++) {
                Map<String, Object> resource = resources.next();
                Answer expected = alike(JsonScript.plain(resource), random, seed, i);
                assertThat(alike(JsonScript.pretty(resource), random, seed, i)).isEqualTo(expected);
                for (int j = 0; j < 4; j++) {
                    byte[] writing = JsonScript.anyhow(resource, random);
                    assertThat(alike(writing, random, seed, i))
                            .as(() -> said(seed, "resource", writing))
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void damagedBytesGetTheSameAnswerWithAndWithoutTheShortcut() {
        for (long seed : Seeds.some()) {
            Random random = new Random(seed);
            RandomResource resources = new RandomResource(random, false);
            for (int i = 0; i < RESOURCES_PER_SEED; i++) {
                Map<String, Object> resource = resources.next();
                byte[] whole = random.nextBoolean() ? JsonScript.plain(resource) : JsonScript.anyhow(resource, random);
                for (int j = 0; j < DAMAGED_PER_RESOURCE; j++) {
                    alike(damaged(whole, random), random, seed, i);
                }
            }
        }
    }

    @Test
    void shortOddTextsGetTheSameAnswerWithAndWithoutTheShortcut() {
        for (long seed : Seeds.some()) {
            Random random = new Random(seed);
            for (int i = 0; i < 10 * RESOURCES_PER_SEED; i++) {
                byte[] bytes =
                        "{\"resourceType\":\"Condition\",\"id\":\"a\",\"code\":{\"text\":\"x\"},\"subject\":{\"reference\":\"Patient/1\"},\"z\":"
                                .getBytes(StandardCharsets.UTF_8);
                bytes = random.nextInt(4) == 0 ? new byte[0] : bytes;
                for (int j = random.nextInt(6); j >= 0; j--) {
                    bytes = inserted(bytes, bytes.length, fragment(random));
                }
                if (random.nextBoolean()) {
                    bytes = inserted(bytes, bytes.length, new byte[] {'}'});
                }
                alike(bytes, random, seed, i);
            }
        }
    }

    /** The answer, after making sure that both ways and all surroundings give it. */
    private Answer alike(byte[] bytes, Random random, long seed, int which) {
        Answer expected = answer(reference, Arrays.copyOf(bytes, bytes.length + Screen.PADDING), 0, bytes.length);
        byte[] before = surroundings(random);
        byte[] after = surroundings(random);
        List<byte[]> arrays = List.of(
                Arrays.copyOf(bytes, bytes.length + Screen.PADDING),
                Arrays.copyOf(
                        joined(before, bytes, after), before.length + bytes.length + after.length + Screen.PADDING),
                joined(before, bytes, Arrays.copyOf(after, 8)));
        for (int i = 0; i < arrays.size(); i++) {
            int from = i == 0 ? 0 : before.length;
            byte[] array = arrays.get(i);
            assertThat(answer(withShortcut, array, from, from + bytes.length))
                    .as(() -> said(seed, which, bytes) + " within "
                            + HexFormat.of().formatHex(array))
                    .isEqualTo(expected);
        }
        return expected;
    }

    private static Answer answer(Screen screen, byte[] bytes, int from, int to) {
        try {
            Screened screened = screen.screen(bytes, from, to);
            Long keyHash = screen.keyHash();
            return new Answer(
                    screened,
                    keyHash,
                    screen.versionNumber(),
                    asKey(screen, screened),
                    null,
                    said(screen.takeUnmapped()));
        } catch (Unreadable e) {
            return new Answer(null, null, null, null, e.why() + ": " + e.getMessage(), said(screen.takeUnmapped()));
        }
    }

    private static Map<Code, String> said(Map<Code, Unmapped> unmapped) {
        Map<Code, String> said = new TreeMap<>();
        unmapped.forEach((code, met) ->
                said.put(code, met.seen() + " on " + met.types() + " of " + Arrays.toString(met.people())));
        return said;
    }

    private static Screened asKey(Screen screen, Screened screened) {
        if (screened.state() != Screened.State.FILTERED) {
            return null;
        }
        try {
            return screen.asKey();
        } catch (Unreadable e) {
            return null;
        }
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] bytes = whole;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(bytes.length + 1);
            switch (random.nextInt(6)) {
                case 0 -> bytes = Arrays.copyOf(bytes, at);
                case 1 -> bytes = removed(bytes, at, 1 + random.nextInt(3));
                case 2 -> bytes = flipped(bytes, at, random);
                default -> bytes = inserted(bytes, at, fragment(random));
            }
        }
        return bytes;
    }

    private static byte[] fragment(Random random) {
        return random.nextInt(5) == 0
                ? NOT_UTF8[random.nextInt(NOT_UTF8.length)]
                : FRAGMENTS[random.nextInt(FRAGMENTS.length)];
    }

    private static byte[] removed(byte[] bytes, int at, int count) {
        int to = Math.min(bytes.length, at + count);
        return joined(Arrays.copyOf(bytes, at), new byte[0], Arrays.copyOfRange(bytes, to, bytes.length));
    }

    private static byte[] flipped(byte[] bytes, int at, Random random) {
        byte[] changed = bytes.clone();
        if (at < changed.length) {
            changed[at] ^= (byte) (random.nextBoolean() ? 1 << random.nextInt(8) : random.nextInt(256));
        }
        return changed;
    }

    private static byte[] inserted(byte[] bytes, int at, byte[] fragment) {
        return joined(Arrays.copyOf(bytes, at), fragment, Arrays.copyOfRange(bytes, at, bytes.length));
    }

    private static byte[] surroundings(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            text.append(AROUND[random.nextInt(AROUND.length)]);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] first, byte[] second, byte[] third) {
        byte[] all = Arrays.copyOf(first, first.length + second.length + third.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        System.arraycopy(third, 0, all, first.length + second.length, third.length);
        return all;
    }

    private static String said(long seed, Object which, byte[] bytes) {
        return Seeds.named(seed, which) + " " + new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[][] fragments(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }
}
