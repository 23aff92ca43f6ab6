package org.interlaminar.ehr;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where a page's {@code next} link leads (EHR C1). The link is opaque and followed verbatim; servers write it absolute,
 * relative, without a scheme, and with characters an address may not hold.
 */
final class NextLink {
    private static final String ILLEGAL = " \"<>\\^`{|}";

    private NextLink() {}

    /**
     * @param base the source's base URL, without a slash at its end
     * @param page the page the link stands on
     * @throws PageFailed when it is no address or leads to another server
     */
    static URI follow(String base, URI page, String link) throws PageFailed {
        URI home = URI.create(base);
        URI next;
        try {
            next = absolute(home, page, legal(link.strip()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new PageFailed("the next link of the page before is no address");
        }
        if (!isSameOrigin(home, next)) {
            throw new PageFailed("the next link of the page before leads to another server and is not followed");
        }
        return next;
    }

    private static URI absolute(URI home, URI page, String link) throws URISyntaxException {
        String authority = home.getRawAuthority();
        if (link.startsWith("?")) {
            return new URI(page.toString().replaceFirst("[?#].*$", "") + link);
        }
        if (link.toLowerCase(Locale.ROOT).startsWith(authority.toLowerCase(Locale.ROOT) + "/")
                || link.toLowerCase(Locale.ROOT).startsWith(authority.toLowerCase(Locale.ROOT) + "?")) {
            return new URI(home.getScheme() + "://" + link);
        }
        URI next = new URI(link);
        return next.isAbsolute() ? next : new URI(home + "/").resolve(next);
    }

    private static boolean isSameOrigin(URI home, URI next) {
        return home.getScheme().equalsIgnoreCase(next.getScheme())
                && home.getHost().equalsIgnoreCase(next.getHost())
                && port(home) == port(next)
                && next.getRawUserInfo() == null;
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
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
