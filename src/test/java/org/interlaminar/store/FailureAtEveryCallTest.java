package org.interlaminar.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.interlaminar.fixture.Seeds;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.dao.DataAccessException;

/**
 * Two files landed and their people derived, while the N-th call to the store fails and takes its connection along, for N
 * from 1 until nothing fails any more: afterwards everything is as if nothing had happened. A build takes every few N from a
 * seeded beginning; {@code -Dthorough=true} takes them all.
 */
@Timeout(600)
class FailureAtEveryCallTest {
    private static final int STRIDE = Boolean.getBoolean("thorough") ? 1 : 9;

    @TempDir
    private static Path folder;

    private static final FailingDataSource FAILING = new FailingDataSource();
    private static Service service;
    private static SmallDelivery delivery;

    @BeforeAll
    static void start() throws IOException {
        service = Service.startedOn(
                TestStore.freshDatabase(),
                context -> context.registerBean(BeanPostProcessor.class, Wrapping::new),
                "interlaminar.derive.workers=1",
                "interlaminar.store.connections=4");
        delivery = new SmallDelivery(folder, 2);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesNothingBehindAndLosesNothing(boolean unheard) {
        FAILING.failNoMore();
        SmallDelivery.forget(service.sql());
        FAILING.failNoMore();
        delivery.again().goOn(service);
        int clean = FAILING.calls();
        Map<String, String> undisturbed = SmallDelivery.outcome(service.sql());
        long seed = Seeds.some().get(Seeds.some().size() - 1);
        Map<String, Integer> met = new LinkedHashMap<>();
        int n = 1 + new Random(seed).nextInt(STRIDE);
        for (boolean fired = true; fired; n += STRIDE) {
            FAILING.failNoMore();
            SmallDelivery.forget(service.sql());
            FAILING.failAt(n, unheard);
            String which = Seeds.named(seed, "call " + n + " of about " + clean);
            fired = disturbed();
            met.merge(String.valueOf(FAILING.failed()), 1, Integer::sum);
            FAILING.failNoMore();
            delivery.goOn(service);
            assertThat(SmallDelivery.outcome(service.sql()))
                    .as(which + ", " + met)
                    .isEqualTo(undisturbed);
        }
        assertThat(n).as("calls met: " + met).isGreaterThan(clean);
    }

    /** @return whether a call failed */
    private static boolean disturbed() {
        delivery.again();
        try {
            delivery.goOn(service);
        } catch (Exception e) {
            assertThat(e).isInstanceOfAny(SQLException.class, DataAccessException.class);
            assertThat(FAILING.failed()).isNotNull();
        }
        return FAILING.failed() != null;
    }

    private static final class Wrapping implements BeanPostProcessor {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof DataSource real && name.equals("dataSource") ? FAILING.around(real) : bean;
        }
    }
}
