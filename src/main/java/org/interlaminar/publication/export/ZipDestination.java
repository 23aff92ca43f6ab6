package org.interlaminar.publication.export;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Entries of one zip, written as it is sent. Closing it writes the directory of the zip: without it the zip is broken. */
final class ZipDestination implements Destination, Closeable {
    private final ZipOutputStream zip;

    ZipDestination(OutputStream out) {
        this.zip = new ZipOutputStream(new LeftOpen(out));
        zip.setLevel(Deflater.BEST_SPEED);
    }

    @Override
    public void file(String name, Content content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        content.to(new LeftOpen(zip));
        zip.closeEntry();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
