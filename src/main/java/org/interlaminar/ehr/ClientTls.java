package org.interlaminar.ehr;

import javax.net.ssl.SSLContext;
import org.interlaminar.outbound.CertificateWitness;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/** Whom a source's connections trust and what certificate of ours they show, as its bundle says. */
record ClientTls(SslBundles bundles) {
    private interface Use<T> {
        T of(SslBundle bundle);
    }

    /**
     * @return null for what the Java platform trusts
     * @throws IllegalArgumentException naming the key when the bundle cannot be used
     */
    SSLContext context(String source, String bundle) {
        return bundle.isBlank() ? null : used(source, bundle, SslBundle::createSslContext);
    }

    /** The same, with an eye on what the servers show. */
    CertificateWitness witness(String source, String bundle) {
        return bundle.isBlank()
                ? new CertificateWitness(null, null)
                : used(
                        source,
                        bundle,
                        one -> new CertificateWitness(
                                one.getManagers().getKeyManagers(),
                                one.getManagers().getTrustManagers()));
    }

    private <T> T used(String source, String bundle, Use<T> use) {
        String key = "interlaminar.sources." + source + ".ssl-bundle";
        try {
            return use.of(bundles.getBundle(bundle));
        } catch (NoSuchSslBundleException e) {
            throw new IllegalArgumentException(key + " names '" + bundle + "', which is not below spring.ssl.bundle.");
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " names '" + bundle + "', of which a file is not there, is not of"
                    + " the kind that is said, or has another password.");
        }
    }
}
