package org.interlaminar.publication.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files of a folder. Each takes its name when it is whole, so none is ever half a file. */
final class FolderDestination implements Destination {
    private final Path folder;

    FolderDestination(Path folder) {
        this.folder = folder;
    }

    @Override
    public void file(String name, Content content) throws IOException {
        Path written = folder.resolve(name + ".part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(written))) {
            content.to(out);
        }
        Files.move(written, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
