package org.interlaminar.ehr.preflight;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/** What all requests go through. */
final class ProxyInUse implements Examination {
    @Override
    public String name() {
        return "proxy";
    }

    @Override
    public boolean isNeeded() {
        return true;
    }

    @Override
    public Finding look(Examined source) throws NotAsked {
        URI proxy = source.common().proxy();
        if (proxy == null) {
            throw new NotAsked("none is set, the server is asked directly");
        }
        try {
            InetAddress.getByName(proxy.getHost());
            return Finding.good("All requests go through " + proxy.getHost());
        } catch (UnknownHostException e) {
            return Finding.bad(
                    "DNS does not know the proxy " + proxy.getHost(),
                    "Check interlaminar.ehr.proxy, or leave it out where no proxy is needed.");
        }
    }
}
