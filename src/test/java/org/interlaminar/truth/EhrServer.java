package org.interlaminar.truth;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Serves simulated EHRs over loopback HTTP, each below its own name: {@code http://127.0.0.1:PORT/NAME/fhir}. */
final class EhrServer implements AutoCloseable {
    /** An answer before it is sent. */
    record Reply(int status, String date, String body) {}

    private final Map<String, SearchFace> faces = new ConcurrentHashMap<>();
    private final WireMockServer http = new WireMockServer(wireMockConfig()
            .dynamicPort()
            .bindAddress("127.0.0.1")
            .disableRequestJournal()
            .extensions(new Dispatch()));

    EhrServer() {
        http.start();
        http.stubFor(any(anyUrl()));
    }

    /** @return the FHIR base under which it answers from now on */
    URI serve(String name, SearchFace face) {
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
            Reply reply = faces.get(name).answer(asked);
            ResponseDefinitionBuilder answer = ResponseDefinitionBuilder.responseDefinition()
                    .withStatus(reply.status())
                    .withHeader("Content-Type", "application/fhir+json")
                    .withBody(reply.body());
            return (reply.date() == null ? answer : answer.withHeader("Date", reply.date())).build();
        }
    }
}
