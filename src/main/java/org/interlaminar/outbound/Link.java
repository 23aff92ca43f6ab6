package org.interlaminar.outbound;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An address as a server wrote it: in a page's {@code next} link, a {@code Content-Location}, a manifest. It is opaque and kept
 * verbatim (EHR C1); servers write it absolute, relative, without a scheme, and with characters an address may not hold.
 */
public final class Link {
    private static final String ILLEGAL = " \"<>\\^`{|}";

    private Link() {}

    /**
     * @param base the source's base URL, without a slash at its end
     * @param page what the link stands in
     * @throws Refused when it is no address; that it may be asked is not said by this
     */
    public static URI follow(URI base, URI page, String link) throws Refused {
        try {
            return absolute(base, page, legal(link.strip()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new Refused("a link is no address");
        }
    }

    private static URI absolute(URI home, URI page, String link) throws URISyntaxException {
        String authority = home.getRawAuthority().toLowerCase(Locale.ROOT);
        if (link.startsWith("?")) {
            return new URI(page.toString().replaceFirst("[?#].*$", "") + link);
        }
        String lower = link.toLowerCase(Locale.ROOT);
        if (lower.startsWith(authority + "/") || lower.startsWith(authority + "?")) {
            return new URI(home.getScheme() + "://" + link);
        }
        URI next = new URI(link);
        return next.isAbsolute() ? next : new URI(home + "/").resolve(next);
    }

    /** Escapes what an address may not hold and nothing else: HAPI and others leave the bar of system|code as it is. */
    private static String legal(String link) {
        StringBuilder legal = new StringBuilder(link.length() + 16);
        link.codePoints().forEach(c -> {
            if (c > ' ' && c < 127 && ILLEGAL.indexOf(c) < 0) {
                legal.append((char) c);
            } else {
                for (byte one : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    legal.append(String.format("%%%02X", one));
                }
            }
        });
        return legal.toString();
    }
}
