package org.interlaminar.ehr.preflight;

import java.time.Duration;
import org.interlaminar.ehr.FetchFailed;

/** Whether the server answers at all. It is asked for what it shows to everybody, without a login. */
final class Connection implements Examination {
    private static final Duration SLOW = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "connection";
    }

    @Override
    public boolean isNeeded() {
        return true;
    }

    @Override
    public Finding look(Examined source) throws NotAsked {
        Examined.Greeting greeting;
        try {
            greeting = source.greeting();
        } catch (FetchFailed e) {
            return failed(source, e);
        }
        Duration took = Duration.between(greeting.asked(), greeting.came());
        return took.compareTo(SLOW) > 0
                ? Finding.warning(
                        "The server answers, but takes " + Words.seconds(took) + " for one small question",
                        "Pulls will be slow. Ask the EHR's administrators whether it is always so, or at which hours"
                                + " (" + source.key("courtesy.quiet-hours") + ").")
                : Finding.good("The server answers, in " + Words.seconds(took));
    }

    private static Finding failed(Examined source, FetchFailed why) {
        if (why.status() > 0) {
            return Finding.bad(
                    why.getMessage(), "The server, or something before it, is in trouble: ask its administrators.");
        }
        if (why.getMessage().startsWith("the proxy ")) {
            return Finding.bad(
                    why.getMessage(),
                    "Ask the network's administrators to let this machine reach "
                            + source.settings().origin() + " through the proxy, without a login at it.");
        }
        if (why.getMessage().contains("TLS")) {
            return Finding.bad(
                    why.getMessage(),
                    "If the server wants to see a certificate of ours, put it into a bundle below spring.ssl.bundle and"
                            + " name it in " + source.key("ssl-bundle") + ".");
        }
        return Finding.bad(
                why.getMessage(),
                "Check " + source.key("base-url") + ", and with the network's administrators whether "
                        + (source.common().proxy() == null ? "a firewall" : "the proxy") + " lets this machine reach "
                        + source.settings().origin() + "; for a server that is only slow, raise "
                        + source.key("read-timeout") + ".");
    }
}
