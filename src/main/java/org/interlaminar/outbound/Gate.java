package org.interlaminar.outbound;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpHeaders;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The one gate through which a source's requests leave (docs/decisions/0015). Only origins within its reach are asked, a
 * credential is shown to nobody else than whom it belongs to, redirects are answers and never followed, and answers are bounded
 * in time and size, packed and unpacked.
 */
public final class Gate implements AutoCloseable {
    static final int CONNECTIONS = 64;
    private static final int BUFFER = 1 << 16;
    private static final String ARRIVED = "interlaminar.arrived";

    /** Longest line and most lines of an answer's head: no server needs more, and nothing else bounds them. */
    private static final Http1Config HEAD = Http1Config.custom()
            .setMaxLineLength(1 << 16)
            .setMaxHeaderCount(500)
            .build();

    /**
     * What a request may cost.
     *
     * @param connect time to reach the server
     * @param answer time from a request to the last byte of an answer held in memory; of a file, the longest silence
     * @param file time for a whole file
     * @param maxAnswer largest answer held in memory, packed and unpacked
     * @param maxFile largest file, as it comes
     */
    public record Limits(Duration connect, Duration answer, Duration file, int maxAnswer, long maxFile) {}

    private interface Body {
        byte[] read(ClassicHttpResponse response) throws IOException;
    }

    /** The proxy would not connect us: its answer is none of the server's, and a 404 of it means nothing. */
    static final class NoTunnel extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final ExecutorService EXCHANGES = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "outbound");
        thread.setDaemon(true);
        return thread;
    });

    private final Reach reach;
    private final Limits limits;
    private final CloseableHttpClient client;
    private final LongAdder sent = new LongAdder();

    /**
     * @param tls whom to trust and who we are, or null for what the Java platform trusts
     * @param proxy what everything goes through, or null; then it is the proxy that looks up names
     */
    public Gate(Reach reach, Limits limits, SSLContext tls, Origin proxy) {
        this.reach = reach;
        this.limits = limits;
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new WithinReach(proxy))
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(HEAD)
                        .build())
                .setMaxConnPerRoute(CONNECTIONS)
                .setMaxConnTotal(2 * CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(limits.connect()))
                        .setSocketTimeout(Timeout.of(limits.answer()))
                        // Some servers hang up after an answer without saying so.
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build());
        if (tls != null) {
            connections.setTlsSocketStrategy(new DefaultClientTlsStrategy(tls));
        }
        // Nothing is done behind our back: no redirect, no repeat, no cookie, no unpacking, no answer to a challenge.
        HttpClientBuilder builder = HttpClients.custom()
                .setConnectionManager(connections.build())
                .setUserAgent("Interlaminar")
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(limits.answer()))
                        .setConnectionRequestTimeout(Timeout.of(limits.answer()))
                        .setProtocolUpgradeEnabled(false)
                        .setAuthenticationEnabled(false)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression();
        if (proxy != null) {
            builder.setProxy(new HttpHost(proxy.scheme(), proxy.host(), proxy.port()))
                    .addExecInterceptorBefore(ChainElement.CONNECT.name(), "through the proxy", Gate::throughTheProxy)
                    .addExecInterceptorAfter(ChainElement.CONNECT.name(), "arrived", Gate::arrived);
        }
        this.client = builder.build();
    }

    private static ClassicHttpResponse throughTheProxy(
            ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain) throws IOException, HttpException {
        ClassicHttpResponse response = chain.proceed(request, scope);
        if (scope.clientContext.getAttribute(ARRIVED) == null) {
            response.close();
            throw new NoTunnel();
        }
        return response;
    }

    private static ClassicHttpResponse arrived(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        scope.clientContext.setAttribute(ARRIVED, true);
        return chain.proceed(request, scope);
    }

    public Reach reach() {
        return reach;
    }

    /** How many requests have been let out, answered or not. */
    public long sent() {
        return sent.sum();
    }

    /**
     * @throws Refused when the address or the credential may not leave; nothing was sent
     * @throws TooLarge when the answer is over the limit, packed or not
     */
    public Answer send(Request request) throws IOException, InterruptedException {
        return exchange(request, limits.answer(), this::inMemory);
    }

    /**
     * Writes the body of an answer with status 200 to a file as it comes, packed or not; any other answer is held in memory.
     *
     * @param progress is told the bytes that have come
     */
    public Answer download(Request request, Path target, LongConsumer progress)
            throws IOException, InterruptedException {
        return exchange(
                request,
                limits.file(),
                response -> response.getCode() == 200 ? toFile(response, target, progress) : inMemory(response));
    }

    private Answer exchange(Request request, Duration within, Body body) throws IOException, InterruptedException {
        HttpUriRequestBase permitted = permitted(request);
        sent.increment();
        Future<Answer> exchange =
                EXCHANGES.submit(() -> client.execute(permitted, response -> taken(response, body, permitted)));
        try {
            return exchange.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("no whole answer in time");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException trouble) {
                throw trouble;
            }
            throw new IllegalStateException("the HTTP client failed", e.getCause());
        } finally {
            // A body of one byte a second would hold the connection for ever.
            if (!exchange.isDone()) {
                permitted.cancel();
            }
        }
    }

    /** An answer that is given up is cut off first: the client closes it by reading it to its end, and it may have none. */
    private static Answer taken(ClassicHttpResponse response, Body body, HttpUriRequestBase sent) throws IOException {
        try {
            return new Answer(response.getCode(), headers(response), body.read(response));
        } catch (IOException | RuntimeException e) {
            sent.cancel();
            throw e;
        }
    }

    private HttpUriRequestBase permitted(Request request) throws Refused {
        URI uri = request.uri();
        Origin origin = Origin.of(uri);
        reach.require(origin);
        HttpUriRequestBase sent = new HttpUriRequestBase(request.method(), uri);
        request.headers().forEach(sent::setHeader);
        sent.setHeader("Accept-Encoding", "gzip");
        if (request.body() != null) {
            sent.setEntity(new ByteArrayEntity(request.body(), null));
        }
        if (request.credential() != null) {
            if (!request.credential().belongsTo(origin)) {
                throw new Refused("a credential is not shown to another server than its own, " + origin);
            }
            sent.setHeader("Authorization", request.credential().authorization());
        }
        return sent;
    }

    private static HttpHeaders headers(ClassicHttpResponse response) {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            all.computeIfAbsent(header.getName(), any -> new ArrayList<>()).add(header.getValue());
        }
        return HttpHeaders.of(all, (name, value) -> true);
    }

    private byte[] inMemory(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new byte[0];
        }
        byte[] body = limited(entity.getContent());
        // Some servers say that nothing is packed.
        return isPacked(entity) && body.length > 0 ? unpacked(body) : body;
    }

    private static boolean isPacked(HttpEntity entity) throws IOException {
        String encoding = entity.getContentEncoding();
        if (encoding == null || encoding.isBlank() || encoding.equalsIgnoreCase("identity")) {
            return false;
        }
        if (!encoding.equalsIgnoreCase("gzip") && !encoding.equalsIgnoreCase("x-gzip")) {
            throw new UnsupportedEncodingException();
        }
        return true;
    }

    private byte[] unpacked(byte[] packed) throws IOException {
        try (InputStream unpacking = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return limited(unpacking);
        }
    }

    private byte[] limited(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(limits.maxAnswer() + 1);
        if (bytes.length > limits.maxAnswer()) {
            throw new TooLarge("interlaminar.ehr.max-page");
        }
        return bytes;
    }

    private byte[] toFile(ClassicHttpResponse response, Path target, LongConsumer progress) throws IOException {
        if (response.getEntity() == null) {
            Files.write(target, new byte[0]);
            return new byte[0];
        }
        isPacked(response.getEntity());
        long length = 0;
        byte[] buffer = new byte[BUFFER];
        InputStream in = response.getEntity().getContent();
        try (OutputStream out = Files.newOutputStream(target)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                length += read;
                if (length > limits.maxFile()) {
                    throw new TooLarge("interlaminar.ehr.max-file");
                }
                write(out, buffer, read, target);
                progress.accept(read);
            }
        }
        return new byte[0];
    }

    /** A full disk is no broken connection. */
    private static void write(OutputStream out, byte[] buffer, int length, Path target) throws FileSystemException {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw new FileSystemException(target.toString());
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    /** Names are looked up where the connection is made: what was checked is what is connected to. */
    private final class WithinReach implements DnsResolver {
        private final Origin proxy;

        WithinReach(Origin proxy) {
            this.proxy = proxy;
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return proxy != null && proxy.host().equalsIgnoreCase(host) ? reach.lookUp(host) : reach.addresses(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            return Arrays.stream(resolve(host)).findFirst().orElseThrow().getCanonicalHostName();
        }
    }
}
