package org.interlaminar.ehr;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Real waiting, for everything but tests. */
@Configuration(proxyBeanMethods = false)
class EhrConfiguration {
    @Bean
    Pause pause() {
        return length -> Thread.sleep(length.toMillis());
    }
}
