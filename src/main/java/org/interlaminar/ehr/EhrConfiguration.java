package org.interlaminar.ehr;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Real waiting, for everything but tests, and threads on which sources are pulled beside each other. */
@Configuration(proxyBeanMethods = false)
class EhrConfiguration {
    @Bean
    Pause pause() {
        return length -> Thread.sleep(length.toMillis());
    }

    /** A thread for each source under way; what is slow keeps nobody else waiting. */
    @Bean
    ExecutorService pullThreads() {
        return Executors.newCachedThreadPool(work -> new Thread(work, "pull"));
    }
}
