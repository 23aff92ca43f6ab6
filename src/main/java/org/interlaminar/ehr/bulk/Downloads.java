package org.interlaminar.ehr.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.FhirServer;
import org.interlaminar.ledger.BulkJobs.File;
import org.interlaminar.ledger.BulkJobs.Job;
import org.interlaminar.outbound.Answer;
import org.interlaminar.outbound.Request;

/**
 * Files of an export in their order, downloaded a few ahead of whoever lands them (EHR B6, B14). They are kept as they come,
 * packed or not.
 */
final class Downloads implements AutoCloseable {
    /** Asking for fhir+json made one server wrap each file into a Binary. */
    private static final String NDJSON = "application/fhir+ndjson";

    /** @param sha256 of the file as it came */
    record Downloaded(File file, Path path, byte[] sha256) {
        void delete() throws IOException {
            Files.deleteIfExists(path);
        }
    }

    private final FhirServer server;
    private final URI status;
    private final boolean needsToken;
    private final Spool spool;
    private final Iterator<File> files;
    private final ExecutorService threads;
    private final int ahead;
    private final Deque<Future<Downloaded>> underWay = new ArrayDeque<>();

    Downloads(Ehrs.Ehr ehr, Job job, List<File> files, Spool spool) {
        this.server = ehr.server();
        this.status = URI.create(job.statusUrl());
        this.needsToken = job.needsToken();
        this.spool = spool;
        this.files = files.iterator();
        this.ahead = ehr.settings().bulk().concurrency();
        this.threads = Executors.newFixedThreadPool(ahead, work -> {
            Thread thread = new Thread(work, "download");
            thread.setDaemon(true);
            return thread;
        });
        fill();
    }

    private void fill() {
        while (underWay.size() <= ahead && files.hasNext()) {
            File file = files.next();
            underWay.add(threads.submit(() -> download(file)));
        }
    }

    boolean hasNext() {
        return !underWay.isEmpty();
    }

    /** @throws FetchFailed when the next file cannot be had */
    Downloaded next() throws FetchFailed {
        try {
            Downloaded next = underWay.remove().get();
            fill();
            return next;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FetchFailed failed) {
                throw failed;
            }
            if (e.getCause() instanceof IOException) {
                throw new FetchFailed("a file of the export cannot be kept until it lands ("
                        + e.getCause().getClass().getSimpleName() + "); interlaminar.ehr.spool names another folder");
            }
            throw new IllegalStateException("a download failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while downloading", e);
        }
    }

    private Downloaded download(File file) throws FetchFailed, IOException {
        Path path = spool.place(file.number());
        URI address = server.follow(status, file.url());
        Answer answer = server.download(Request.get(address, NDJSON), needsToken, path, bytes -> {});
        if (answer.isRedirect()) {
            answer = redirected(address, answer, path);
        }
        if (!answer.isOk()) {
            throw FhirServer.unexpected(answer);
        }
        if (answer.mediaType().equals("text/html")) {
            throw new FetchFailed("the file is a page of HTML");
        }
        return new Downloaded(file, path, sha256(path));
    }

    /** To a storage server that knows the address by its signature; it never sees who we are (EHR B7). */
    private Answer redirected(URI address, Answer answer, Path path) throws FetchFailed {
        String location = answer.headers().firstValue("Location").orElse("");
        return server.download(Request.get(server.follow(address, location), NDJSON), false, path, bytes -> {});
    }

    private static byte[] sha256(Path path) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(path), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return ((DigestInputStream) in).getMessageDigest().digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Downloads under way are given up. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            // They write into a folder that is about to be removed.
            threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
