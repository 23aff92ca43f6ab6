package org.interlaminar.store;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Makes the one DataSource everything uses. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean(destroyMethod = "close")
    @Conditional(OnEmbeddedStore.class)
    EmbeddedPostgresql embeddedPostgresql(DataSettings settings) {
        return new EmbeddedPostgresql(settings.data());
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(StoreSettings settings, ObjectProvider<EmbeddedPostgresql> embedded) {
        HikariDataSource pool = new HikariDataSource();
        EmbeddedPostgresql own = embedded.getIfAvailable();
        if (own == null) {
            pool.setJdbcUrl(settings.url());
            pool.setUsername(settings.user());
            pool.setPassword(password(settings));
        } else {
            pool.setJdbcUrl(own.url());
            pool.setUsername(own.user());
            pool.setPassword(own.secret());
        }
        pool.setMaximumPoolSize(settings.connections());
        pool.setPoolName("store");
        pool.setConnectionTimeout(10_000);
        pool.addDataSourceProperty("ApplicationName", "interlaminar");
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        return pool;
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
