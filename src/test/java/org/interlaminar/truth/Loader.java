package org.interlaminar.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.Delivery.Scope;
import org.interlaminar.intake.FileIntake;
import org.interlaminar.intake.InputFile;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Way;

/** Loads parcels into one source, as the load command does, and holds the run to what the parcel holds. */
final class Loader {
    private final Service service;
    private final String source;
    private final Path folder;
    private int number;

    Loader(Service service, String source, Path folder) {
        this.service = service;
        this.source = source;
        this.folder = folder.resolve(source);
    }

    /** With {@code --as-of}: the service is told when the content was true. @return what came of it, for the listing */
    String loadAsOf(Parcel parcel) throws Exception {
        return load(parcel, Delivery.told(source, Way.LOAD, parcel.asOf(), Scope.SOME));
    }

    /** Without: the time of loading has to do. */
    String loadAt(Instant now, Parcel parcel) throws Exception {
        return load(parcel, Delivery.loaded(source, Way.LOAD, now));
    }

    private String load(Parcel parcel, Delivery delivery) throws Exception {
        if (parcel.files().isEmpty()) {
            return null;
        }
        RunSummary run = service.bean(FileIntake.class).land(delivery, write(parcel), bytes -> {});
        String told = told(
                parcel + " loaded " + (delivery.clock().equals(parcel.asOf()) ? "" : "at " + delivery.clock()), run);
        assertThat(run.balances()).as(told).isTrue();
        assertThat(run.outcome()).as(told).isEqualTo(Outcome.COMPLETE);
        assertThat(run.quarantined()).as(told).isZero();
        assertThat(run.received()).as(told).isEqualTo(parcel.versions().size());
        return told;
    }

    private List<InputFile> write(Parcel parcel) throws IOException {
        Path place = folder.resolve(Integer.toString(++number));
        Files.createDirectories(place);
        for (var file : parcel.files().entrySet()) {
            Files.writeString(place.resolve(file.getKey()), file.getValue());
        }
        return InputFile.below(place);
    }

    static String told(String what, RunSummary run) {
        return what + " [run " + run.run() + " " + run.outcome().word() + ": received " + run.received() + ", stored "
                + run.stored() + ", duplicate " + run.duplicate() + ", filtered " + run.filtered() + "]";
    }
}
