package org.interlaminar.ehr.login;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.interlaminar.outbound.Origin;
import org.interlaminar.outbound.Refused;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How we log in at an EHR. Secrets stand in files or in the environment, never here.
 *
 * @param method null when not given: then none, which only a server on this machine may have without saying so
 * @param clientId as the EHR registered us; for smart and client-secret
 * @param keyFile private keys: a JWK set as {@code keys create} writes it, or an RSA key as PEM; for smart
 * @param keyVariable environment variable with the same content, where there is no file
 * @param algorithm RS384 or ES384; empty for whichever of our keys the server accepts first
 * @param user for basic
 * @param secretFile first line is the password, the token or the client secret
 * @param secretVariable environment variable with it, where there is no file
 * @param tokenUrl where tokens are asked for; null for what the server's smart-configuration says
 * @param scopes asked for; empty for reading each of the source's types
 * @param tokenOrigins further servers that may see the token, as in https://files.example.org
 */
public record AuthSettings(
        Method method,
        @DefaultValue("") String clientId,
        Path keyFile,
        @DefaultValue("") String keyVariable,
        @DefaultValue("") String algorithm,
        @DefaultValue("") String user,
        Path secretFile,
        @DefaultValue("") String secretVariable,
        URI tokenUrl,
        @DefaultValue List<String> scopes,
        @DefaultValue List<URI> tokenOrigins) {
    private static final AuthSettings NOTHING =
            new AuthSettings(null, "", null, "", "", "", null, "", null, List.of(), List.of());

    /** Ways to log in. */
    public enum Method {
        /** No login at all. */
        NONE,
        /** User and password with every request. */
        BASIC,
        /** A token that somebody was given once. */
        TOKEN,
        /** A client secret that buys tokens (OAuth 2 client credentials). */
        CLIENT_SECRET,
        /** A signed assertion that buys tokens (SMART Backend Services). */
        SMART
    }

    /** @throws IllegalArgumentException naming the key */
    public void check(String key) {
        require(algorithm.matches("|RS384|ES384"), key + ".algorithm must be RS384 or ES384.");
        require(tokenUrl == null || isAddress(tokenUrl), key + ".token-url must be an https or http address.");
        require(
                tokenOrigins.stream().allMatch(AuthSettings::isAddress),
                key + ".token-origins must be addresses, as in https://files.example.org.");
        if (method == null) {
            require(
                    equals(NOTHING),
                    key + ".method must say how to log in: smart, client-secret, basic, token or none.");
            return;
        }
        boolean hasSecret = secretFile != null || !secretVariable.isBlank();
        switch (method) {
            case SMART -> {
                require(!clientId.isBlank(), key + ".client-id must be the one the EHR gave.");
                require(
                        keyFile != null || !keyVariable.isBlank(),
                        key + ".key-file must name a file with a private key; 'keys create' makes one.");
            }
            case CLIENT_SECRET -> {
                require(!clientId.isBlank(), key + ".client-id must be the one the EHR gave.");
                require(hasSecret, key + ".secret-file must name a file with the client secret.");
            }
            case BASIC -> {
                require(!user.isBlank() && !user.contains(":"), key + ".user must be a name without a colon.");
                require(hasSecret, key + ".secret-file must name a file with the password.");
            }
            case TOKEN -> require(hasSecret, key + ".secret-file must name a file with the token.");
            case NONE -> require(
                    !hasSecret && keyFile == null && keyVariable.isBlank(),
                    key + ".method is none, but there is a secret.");
        }
    }

    private static boolean isAddress(URI uri) {
        try {
            Origin.of(uri);
            return true;
        } catch (Refused e) {
            return false;
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
