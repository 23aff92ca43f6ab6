package org.interlaminar.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/** Whom a source's requests may be sent to: exact origins, at addresses that are public or in networks that the settings name. */
public final class Reach {
    /** How a name becomes addresses. */
    interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final Set<Origin> origins;
    private final Set<String> named = new HashSet<>();
    private final Networks networks;
    private final Lookup lookup;

    /** @param origins as the settings name them; where one names its host by an address, that very address is allowed */
    public Reach(Set<Origin> origins, List<String> privateNetworks) {
        this(origins, privateNetworks, InetAddress::getAllByName);
    }

    Reach(Set<Origin> origins, List<String> privateNetworks, Lookup lookup) {
        this.origins = new CopyOnWriteArraySet<>(origins);
        this.networks = Networks.publicAnd(privateNetworks);
        this.lookup = lookup;
        origins.forEach(origin -> named.add(origin.host()));
    }

    /** Adds a server that one of the others has named and that was found trustworthy; its address has to be public or named. */
    public void extend(Origin origin) {
        origins.add(origin);
    }

    public boolean includes(Origin origin) {
        return origins.contains(origin);
    }

    void require(Origin origin) throws Refused {
        if (!includes(origin)) {
            throw new Refused("the address is of a server that this source may not ask, " + origin);
        }
        try {
            // A proxy would not ask us about an address, and connect.
            if (isAddress(origin.host())) {
                addresses(origin.host());
            }
        } catch (UnknownHostException e) {
            throw new Refused(Trouble.named(e));
        }
    }

    /** All addresses of a host, wherever they are: of a proxy, which only the settings name. */
    InetAddress[] lookUp(String host) throws UnknownHostException {
        return lookup.addresses(host);
    }

    /**
     * What DNS says about a host.
     *
     * @param addresses all it has
     * @param allowed those of them that may be connected to
     */
    public record LookUp(int addresses, int allowed) {}

    /** @throws UnknownHostException when DNS does not know the host */
    public LookUp examine(String host) throws UnknownHostException {
        InetAddress[] all = lookUp(host);
        return new LookUp(all.length, isNamedByItsAddress(host) ? all.length : allowed(all).length);
    }

    /** The addresses of a host that may be connected to, asked for where the connection is made and not before. */
    InetAddress[] addresses(String host) throws UnknownHostException {
        InetAddress[] all = lookUp(host);
        if (isNamedByItsAddress(host)) {
            return all;
        }
        InetAddress[] allowed = allowed(all);
        if (allowed.length == 0) {
            throw new NotPublic();
        }
        return allowed;
    }

    private boolean isNamedByItsAddress(String host) {
        return isAddress(host) && named.contains(bracketed(host));
    }

    private static boolean isAddress(String host) {
        return host.contains(":") || host.matches("[0-9.]+") || host.equalsIgnoreCase("localhost");
    }

    private static String bracketed(String host) {
        return (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host).toLowerCase(Locale.ROOT);
    }

    private InetAddress[] allowed(InetAddress[] all) {
        return Arrays.stream(all).filter(networks::allow).toArray(InetAddress[]::new);
    }

    /** A name that leads into a network nobody has named; thrown where DNS errors are expected. */
    static final class NotPublic extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        NotPublic() {
            super("not public");
        }
    }
}
