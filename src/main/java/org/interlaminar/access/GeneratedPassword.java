package org.interlaminar.access;

import java.security.SecureRandom;

/** A password one can read out: four groups of four, without letters and digits that are taken for each other. */
final class GeneratedPassword {
    private static final String UNAMBIGUOUS = "abcdefghjkmnpqrstuvwxyz23456789";

    private GeneratedPassword() {}

    /** 79 bits. */
    static String fresh() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder(19);
        for (int i = 0; i < 16; i++) {
            if (i > 0 && i % 4 == 0) {
                password.append('-');
            }
            password.append(UNAMBIGUOUS.charAt(random.nextInt(UNAMBIGUOUS.length())));
        }
        return password.toString();
    }
}
