package org.interlaminar.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
    void servesBothSamplesInTheDemoProfile() throws IOException {
        inDemo(freePort()).run(context -> {
            var client = new FhirOverHttp(context.getBean(DemoEhr.class));

            assertThat(client.found("/Patient").path("total").asInt()).isGreaterThan(220);
            assertThat(client.found("/MedicationRequest").path("total").asInt()).isPositive();
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
