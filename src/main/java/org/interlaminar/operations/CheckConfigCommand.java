package org.interlaminar.operations;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.interlaminar.access.PushCheck;
import org.interlaminar.derivation.DerivationSettings;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ehr.SourceCheck;
import org.interlaminar.store.DataSettings;
import org.interlaminar.store.StoreSettings;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;

@Component
@Command(
        name = "check-config",
        description = "Check the settings, secrets and certificates without starting or asking anything; name what is"
                + " wrong.")
class CheckConfigCommand implements Callable<Integer> {
    private final StoreSettings store;
    private final DataSettings data;
    private final DerivationSettings derivation;
    private final EhrSettings ehrs;
    private final SourceCheck check;
    private final PushCheck pushes;

    CheckConfigCommand(
            StoreSettings store,
            DataSettings data,
            DerivationSettings derivation,
            EhrSettings ehrs,
            SourceCheck check,
            PushCheck pushes) {
        this.store = store;
        this.data = data;
        this.derivation = derivation;
        this.ehrs = ehrs;
        this.check = check;
        this.pushes = pushes;
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
                    + ", ODI scale " + source.odiScale().name().toLowerCase(Locale.ROOT));
            if (source.zoneIsAssumed()) {
                System.out.println(
                        "  warning: interlaminar.sources." + id + ".zone is not set; instants in Z are dated in"
                                + " UTC, which moves evening procedures by a day");
            }
        });
        List<String> pulled = ehrs.pulled();
        if (pulled.isEmpty()) {
            System.out.println("no source has a base-url, so nothing is pulled");
        }
        boolean isWell = true;
        for (String id : pulled) {
            System.out.println("pulled " + id + ": " + PulledSource.inALine(ehrs.source(id)));
            Optional<String> wrong = check.whatIsWrong(id);
            wrong.ifPresent(sentence -> System.out.println("  wrong: " + sentence));
            isWell &= wrong.isEmpty();
        }
        for (String id : pushes.sources()) {
            System.out.println("pushing " + id + ": with tokens that its EHR signs");
            Optional<String> wrong = pushes.whatIsWrong(id);
            wrong.ifPresent(sentence -> System.out.println("  wrong: " + sentence));
            isWell &= wrong.isEmpty();
        }
        System.out.println(isWell ? "The configuration can be used." : "The configuration cannot be used as it is.");
        return isWell ? 0 : 1;
    }
}
