package org.interlaminar.inbox;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * The body of a request, uncompressed and whole.
 *
 * @param media the form it says it is in, and at its first sign is
 */
record ReceivedBody(Media media, byte[] bytes) {
    private static final int PIECE = 1 << 16;

    /** @throws IOException when the sender breaks off */
    static ReceivedBody of(HttpServletRequest request, InboxSettings settings, InFlight.Share share)
            throws IOException, Refused {
        Media media = Media.sent(request.getContentType());
        long most = settings.maxBody().toBytes();
        if (request.getContentLengthLong() > most) {
            throw tooLarge(most);
        }
        byte[] bytes = read(unpacked(request), most, share);
        int first = firstSign(bytes);
        if (first < 0) {
            throw Refused.malformed("The body is empty.");
        }
        // JSON in UTF-16 begins with a brace and a zero, and would be read without a word.
        boolean wide = first + 1 < bytes.length && bytes[first + 1] == 0;
        if (wide || bytes[first] != (media == Media.JSON ? '{' : '<')) {
            throw Refused.malformed("Content-Type says " + media + ", but the body is not.");
        }
        return new ReceivedBody(media, bytes);
    }

    private static InputStream unpacked(HttpServletRequest request) throws IOException, Refused {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding == null || encoding.isBlank() || encoding.strip().equalsIgnoreCase("identity")) {
            return request.getInputStream();
        }
        if (!encoding.strip().equalsIgnoreCase("gzip")) {
            throw new Refused(415, IssueType.NOTSUPPORTED, "Content-Encoding is gzip or nothing.");
        }
        try {
            return new GZIPInputStream(request.getInputStream(), PIECE);
        } catch (ZipException | EOFException e) {
            throw notGzip();
        }
    }

    private static byte[] read(InputStream in, long most, InFlight.Share share) throws IOException, Refused {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(PIECE);
        byte[] piece = new byte[PIECE];
        try (in) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                if (bytes.size() + read > most) {
                    throw tooLarge(most);
                }
                share.take(read);
                bytes.write(piece, 0, read);
            }
        } catch (ZipException e) {
            throw notGzip();
        } catch (EOFException e) {
            throw Refused.malformed("The body ends in the middle.");
        }
        return bytes.toByteArray();
    }

    private static int firstSign(byte[] bytes) {
        boolean marked =
                bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        for (int i = marked ? 3 : 0; i < bytes.length; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\n' && bytes[i] != '\r' && bytes[i] != '\t') {
                return i;
            }
        }
        return -1;
    }

    private static Refused tooLarge(long most) {
        return Refused.tooMuch("The body is larger than " + most + " bytes (interlaminar.inbox.max-body).");
    }

    private static Refused notGzip() {
        return Refused.malformed("Content-Encoding says gzip, but the body is not.");
    }
}
