package org.interlaminar.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/** Whom a source's requests may be sent to: exact origins, at addresses that are public or in networks that the settings name. */
public final class Reach {
    /** How a name becomes addresses. */
    interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final Set<Origin> origins;
    private final Set<String> literal = new HashSet<>();
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
        origins.forEach(origin -> literal.add(origin.host()));
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
    }

    /** The addresses of a host that may be connected to, asked for where the connection is made and not before. */
    InetAddress[] addresses(String host) throws UnknownHostException {
        InetAddress[] all = lookup.addresses(host);
        if (isNamedByItsAddress(host)) {
            return all;
        }
        InetAddress[] allowed = Arrays.stream(all).filter(networks::allow).toArray(InetAddress[]::new);
        if (allowed.length == 0) {
            throw new NotPublic();
        }
        return allowed;
    }

    private boolean isNamedByItsAddress(String host) {
        String bracketed = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        boolean isLiteral = host.contains(":") || host.matches("[0-9.]+") || host.equalsIgnoreCase("localhost");
        return isLiteral && literal.contains(bracketed.toLowerCase(java.util.Locale.ROOT));
    }

    /** A name that leads into a network nobody has named; thrown where DNS errors are expected. */
    static final class NotPublic extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        NotPublic() {
            super("not public");
        }
    }
}
