package org.interlaminar.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Which internet addresses may be connected to: all public ones, and of those that are not, only the networks that the settings
 * name (<a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA special-purpose registries</a>).
 */
public final class Networks {
    private static final List<IpAddressMatcher> NOT_PUBLIC = matchers(Stream.of(
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
            "::/8",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "fc00::/7",
            "fe80::/9",
            "ff00::/8"));
    private static final int IPV4_IN_NAT64 = 12;
    private static final int IPV4_IN_6TO4 = 2;

    private final List<IpAddressMatcher> named;

    private Networks(List<IpAddressMatcher> named) {
        this.named = named;
    }

    /**
     * @param ranges as in 10.20.0.0/16 or fd00::/8; a single address is a range of one
     * @throws IllegalArgumentException when one is no range
     */
    public static Networks publicAnd(List<String> ranges) {
        for (String range : ranges) {
            // A name would be looked up here, and may mean another address tomorrow.
            if (!range.matches("[0-9a-fA-F:.]+(/\\d{1,3})?") || !range.matches(".*[:.].*")) {
                throw new IllegalArgumentException("'" + range + "' is no network, as in 10.20.0.0/16");
            }
        }
        return new Networks(matchers(ranges.stream()));
    }

    private static List<IpAddressMatcher> matchers(Stream<String> ranges) {
        return ranges.map(IpAddressMatcher::new).toList();
    }

    boolean allow(InetAddress address) {
        return isIn(named, address) || !isIn(NOT_PUBLIC, address) && allowEmbedded(address);
    }

    private static boolean isIn(List<IpAddressMatcher> ranges, InetAddress address) {
        String literal = address.getHostAddress().replaceFirst("%.*$", "");
        return ranges.stream().anyMatch(range -> range.matches(literal));
    }

    /** Translators reach an IPv4 network through the IPv6 addresses that hold its addresses. */
    private boolean allowEmbedded(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return true;
        }
        byte[] bytes = address.getAddress();
        if (bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b) {
            return allow(ipv4(bytes, IPV4_IN_NAT64));
        }
        return bytes[0] != 0x20 || bytes[1] != 0x02 || allow(ipv4(bytes, IPV4_IN_6TO4));
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
