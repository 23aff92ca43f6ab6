package org.interlaminar.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows in PostgreSQL's <a href="https://www.postgresql.org/docs/17/sql-copy.html#SQL-COPY-FILE-FORMATS">binary COPY
 * format</a>, made in memory and sent at once. Columns are appended in the order of the COPY statement.
 */
public final class CopyRows {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1);
    private static final int TEXT_OID = 25;
    private static final int INT4_OID = 23;
    private static final long EPOCH_SECONDS = 946_684_800L;

    private byte[] buffer = new byte[1 << 12];
    private int used;
    private int rows;

    public CopyRows() {
        put(HEADER, 0, HEADER.length);
    }

    public int rows() {
        return rows;
    }

    public CopyRows row(int columns) {
        rows++;
        int16(columns);
        return this;
    }

    public CopyRows text(String value) {
        return value == null ? none() : bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public CopyRows bytes(byte[] value) {
        return value == null ? none() : bytes(value, 0, value.length);
    }

    public CopyRows bytes(byte[] value, int from, int length) {
        int32(length);
        put(value, from, length);
        return this;
    }

    public CopyRows bigint(Long value) {
        if (value == null) {
            return none();
        }
        int32(8);
        int64(value);
        return this;
    }

    public CopyRows integer(Integer value) {
        if (value == null) {
            return none();
        }
        int32(4);
        int32(value);
        return this;
    }

    public CopyRows bool(boolean value) {
        int32(1);
        room(1);
        buffer[used++] = (byte) (value ? 1 : 0);
        return this;
    }

    public CopyRows timestamp(Instant value) {
        if (value == null) {
            return none();
        }
        return bigint((value.getEpochSecond() - EPOCH_SECONDS) * 1_000_000 + value.getNano() / 1000);
    }

    public CopyRows date(LocalDate value) {
        return value == null ? none() : integer((int) ChronoUnit.DAYS.between(EPOCH, value));
    }

    /** A numeric in PostgreSQL's own form: groups of four decimal digits with a weight and a scale. */
    public CopyRows numeric(BigDecimal value) {
        if (value == null) {
            return none();
        }
        int scale = Math.max(0, value.scale());
        int fractionGroups = (scale + 3) / 4;
        BigInteger unscaled = value.abs().setScale(4 * fractionGroups).unscaledValue();
        Deque<Short> groups = new ArrayDeque<>();
        while (unscaled.signum() > 0) {
            BigInteger[] split = unscaled.divideAndRemainder(BigInteger.valueOf(10_000));
            groups.addFirst(split[1].shortValueExact());
            unscaled = split[0];
        }
        int32(8 + 2 * groups.size());
        int16(groups.size());
        int16(groups.size() - fractionGroups - 1);
        int16(value.signum() < 0 ? 0x4000 : 0);
        int16(scale);
        groups.forEach(this::int16);
        return this;
    }

    /** An array of texts without nulls. */
    public CopyRows texts(List<String> values) {
        List<byte[]> encoded = values.stream()
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .toList();
        int size = encoded.stream().mapToInt(value -> 4 + value.length).sum();
        int32(encoded.isEmpty() ? 12 : 20 + size);
        int32(encoded.isEmpty() ? 0 : 1);
        int32(0);
        int32(TEXT_OID);
        if (!encoded.isEmpty()) {
            int32(encoded.size());
            int32(1);
        }
        encoded.forEach(this::bytes);
        return this;
    }

    /** An array of whole numbers without nulls, not empty. */
    public CopyRows integers(List<Integer> values) {
        int32(20 + 8 * values.size());
        int32(1);
        int32(0);
        int32(INT4_OID);
        int32(values.size());
        int32(1);
        values.forEach(this::integer);
        return this;
    }

    /** Hash of the rows as they would be sent: 32 bytes. */
    public static byte[] sha256(CopyRows... tables) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (CopyRows table : tables) {
                digest.update(table.buffer, 0, table.used);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Sends the rows; does nothing when there are none. */
    public void send(Connection connection, String copySql) throws SQLException {
        if (rows == 0) {
            return;
        }
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copySql);
        try {
            copy.writeToCopy(buffer, 0, used);
            copy.writeToCopy(new byte[] {-1, -1}, 0, 2);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private CopyRows none() {
        int32(-1);
        return this;
    }

    private void int16(int value) {
        room(2);
        buffer[used++] = (byte) (value >>> 8);
        buffer[used++] = (byte) value;
    }

    private void int32(int value) {
        room(4);
        buffer[used++] = (byte) (value >>> 24);
        buffer[used++] = (byte) (value >>> 16);
        buffer[used++] = (byte) (value >>> 8);
        buffer[used++] = (byte) value;
    }

    private void int64(long value) {
        int32((int) (value >>> 32));
        int32((int) value);
    }

    private void put(byte[] bytes, int from, int length) {
        room(length);
        System.arraycopy(bytes, from, buffer, used, length);
        used += length;
    }

    private void room(int wanted) {
        if (used + wanted > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, used + wanted));
        }
    }
}
