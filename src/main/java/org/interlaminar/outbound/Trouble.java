package org.interlaminar.outbound;

import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Why there was no answer, in one sentence. Messages of the libraries may quote the address, and a search may name a person. */
public final class Trouble {
    private Trouble() {}

    public static String named(IOException e) {
        if (e instanceof Refused || e instanceof TooLarge) {
            return e.getMessage();
        }
        if (e instanceof Reach.NotPublic) {
            return "the server's name leads into a private network that interlaminar.sources.*.private-networks does not name";
        }
        if (e instanceof UnknownHostException) {
            return "the server's name is not known to DNS";
        }
        if (e instanceof SocketTimeoutException) {
            return "the server did not answer in time";
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return "the server cannot be reached";
        }
        if (e instanceof UnsupportedEncodingException) {
            return "the answer is packed in a way that was not asked for";
        }
        if (e instanceof FileSystemException) {
            return "the file cannot be written here: is there room and a right to?";
        }
        if (e instanceof Gate.NoTunnel) {
            return "the proxy does not let us through to the server";
        }
        return e instanceof SSLException && !isCausedBy(e, SocketException.class)
                ? ofTls(e)
                : "the connection broke or the answer was cut short";
    }

    private static String ofTls(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("Unsupported or unrecognized SSL message")) {
            return "the server does not speak TLS there";
        }
        if (message.startsWith("Received fatal alert")) {
            return "the server refused the TLS connection: does it want another certificate of us?";
        }
        if (e instanceof SSLPeerUnverifiedException) {
            return "the server's TLS certificate is of another host";
        }
        if (isCausedBy(e, CertificateExpiredException.class)) {
            return "the server's TLS certificate has expired";
        }
        if (isCausedBy(e, CertificateNotYetValidException.class)) {
            return "the server's TLS certificate is not valid yet";
        }
        return isCausedBy(e, CertPathBuilderException.class) || isCausedBy(e, CertPathValidatorException.class)
                ? "the server's TLS certificate is issued by nobody whom this service trusts"
                : "the server's TLS certificate or protocol is not accepted";
    }

    private static boolean isCausedBy(Throwable e, Class<? extends Throwable> type) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause).anyMatch(type::isInstance);
    }
}
