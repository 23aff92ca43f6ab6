package org.interlaminar.ehr.preflight;

import java.net.UnknownHostException;
import org.interlaminar.outbound.Reach.LookUp;

/** Whether DNS knows the server, and whether its addresses may be connected to. */
final class NameLookUp implements Examination {
    @Override
    public String name() {
        return "name";
    }

    @Override
    public boolean isNeeded() {
        return true;
    }

    @Override
    public Finding look(Examined source) throws NotAsked {
        if (source.common().proxy() != null) {
            throw new NotAsked("the proxy looks up names, not this machine");
        }
        String host = source.settings().origin().host();
        try {
            return finding(
                    source.key("private-networks"),
                    host,
                    source.stranger().ehr().gate().reach().examine(host));
        } catch (UnknownHostException e) {
            return Finding.bad(
                    "DNS does not know " + host,
                    "Check the host in " + source.key("base-url")
                            + "; if it is right, ask the network's administrators why this machine cannot look it up.");
        }
    }

    /** @param networks key that names private ones */
    static Finding finding(String networks, String host, LookUp found) {
        if (found.allowed() == 0) {
            return Finding.bad(
                    "DNS leads " + host + " into a private network that the settings do not name",
                    "If the EHR is meant to be there, name the network in " + networks + ", as in 10.20.0.0/16.");
        }
        if (found.allowed() < found.addresses()) {
            return Finding.warning(
                    "Of the " + found.addresses() + " addresses of " + host + " only " + found.allowed()
                            + " may be used; the others are private",
                    "If they are the EHR's, name their network in " + networks + ".");
        }
        return Finding.good("DNS knows " + host + ", with "
                + (found.addresses() == 1 ? "one address" : found.addresses() + " addresses"));
    }
}
