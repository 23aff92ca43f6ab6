package org.interlaminar.truth;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Serves simulated EHRs over loopback HTTP, each below its own name: {@code http://127.0.0.1:PORT/NAME/fhir}. */
final class EhrServer implements AutoCloseable {
    /** An answer before it is sent. @param date null for none */
    record Reply(int status, String date, Map<String, String> headers, String body) {
        Reply(int status, String date, String body) {
            this(status, date, Map.of(), body);
        }

        Reply header(String name, String value) {
            return new Reply(status, date, Map.of(name, value), body);
        }
    }

    /** A request. @param authorization null for none */
    record Asked(String method, URI address, String authorization, String prefer, String body) {}

    /** What an EHR is to those who ask it. */
    interface Face {
        Reply answer(Asked asked);
    }

    private final Map<String, Face> faces = new ConcurrentHashMap<>();
    private final WireMockServer http = new WireMockServer(wireMockConfig()
            .dynamicPort()
            .bindAddress("127.0.0.1")
            .disableRequestJournal()
            .extensions(new Dispatch()));

    EhrServer() {
        http.start();
        http.stubFor(any(anyUrl()));
    }

    /** Without a login. @return the FHIR base under which it answers from now on */
    URI serve(String name, SearchFace face) {
        return serve(name, (Face) asked -> face.answer(asked.address()));
    }

    /** @return the FHIR base under which it answers from now on */
    URI serve(String name, Face face) {
        faces.put(name, face);
        return URI.create("http://127.0.0.1:" + http.port() + "/" + name + "/fhir");
    }

    @Override
    public void close() {
        http.stop();
    }

    /** The JDK's own small server always writes the real time into Date, and an EHR's clock must be its own. */
    private final class Dispatch implements ResponseDefinitionTransformerV2 {
        @Override
        public String getName() {
            return "simulated-ehr";
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            URI asked = URI.create(event.getRequest().getAbsoluteUrl());
            String name = asked.getPath().split("/", 3)[1];
            Request request = event.getRequest();
            Reply reply = faces.get(name)
                    .answer(new Asked(
                            request.getMethod().getName(),
                            asked,
                            request.getHeader("Authorization"),
                            request.getHeader("Prefer"),
                            request.getBodyAsString()));
            ResponseDefinitionBuilder answer = ResponseDefinitionBuilder.responseDefinition()
                    .withStatus(reply.status())
                    .withHeader("Content-Type", "application/fhir+json")
                    .withBody(reply.body());
            reply.headers().forEach(answer::withHeader);
            return (reply.date() == null ? answer : answer.withHeader("Date", reply.date())).build();
        }
    }
}
