package org.interlaminar.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DemoConfigurationTest {
    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(DemoConfiguration.class);

    @Test
    void isAbsentUnlessTheDemoIsAskedFor() {
        application.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(DemoEhr.class));
    }

    @Test
    void servesAllSamplesInTheDemoProfile() throws IOException {
        inDemo(freePort()).run(context -> {
            var client = new FhirOverHttp(context.getBean(DemoEhr.class));
            int registry = RegistrySample.lines().get("Patient").size();

            assertThat(client.found("/Patient").path("total").asInt()).isGreaterThan(220 + registry);
            assertThat(client.found("/MedicationRequest").path("total").asInt()).isPositive();
            assertThat(client.found("/Patient/registry-0001").path("gender").asText())
                    .isNotEmpty();
        });
    }

    @Test
    void theRegistryComesLastSoThatOtherSamplesKeepTheirLastUpdate() throws IOException {
        inDemo(freePort()).run(context -> {
            var client = new FhirOverHttp(context.getBean(DemoEhr.class));
            List<String> ids = client.resources("/Patient?_sort=_lastUpdated&_count=500").stream()
                    .map(patient -> patient.path("id").asText())
                    .toList();
            int first = ids.indexOf("registry-0001");

            assertThat(first).isPositive();
            assertThat(ids.subList(0, first)).noneMatch(id -> id.startsWith("registry-"));
            assertThat(ids.subList(first, ids.size())).allMatch(id -> id.startsWith("registry-"));
        });
    }

    @Test
    void refusesToStartOnATakenPort() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            inDemo(taken.getLocalPort())
                    .run(context -> assertThat(context).getFailure().rootCause().isInstanceOf(BindException.class));
        }
    }

    @Test
    void refusesAPortThatIsNone() {
        inDemo(70_000)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("interlaminar.demo"));
    }

    private ApplicationContextRunner inDemo(int port) {
        return application.withPropertyValues("spring.profiles.active=demo", "interlaminar.demo.port=" + port);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
