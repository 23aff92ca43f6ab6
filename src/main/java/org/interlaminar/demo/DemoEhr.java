package org.interlaminar.demo;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.apache.catalina.Context;
import org.apache.catalina.Globals;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * An EHR to try things on: a FHIR R4 server that serves bundled synthetic patients by read and search, without
 * authentication and therefore on 127.0.0.1 only.
 *
 * <p>A resource is what its file says plus {@code meta.versionId} "1" and a {@code meta.lastUpdated} that depends only
 * on the samples named and its place in them, so a restart serves the same and nothing looks changed. Where two samples
 * hold the same type and id, the sample named first is served.
 */
public final class DemoEhr implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.1";
    private static final String BASE_PATH = "/fhir";

    private final List<Sample> samples;
    private final int port;
    private volatile Tomcat tomcat;
    private Path workFolder;

    /**
     * @param samples what to serve, in an order that decides about {@code meta.lastUpdated} and about shared ids
     * @param port the port to listen on; 0 takes any free one, which {@link #base()} then names
     */
    public DemoEhr(List<Sample> samples, int port) {
        this.samples = List.copyOf(samples);
        this.port = port;
    }

    /**
     * A bundled sample and which of its patients to serve. What refers to a patient goes with that patient; what
     * belongs to no patient (organisations, locations, practitioners) is always served.
     *
     * @param name the sample's folder: {@code enriched}, {@code mixed} or {@code registry}
     * @param patients tells from a patient's id whether the patient is served
     */
    public record Sample(String name, Predicate<String> patients) {
        /** Every patient of a sample. */
        public static Sample whole(String name) {
            return new Sample(name, id -> true);
        }

        /** The patients whose id starts with one of the given hexadecimal digits, such as {@code "0123"} for a quarter. */
        public static Sample slice(String name, String firstDigits) {
            return new Sample(name, id -> firstDigits.indexOf(id.charAt(0)) >= 0);
        }
    }

    /**
     * Reads the samples and listens; returns once requests are answered.
     *
     * @throws IllegalStateException if the port is taken (the message names port and property) or the server cannot
     *     start
     * @throws IllegalArgumentException if no sample of a given name is bundled
     */
    public synchronized void start() {
        if (tomcat != null) {
            throw new IllegalStateException("The demo EHR is already started.");
        }
        var fhir = new DemoFhirServer(
                FhirContext.forR4Cached(), SampleFiles.read(samples), () -> base().toString(), Clock.systemUTC());
        try {
            workFolder = Files.createTempDirectory("interlaminar-demo-ehr");
            tomcat = tomcat(fhir);
            tomcat.start();
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("The demo EHR cannot make its work folder.", e);
        } catch (LifecycleException | RuntimeException e) {
            close();
            throw new IllegalStateException(reason(e), e);
        }
    }

    /**
     * Where the FHIR server answers, such as {@code http://127.0.0.1:8090/fhir}, without a slash at the end.
     *
     * @throws IllegalStateException if the demo EHR is not started
     */
    public URI base() {
        // Not synchronised: answers in flight ask for it while close() waits for them.
        Tomcat running = tomcat;
        if (running == null) {
            throw new IllegalStateException("The demo EHR is not started.");
        }
        return URI.create("http://" + ADDRESS + ":" + running.getConnector().getLocalPort() + BASE_PATH);
    }

    /** Stops listening, ends all threads and deletes the work folder; does nothing if not started. */
    @Override
    public synchronized void close() {
        try {
            if (tomcat != null) {
                tomcat.stop();
                tomcat.destroy();
            }
        } catch (LifecycleException e) {
            throw new IllegalStateException("The demo EHR cannot stop.", e);
        } finally {
            tomcat = null;
            deleteWorkFolder();
        }
    }

    /** Tomcat's own files while started, else null. */
    synchronized Path workFolder() {
        return workFolder;
    }

    private void deleteWorkFolder() {
        try {
            FileSystemUtils.deleteRecursively(workFolder);
        } catch (IOException e) {
            throw new UncheckedIOException("The demo EHR cannot delete " + workFolder + ".", e);
        } finally {
            workFolder = null;
        }
    }

    private Tomcat tomcat(DemoFhirServer fhir) {
        // Tomcat otherwise replaces the JVM's handler of URLs, once and for all servers in it.
        TomcatURLStreamHandlerFactory.disable();
        var server = new Tomcat();
        server.setSilent(true);
        keepToWorkFolder(server);
        server.setConnector(connector());
        // Two servers of one name in a JVM would share their JMX names.
        server.getEngine().setName("demo-ehr");
        Context context = server.addContext(BASE_PATH, workFolder.toString());
        context.setParentClassLoader(DemoEhr.class.getClassLoader());
        ((StandardContext) context).setFailCtxIfServletStartFails(true);
        clearNothingOfTheJvm((StandardContext) context);
        Tomcat.addServlet(context, "fhir", fhir).setLoadOnStartup(1);
        context.addServletMappingDecoded("/*", "fhir");
        return server;
    }

    /** Tomcat remembers the first home of any server in the JVM and would make that folder again after we deleted it. */
    private void keepToWorkFolder(Tomcat server) {
        String homeOfOthers = System.getProperty(Globals.CATALINA_HOME_PROP);
        String baseOfOthers = System.getProperty(Globals.CATALINA_BASE_PROP);
        try {
            System.setProperty(Globals.CATALINA_HOME_PROP, workFolder.toString());
            server.setBaseDir(workFolder.toString());
            server.getServer();
        } finally {
            giveBack(Globals.CATALINA_HOME_PROP, homeOfOthers);
            giveBack(Globals.CATALINA_BASE_PROP, baseOfOthers);
        }
    }

    private static void giveBack(String property, String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }

    private Connector connector() {
        var connector = new Connector("HTTP/1.1");
        connector.setProperty("address", ADDRESS);
        connector.setPort(port);
        connector.setProperty("maxThreads", "8");
        connector.setProperty("minSpareThreads", "2");
        connector.setThrowOnFailure(true);
        return connector;
    }

    /** The application's classes stay loaded, so there is nothing to clear; trying makes Java 17 warn. */
    private static void clearNothingOfTheJvm(StandardContext context) {
        context.setClearReferencesRmiTargets(false);
        context.setClearReferencesThreadLocals(false);
        context.setClearReferencesObjectStreamClassCaches(false);
        context.setClearReferencesHttpClientKeepAliveThread(false);
    }

    private String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return "The demo EHR cannot start because port " + port + " on " + ADDRESS
                        + " is taken: free it or name another with interlaminar.demo.port.";
            }
        }
        return "The demo EHR cannot start: " + failure.getMessage();
    }
}
