package org.interlaminar.publication.export;

import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.model.FieldType;
import com.jerolba.carpet.model.FieldTypes;
import com.jerolba.carpet.model.WriteRecordModelType;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.interlaminar.reporting.Mart.Column;
import org.interlaminar.reporting.Mart.Type;

/**
 * <a href="https://parquet.apache.org/docs/file-format/">Parquet</a>, every column optional. Numbers with a fraction are
 * doubles, which print as the decimals they came from and need no conversion in R and Python. Under safe harbor a date is
 * the number of its year, and an age of 90 says 90 or over. The file's metadata names columns and nothing else.
 */
final class ParquetTable implements TableFile {
    /** Small enough for several columns of text in a heap of 512 MB. */
    private static final long ROW_GROUP_BYTES = 16L << 20;

    private final CarpetWriter<Object[]> parquet;
    private final List<Column> columns;
    private final Regime regime;

    ParquetTable(OutputStream out, List<Column> columns, Regime regime) throws IOException {
        this.columns = columns;
        this.regime = regime;
        this.parquet = new CarpetWriter.Builder<>(new LeftOpen(out), Object[].class)
                .withWriteRecordModel(model())
                .withConf(new PlainParquetConfiguration())
                .withCompressionCodec(CompressionCodecName.GZIP)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .build();
    }

    private WriteRecordModelType<Object[]> model() {
        WriteRecordModelType<Object[]> model = FieldTypes.writeRecordModel(Object[].class);
        for (int i = 0; i < columns.size(); i++) {
            int at = i;
            model.withField(columns.get(i).name(), type(columns.get(i)), row -> row[at]);
        }
        return model;
    }

    private FieldType type(Column column) {
        return switch (column.type()) {
            case TEXT -> FieldTypes.STRING;
            case DAY -> regime.isYearOnly() ? FieldTypes.INTEGER : FieldTypes.LOCAL_DATE;
            case INTEGER -> FieldTypes.LONG;
            case DECIMAL -> FieldTypes.DOUBLE;
            case YES_NO -> FieldTypes.BOOLEAN;
        };
    }

    @Override
    public void row(List<Object> values) throws IOException {
        Object[] row = new Object[columns.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = value(columns.get(i), values.get(i));
        }
        parquet.write(row);
    }

    private Object value(Column column, Object value) {
        Object told = regime.told(column, value);
        if (told instanceof BigDecimal number) {
            return number.doubleValue();
        }
        return told != null && column.type() == Type.INTEGER ? (Object) ((Number) told).longValue() : told;
    }

    @Override
    public void close() throws IOException {
        parquet.close();
    }
}
