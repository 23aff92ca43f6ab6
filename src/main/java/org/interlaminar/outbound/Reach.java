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
    private final Set<Origin> origins;
    private final Set<String> literal = new HashSet<>();
    private final Networks networks;

    /** @param origins as the settings name them; where one names its host by an address, that very address is allowed */
    public Reach(Set<Origin> origins, List<String> privateNetworks) {
        this.origins = new CopyOnWriteArraySet<>(origins);
        this.networks = Networks.publicAnd(privateNetworks);
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

    /**
     * What DNS says about a host.
     *
     * @param addresses all it has
     * @param allowed those of them that may be connected to
     */
    public record LookUp(int addresses, int allowed) {}

    /** @throws UnknownHostException when DNS does not know the host */
    public LookUp lookUp(String host) throws UnknownHostException {
        InetAddress[] all = InetAddress.getAllByName(host);
        return new LookUp(all.length, isNamedByItsAddress(host) ? all.length : allowed(all).length);
    }

    /** The addresses of a host that may be connected to, asked for where the connection is made and not before. */
    InetAddress[] addresses(String host) throws UnknownHostException {
        InetAddress[] all = InetAddress.getAllByName(host);
        if (isNamedByItsAddress(host)) {
            return all;
        }
        InetAddress[] allowed = allowed(all);
        if (allowed.length == 0) {
            throw new NotPublic();
        }
        return allowed;
    }

    private InetAddress[] allowed(InetAddress[] all) {
        return Arrays.stream(all).filter(networks::allow).toArray(InetAddress[]::new);
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
