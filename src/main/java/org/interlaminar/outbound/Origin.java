package org.interlaminar.outbound;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Scheme, host and port, compared exactly (<a href="https://www.rfc-editor.org/rfc/rfc6454">RFC 6454</a>).
 *
 * @param scheme http or https
 * @param host in lower case; an IPv6 address in brackets
 * @param port never the scheme's default left unsaid
 */
public record Origin(String scheme, String host, int port) {
    private static final Pattern NAME = Pattern.compile(
            "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-fA-F:.]{2,45}]");

    /** @throws Refused when it is no plain http or https address of one host */
    public static Origin of(URI address) throws Refused {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new Refused("an address begins with neither https:// nor http://");
        }
        String host = address.getHost();
        if (address.getRawUserInfo() != null || host == null || !isHost(host)) {
            throw new Refused("an address does not name one host and nothing but that");
        }
        int port = address.getPort() < 0 ? standard(scheme) : address.getPort();
        // A port beyond this would be cut down to another one on its way to the socket.
        if (port < 1 || port > 65535 || address.getRawAuthority().endsWith(":")) {
            throw new Refused("an address has a port that does not exist");
        }
        return new Origin(scheme, host.toLowerCase(Locale.ROOT), port);
    }

    /** A host that ends in a number is an address and has to be a whole one. */
    private static boolean isHost(String host) {
        if (host.startsWith("[")) {
            return IPV6.matcher(host).matches();
        }
        String last = host.substring(host.lastIndexOf('.') + 1);
        return last.matches("\\d+|0[xX][0-9a-fA-F]*")
                ? host.matches(Networks.IPV4)
                : NAME.matcher(host).matches();
    }

    private static int standard(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    public boolean isEncrypted() {
        return scheme.equals("https");
    }

    /** As in https://fhir.example.org, or with a port where it is not the scheme's own. */
    @Override
    public String toString() {
        return scheme + "://" + host + (port == standard(scheme) ? "" : ":" + port);
    }
}
