package org.interlaminar.intake;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.interlaminar.intake.Landing.AlsoInTransaction;
import org.interlaminar.ledger.RunSummary;
import org.springframework.stereotype.Component;

/**
 * Lands files, each in one transaction: a file is in whole or not at all. A file that cannot be read to its end leaves
 * nothing behind but a line in the ledger that says so.
 */
@Component
public class FileIntake {
    private final Landing landing;
    private final IntakeSettings settings;

    FileIntake(Landing landing, IntakeSettings settings) {
        this.landing = landing;
        this.settings = settings;
    }

    /**
     * @param progress is told how far it is, measured by the files' bytes on disk
     * @throws SQLException when the store fails: the file in hand is not kept, those before it are
     */
    public RunSummary land(Delivery delivery, List<InputFile> files, Consumer<Progress> progress)
            throws SQLException, SourceIsBusy {
        try (LandingRun run = landing.open(delivery)) {
            run.onProgress(progress);
            run.expect(files.stream()
                    .mapToLong(file -> file.path().toFile().length())
                    .sum());
            for (InputFile file : files) {
                land(run, file);
            }
            return run.finish();
        }
    }

    private void land(LandingRun run, InputFile file) throws SQLException {
        try {
            land(run, file, null, AlsoInTransaction.NOTHING);
        } catch (EOFException | ZipException e) {
            run.missing(
                    file.name(),
                    file.name() + " is a gzip file that ends or breaks in the middle; nothing of it was kept. Copy it"
                            + " again and load it again.");
        } catch (IOException e) {
            run.missing(file.name(), file.name() + " " + sentence(e) + "; nothing of it was kept.");
        }
    }

    /**
     * Lands a file of a run that somebody else has opened. It may still be merging when this returns: the next file, or
     * {@link LandingRun#settle}, waits for it.
     *
     * @param expected how many resources the sender announced, or null
     * @param also is committed with the file's rows
     * @throws IOException when the file cannot be read to its end: nothing of it is kept
     */
    public void land(LandingRun run, InputFile file, Long expected, AlsoInTransaction also)
            throws IOException, SQLException {
        if (!run.mayCopyDirectly() || !landDirectly(run, file, expected, also)) {
            try (InputStream in = file.stream(bytes -> run.further(Progress.Measure.BYTES_ON_DISK, bytes))) {
                run.landBehind(file.name(), file.open(in, settings), expected, also);
            }
        }
    }

    private boolean landDirectly(LandingRun run, InputFile file, Long expected, AlsoInTransaction also)
            throws IOException, SQLException {
        try (InputStream in = file.stream(bytes -> run.further(Progress.Measure.BYTES_ON_DISK, bytes))) {
            return run.landDirectly(file.name(), file.open(in, settings), expected, also);
        }
    }

    private static String sentence(IOException e) {
        boolean ours = e.getMessage() != null && e.getMessage().startsWith("is ");
        return ours ? e.getMessage() : "cannot be read (" + e.getClass().getSimpleName() + ")";
    }
}
