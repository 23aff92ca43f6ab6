package org.interlaminar.intake;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Way;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * Lands a file somebody dropped into {@code drop/SOURCE/}; the route has claimed it by renaming it into
 * {@code drop/SOURCE/.claimed/} and moves it to {@code done/} or {@code failed/} afterwards, where a report lies beside it.
 */
@Component
public class DropFolder implements InitializingBean {
    private static final String CLAIMED = ".claimed";

    /** The file did not land, or not whole; the message is the report's sentence. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    private final FileIntake intake;
    private final IntakeSettings settings;
    private final Clock clock;

    DropFolder(FileIntake intake, IntakeSettings settings, Clock clock) {
        this.intake = intake;
        this.settings = settings;
        this.clock = clock;
    }

    /** Gives back what a service that was killed had claimed; landing it again changes nothing. */
    @Override
    public void afterPropertiesSet() throws IOException {
        if (settings.drop() == null || !Files.isDirectory(settings.drop())) {
            return;
        }
        try (Stream<Path> left = Files.walk(settings.drop(), 3)) {
            for (Path file : left.filter(DropFolder::isClaimed).toList()) {
                Files.move(
                        file,
                        free(file.getParent().getParent(), file.getFileName().toString()));
            }
        }
    }

    /** A sender that uses the same name every day may have written the next file meanwhile. */
    private static Path free(Path folder, String name) {
        Path free = folder.resolve(name);
        return Files.exists(free) ? free(folder, "again-" + name) : free;
    }

    private static boolean isClaimed(Path file) {
        return Files.isRegularFile(file)
                && file.getParent().getFileName().toString().equals(CLAIMED);
    }

    /**
     * @param claimed the file where the route has put it
     * @throws Refused when it is not whole in the store: the route moves it to failed/
     * @throws SourceIsBusy and SQLException when it may be tried again: the route does so for some minutes
     */
    public void land(File claimed) throws IOException, SQLException, SourceIsBusy, Refused {
        Path file = claimed.toPath().toAbsolutePath().normalize();
        Path source =
                settings.drop().toAbsolutePath().normalize().relativize(file).getName(0);
        Path home = settings.drop().resolve(source);
        if (!InputFile.isLoadable(file)) {
            throw refused(home, file, "is no .ndjson, .ndjson.gz, .json or .xml file; nothing of it was kept.");
        }
        if (!Delivery.isSourceId(source.toString())) {
            throw refused(
                    home, file, "lies in a folder whose name is no source id (lower-case letters, digits, dashes).");
        }
        RunSummary run = intake.land(
                Delivery.loaded(source.toString(), Way.DROP, clock.instant()),
                List.of(new InputFile(file, file.getFileName().toString())),
                bytes -> {});
        if (run.outcome() != Outcome.COMPLETE) {
            report(home.resolve("failed"), file, run.reason());
            throw new Refused(run.reason());
        }
        report(
                home.resolve("done"),
                file,
                "run " + run.run() + ": received " + run.received() + ", stored " + run.stored() + ", duplicate "
                        + run.duplicate() + ", filtered " + run.filtered() + ", quarantined " + run.quarantined());
    }

    private static Refused refused(Path home, Path file, String why) throws IOException {
        String sentence = file.getFileName() + " " + why;
        report(home.resolve("failed"), file, sentence);
        return new Refused(sentence);
    }

    private static void report(Path folder, Path file, String sentence) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(file.getFileName() + ".report.txt"), sentence + "\n");
    }
}
