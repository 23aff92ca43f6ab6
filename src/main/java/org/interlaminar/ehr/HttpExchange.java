package org.interlaminar.ehr;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/** One GET, one answer, within time and size. Redirects are answers too: none is followed. */
final class HttpExchange {
    private final HttpClient client;
    private final Duration readTimeout;
    private final int limit;

    HttpExchange(Duration connectTimeout, Duration readTimeout, int limit) {
        // HTTP/1.1: the client's offer to upgrade a plain connection makes some gateways answer 400.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
        this.readTimeout = readTimeout;
        this.limit = limit;
    }

    /** @throws TooLarge when the answer is over the limit, compressed or not */
    Answer get(URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/fhir+json")
                .header("Accept-Encoding", "gzip")
                .header("User-Agent", "Interlaminar")
                .build();
        HttpResponse<byte[]> response = await(client.sendAsync(request, head -> new LimitedBody(limit)));
        return new Answer(response.statusCode(), response.headers(), decoded(response));
    }

    /** The client's own timeout ends with the headers: a body of one byte a second would hold us for ever. */
    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> exchange)
            throws IOException, InterruptedException {
        try {
            return exchange.get(readTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer within the read timeout");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException trouble) {
                throw trouble;
            }
            throw new IllegalStateException("the HTTP client failed", e.getCause());
        } finally {
            exchange.cancel(true);
        }
    }

    private byte[] decoded(HttpResponse<byte[]> response) throws IOException {
        String encoding = response.headers().firstValue("Content-Encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("gzip") && !encoding.equalsIgnoreCase("x-gzip")) {
            return response.body();
        }
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            byte[] bytes = unpacked.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new TooLarge();
            }
            return bytes;
        }
    }
}
