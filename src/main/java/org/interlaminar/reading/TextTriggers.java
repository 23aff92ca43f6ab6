package org.interlaminar.reading;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Finds any of a few words in UTF-8 text, the first two letters of each in ASCII; a table of first letter pairs rules out nearly every position at once. */
final class TextTriggers {
    private final boolean[] pairs = new boolean[1 << 16];
    private final List<ScreenRules.Trigger> triggers;
    private final byte[][] words;

    TextTriggers(List<ScreenRules.Trigger> triggers) {
        this.triggers = triggers;
        this.words = triggers.stream()
                .map(trigger -> trigger.text().getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        for (ScreenRules.Trigger trigger : triggers) {
            String upper = trigger.text().toUpperCase(Locale.ROOT);
            for (String start : List.of(
                    trigger.text(),
                    upper,
                    upper.charAt(0) + trigger.text().substring(1),
                    trigger.text().charAt(0) + upper.substring(1))) {
                pairs[start.charAt(0) << 8 | start.charAt(1)] = true;
            }
        }
    }

    boolean foundIn(byte[] bytes, int from, int to) {
        for (int at = from; at < to - 1; at++) {
            if (pairs[(bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff] && startsAt(bytes, at, to)) {
                return true;
            }
        }
        return false;
    }

    private boolean startsAt(byte[] bytes, int at, int to) {
        for (int i = 0; i < words.length; i++) {
            if (at + words[i].length <= to
                    && same(bytes, at, words[i], triggers.get(i).ignoreCase())) {
                return true;
            }
        }
        return false;
    }

    private static boolean same(byte[] bytes, int at, byte[] word, boolean ignoreCase) {
        for (int i = 0; i < word.length; i++) {
            byte letter = bytes[at + i];
            if ((ignoreCase && letter >= 'A' && letter <= 'Z' ? letter + 32 : letter) != word[i]) {
                return false;
            }
        }
        return true;
    }
}
