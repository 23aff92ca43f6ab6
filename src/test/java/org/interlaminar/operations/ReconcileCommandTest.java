package org.interlaminar.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.interlaminar.demo.DemoEhr;
import org.interlaminar.ehr.search.SearchPull;
import org.interlaminar.fixture.Service;
import org.interlaminar.ledger.Reconciliations;
import org.junit.jupiter.api.Test;

/** The command against the demo EHR over HTTP. */
class ReconcileCommandTest {
    @Test
    void endsWithThreeWhenWhatLandedIsNotWhatTheSourceHas() throws Exception {
        try (DemoEhr ehr = new DemoEhr(List.of(DemoEhr.Sample.whole("enriched")), 0)) {
            ehr.start();
            try (Service service = Service.started(
                    "interlaminar.sources.demo.base-url=" + ehr.base(),
                    "interlaminar.sources.demo.types=Patient,Condition,Organization")) {
                service.bean(SearchPull.class).pull("demo", bytes -> {});

                assertThat(reconcile(service)).isZero();
                assertThat(lines(service)).noneMatch(line -> line.contains("differs"));

                service.sql()
                        .sql("delete from landing.version where type = 'Patient' and id ="
                                + " (select min(id) from landing.version where type = 'Patient')")
                        .update();
                assertThat(reconcile(service)).isEqualTo(3);
                assertThat(lines(service))
                        .anyMatch(line -> line.matches("Patient +220 +219 .*differs"))
                        .anyMatch(line -> line.matches("Condition +[\\d,]+ +- .*"));
            }
        }
    }

    private static int reconcile(Service service) throws Exception {
        return service.bean(CommandLineRoot.class).run(new String[] {"reconcile", "--source", "demo"});
    }

    private static List<String> lines(Service service) {
        return ReconcileCommand.lines(service.bean(Reconciliations.class).latest());
    }
}
