package org.interlaminar.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Which internet addresses may be connected to: all public ones, and of those that are not, only the networks that the settings
 * name (<a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA special-purpose registries</a>).
 */
public final class Networks {
    /** All four numbers and no leading zero: 127.1, 0177.0.0.1 and 2130706433 are 127.0.0.1 to some resolvers. */
    static final String IPV4 = "(NUMBER\\.){3}NUMBER".replace("NUMBER", "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)");

    private static final Pattern RANGE = Pattern.compile("(" + IPV4 + "|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(/\\d{1,3})?");
    private static final List<IpAddressMatcher> NOT_PUBLIC = matchers(List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            // Of IPv6 only 2000::/3 is given out, and not all of that.
            "::/3",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20",
            "4000::/2",
            "8000::/1"));
    private static final IpAddressMatcher NAT64 = matcher("64:ff9b::/96");
    private static final IpAddressMatcher SIX_TO_FOUR = matcher("2002::/16");

    private final List<IpAddressMatcher> named;

    private Networks(List<IpAddressMatcher> named) {
        this.named = named;
    }

    /**
     * @param ranges as in 10.20.0.0/16 or fd00::/8; a single address is a range of one
     * @throws IllegalArgumentException when one is no range
     */
    public static Networks publicAnd(List<String> ranges) {
        return new Networks(matchers(ranges));
    }

    private static List<IpAddressMatcher> matchers(List<String> ranges) {
        return ranges.stream().map(Networks::matcher).toList();
    }

    /** A name is none: it would be looked up here, and may mean another address tomorrow. */
    private static IpAddressMatcher matcher(String range) {
        try {
            if (RANGE.matcher(range).matches()) {
                return new IpAddressMatcher(range);
            }
        } catch (IllegalArgumentException e) {
            // Told below like the others.
        }
        throw new IllegalArgumentException("'" + range + "' is no network, as in 10.20.0.0/16");
    }

    /** Translators reach an IPv4 network through the IPv6 addresses that hold its addresses. */
    boolean allow(InetAddress address) {
        if (named.stream().anyMatch(range -> isIn(range, address))) {
            return true;
        }
        if (isIn(NAT64, address)) {
            return allow(ipv4(address, 12));
        }
        if (isIn(SIX_TO_FOUR, address)) {
            return allow(ipv4(address, 2));
        }
        return NOT_PUBLIC.stream().noneMatch(range -> isIn(range, address));
    }

    private static boolean isIn(IpAddressMatcher range, InetAddress address) {
        return range.matches(address.getHostAddress().replaceFirst("%.*$", ""));
    }

    /** @param from the place of its first byte */
    private static InetAddress ipv4(InetAddress holding, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(holding.getAddress(), from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
