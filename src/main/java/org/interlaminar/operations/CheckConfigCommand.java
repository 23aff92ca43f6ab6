package org.interlaminar.operations;

import java.util.concurrent.Callable;
import org.interlaminar.derivation.DerivationSettings;
import org.interlaminar.ehr.Pulls;
import org.interlaminar.store.DataSettings;
import org.interlaminar.store.StoreSettings;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;

@Component
@Command(name = "check-config", description = "Check the settings without starting anything; name what is wrong.")
class CheckConfigCommand implements Callable<Integer> {
    private final StoreSettings store;
    private final DataSettings data;
    private final DerivationSettings derivation;
    private final Pulls pulls;

    CheckConfigCommand(StoreSettings store, DataSettings data, DerivationSettings derivation, Pulls pulls) {
        this.pulls = pulls;
        this.store = store;
        this.data = data;
        this.derivation = derivation;
    }

    @Override
    public Integer call() {
        System.out.println(
                store.isEmbedded()
                        ? "store: embedded PostgreSQL below "
                                + data.data().toAbsolutePath().normalize()
                        : "store: " + store.url() + " as " + store.user());
        derivation.sources().forEach((id, source) -> {
            System.out.println("source " + id + ": zone " + (source.zoneIsAssumed() ? "UTC" : source.zone())
                    + ", ODI scale " + source.odiScale().name().toLowerCase(java.util.Locale.ROOT));
            if (source.zoneIsAssumed()) {
                System.out.println(
                        "  warning: interlaminar.sources." + id + ".zone is not set; instants in Z are dated in"
                                + " UTC, which moves evening procedures by a day");
            }
        });
        System.out.println(
                pulls.sources().isEmpty()
                        ? "no source has a base-url, so nothing is pulled"
                        : "pulled: " + String.join(", ", pulls.sources()));
        System.out.println("The configuration can be used.");
        return 0;
    }
}
