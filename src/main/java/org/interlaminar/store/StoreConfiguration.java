package org.interlaminar.store;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Makes the one DataSource everything uses. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
    private static final Duration CONNECTING = Duration.ofSeconds(10);

    @Bean(destroyMethod = "close")
    @Conditional(OnEmbeddedStore.class)
    EmbeddedPostgresql embeddedPostgresql(DataSettings settings) {
        return new EmbeddedPostgresql(settings.data());
    }

    @Bean
    StoreAddress storeAddress(StoreSettings settings, ObjectProvider<EmbeddedPostgresql> embedded) {
        EmbeddedPostgresql own = embedded.getIfAvailable();
        return own == null
                ? new StoreAddress(settings.url(), settings.user(), password(settings))
                : new StoreAddress(own.url(), own.user(), own.secret());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    StoreWatch storeWatch(StoreAddress address, ObjectProvider<StorePace> paces, Clock clock) {
        StorePace pace = paces.getIfAvailable(() -> StorePace.USUAL);
        StoreProbe probe = new StoreProbe(new StoreConnections(address, pace.answer(), pace.answer()));
        return new StoreWatch(new StoreConnections(address, CONNECTING, null), probe, pace, clock);
    }

    /** What the watch watches, pooled: there is no pool without it, also in a command that makes little else. */
    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(StoreSettings settings, StoreWatch watch) {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(watch.watched());
        pool.setMaximumPoolSize(settings.connections());
        pool.setPoolName("store");
        pool.setConnectionTimeout(CONNECTING.toMillis());
        pool.setValidationTimeout(2_500);
        pool.setKeepaliveTime(60_000);
        pool.setExceptionOverride(new MovedStore());
        watch.onBreak(() -> renew(pool));
        return pool;
    }

    /** What idles in the pool is likely broken too; without this each borrower would find out about one after the other. */
    private static void renew(HikariDataSource pool) {
        if (pool.isRunning()) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    @Bean
    StoreLocks storeLocks(DataSource dataSource) {
        return new StoreLocks(dataSource);
    }

    private static String password(StoreSettings settings) {
        if (settings.passwordFile() == null) {
            return null;
        }
        try {
            return Files.readAllLines(settings.passwordFile()).get(0).strip();
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new StoreUnavailable(
                    "interlaminar.store.password-file names " + settings.passwordFile()
                            + ", which cannot be read or is empty.",
                    e);
        }
    }
}
