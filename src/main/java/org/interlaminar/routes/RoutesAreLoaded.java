package org.interlaminar.routes;

import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Refuses to start a service without routes: it would look healthy and do nothing. The only class that knows Camel, because
 * only Camel knows which routes it loaded.
 */
@Component
class RoutesAreLoaded implements ApplicationListener<ApplicationStartedEvent> {
    private final ObjectProvider<CamelContext> camel;
    private final Environment environment;

    RoutesAreLoaded(ObjectProvider<CamelContext> camel, Environment environment) {
        this.camel = camel;
        this.environment = environment;
    }

    @Override
    public void onApplicationEvent(ApplicationStartedEvent started) {
        camel.ifAvailable(context -> {
            if (context.getRoutesSize() == 0) {
                throw new IllegalStateException("No route was loaded from camel.main.routes-include-pattern ("
                        + environment.getProperty("camel.main.routes-include-pattern")
                        + "): nothing would be pulled or derived.");
            }
        });
    }
}
