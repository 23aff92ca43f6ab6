package org.interlaminar.outbound;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;

/**
 * What a server showed of itself when a connection was made, accepted or not.
 *
 * @param protocol as in TLSv1.3
 * @param names hosts it is for, at most three of them
 * @param issuer who issued it
 * @param until when it expires
 * @param fits whether it is for the host that was asked
 * @param accepted whether it is trusted, whichever host it is for
 */
public record ShownCertificate(
        String protocol, List<String> names, String issuer, Instant until, boolean fits, boolean accepted) {
    private static final int DNS_NAME = 2;
    private static final int MOST_NAMES = 3;

    static ShownCertificate of(String host, String protocol, X509Certificate[] chain, boolean accepted) {
        return new ShownCertificate(
                printable(protocol),
                names(chain[0]),
                common(chain[0].getIssuerX500Principal().getName()),
                chain[0].getNotAfter().toInstant(),
                fits(host, chain[0]),
                accepted);
    }

    private static boolean fits(String host, X509Certificate certificate) {
        try {
            new DefaultHostnameVerifier().verify(host, certificate);
            return true;
        } catch (SSLException e) {
            return false;
        }
    }

    private static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.stream()
                        .filter(one -> one.get(0).equals(DNS_NAME))
                        .limit(MOST_NAMES)
                        .forEach(one -> names.add(printable(one.get(1).toString())));
            }
        } catch (CertificateParsingException e) {
            // Then the subject says what it is for.
        }
        return names.isEmpty()
                ? List.of(common(certificate.getSubjectX500Principal().getName()))
                : names;
    }

    /** The name people know it by, out of a distinguished one. */
    private static String common(String distinguished) {
        Map<String, String> parts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        try {
            for (Rdn part : new LdapName(distinguished).getRdns()) {
                parts.put(part.getType(), part.getValue().toString());
            }
        } catch (InvalidNameException e) {
            return "somebody without a name";
        }
        return printable(parts.getOrDefault("CN", parts.getOrDefault("O", "somebody without a name")));
    }

    /** Whoever made the certificate wrote it. */
    private static String printable(String text) {
        String plain = text.replaceAll("[^\\p{Alnum} .,:*()&'_@/+-]", "?");
        return plain.length() > 60 ? plain.substring(0, 57) + "..." : plain;
    }
}
