package org.interlaminar.demo;

import java.util.List;
import org.interlaminar.demo.DemoEhr.Sample;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Runs the demo EHR while the application runs, in the profile {@code demo} and in no other. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
@EnableConfigurationProperties(DemoSettings.class)
class DemoConfiguration {
    /** Started while beans are made, so it answers before web servers, schedules and routes begin. */
    @Bean(initMethod = "start", destroyMethod = "close")
    DemoEhr demoEhr(DemoSettings settings) {
        // The last updates of a sample depend on those before it: a new one comes last.
        return new DemoEhr(
                List.of(Sample.whole("enriched"), Sample.slice("mixed", "0123"), Sample.whole("registry")),
                settings.port());
    }
}
