package org.interlaminar.outbound;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Notes what certificate each server shows, also one that is refused; it trusts nobody whom it was not told to trust. */
public final class CertificateWitness {
    private final Map<String, ShownCertificate> shown = new ConcurrentHashMap<>();
    private final SSLContext context;

    /**
     * @param ours shows our own certificates; null for none
     * @param trusted decides about theirs; null for what the Java platform trusts
     */
    public CertificateWitness(KeyManager[] ours, TrustManager[] trusted) {
        try {
            TrustManager[] deciding = trusted == null ? ofThePlatform() : trusted.clone();
            for (int i = 0; i < deciding.length; i++) {
                if (deciding[i] instanceof X509ExtendedTrustManager one) {
                    deciding[i] = new Noting(one);
                }
            }
            context = SSLContext.getInstance("TLS");
            context.init(ours, deciding, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private static TrustManager[] ofThePlatform() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return factory.getTrustManagers();
    }

    /** For the connections that are to be witnessed. */
    public SSLContext context() {
        return context;
    }

    /** What the host showed last, or empty when it showed nothing. */
    public Optional<ShownCertificate> shown(String host) {
        return Optional.ofNullable(shown.get(host.toLowerCase(Locale.ROOT)));
    }

    private final class Noting extends X509ExtendedTrustManager {
        private final X509ExtendedTrustManager deciding;

        Noting(X509ExtendedTrustManager deciding) {
            this.deciding = deciding;
        }

        private void note(X509Certificate[] chain, SSLSession handshake, boolean accepted) {
            if (handshake != null && handshake.getPeerHost() != null && chain.length > 0) {
                String host = handshake.getPeerHost().toLowerCase(Locale.ROOT);
                shown.put(host, ShownCertificate.of(host, handshake.getProtocol(), chain, accepted));
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            SSLSession handshake = socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null;
            note(chain, handshake, false);
            deciding.checkServerTrusted(chain, type, socket);
            note(chain, handshake, true);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            note(chain, engine.getHandshakeSession(), false);
            deciding.checkServerTrusted(chain, type, engine);
            note(chain, engine.getHandshakeSession(), true);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            deciding.checkServerTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            deciding.checkClientTrusted(chain, type, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            deciding.checkClientTrusted(chain, type, engine);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            deciding.checkClientTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return deciding.getAcceptedIssuers();
        }
    }
}
