package org.interlaminar.ehr.preflight;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.outbound.Origin;
import org.interlaminar.outbound.ShownCertificate;

/** Whether what is said to the server is encrypted, and who vouches for the server. */
final class Certificate implements Examination {
    private static final Duration SOON = Duration.ofDays(30);

    @Override
    public String name() {
        return "certificate";
    }

    @Override
    public boolean isNeeded() {
        return true;
    }

    @Override
    public Finding look(Examined source) throws NotAsked {
        Origin server = source.settings().origin();
        if (!server.isEncrypted()) {
            return unencrypted(source, server);
        }
        try {
            source.greeting();
        } catch (FetchFailed e) {
            // What is wrong with the certificate is told here, anything else with the connection.
        }
        Optional<ShownCertificate> shown = source.stranger().certificates().shown(server.host());
        if (shown.isEmpty()) {
            throw new NotAsked("the server showed none");
        }
        return finding("The certificate", source, server, shown.get());
    }

    /** @param subject whose it is, to begin a sentence */
    static Finding finding(String subject, Examined source, Origin server, ShownCertificate shown) {
        Instant now = source.questions().now();
        String who = "for " + String.join(", ", shown.names()) + ", issued by " + shown.issuer();
        String day = Words.day(shown.until());
        if (!shown.fits()) {
            return Finding.bad(
                    subject + " is " + who + ", and not for " + server.host(),
                    "Use the name that the certificate is for in " + source.key("base-url")
                            + ", or ask the server's administrators for a certificate that names " + server.host()
                            + ".");
        }
        if (!shown.accepted() && now.isAfter(shown.until())) {
            return Finding.bad(
                    subject + ", " + who + ", has expired on " + day, "Ask the server's administrators to renew it.");
        }
        if (!shown.accepted()) {
            return Finding.bad(
                    subject + ", " + who + ", is issued by nobody whom this service trusts",
                    "If the issuer is your hospital's own or that of a proxy that looks inside, put its certificate into a"
                            + " bundle below spring.ssl.bundle and name it in " + source.key("ssl-bundle") + ".");
        }
        if (now.plus(SOON).isAfter(shown.until())) {
            return Finding.warning(
                    subject + ", " + who + ", expires on " + day,
                    "Ask the server's administrators when it will be renewed; pulls fail from that day on.");
        }
        return Finding.good(shown.protocol() + ", certificate " + who + ", until " + day);
    }

    private static Finding unencrypted(Examined source, Origin server) throws NotAsked {
        if (source.settings().isOnThisMachine()) {
            throw new NotAsked("the server is on this machine and is asked without encryption");
        }
        return Finding.warning(
                "Nothing is encrypted: the address begins with http://",
                "Patients' data and our login cross the network in clear. Ask for the server's https address and set "
                        + source.key("base-url") + ".");
    }
}
