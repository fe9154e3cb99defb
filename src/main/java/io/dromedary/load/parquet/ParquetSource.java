package io.dromedary.load.parquet;

import io.dromedary.load.input.FieldSource;
import io.dromedary.load.input.InputFailures;
import io.dromedary.parquet.ParquetInspection;
import io.dromedary.parquet.TableDefinitionEntry;
import io.dromedary.table.FieldBatch;
import io.dromedary.table.TableDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a Parquet file of any writer as the texts that PostgreSQL reads. Needs memory for one row group as
 * it is stored. Thread-safe; rows are put together under its lock.
 */
public final class ParquetSource implements FieldSource {
    private static final int BATCH_ROWS = 10_000;
    private static final int BATCH_BYTES = 1 << 20;
    private static final int PART_OF_MEMORY = 2;

    private final String name;
    private final AtomicLong numbers;
    private final @Nullable TableDefinition definition;
    private final ParquetFileReader file;
    private final MessageType schema;
    private final MessageColumnIO columns;
    private final RowConverter converter;
    private @Nullable RecordReader<FieldBatch> rows;
    private long rowsLeft;
    private int rowGroup;
    private long row;
    private final AtomicLong bytesRead = new AtomicLong();

    /**
     * Reads the footer.
     *
     * @param numbers of the batches
     */
    public ParquetSource(String name, Path path, AtomicLong numbers) {
        this.name = name;
        this.numbers = numbers;
        // Our own reader of footers says in words what is wrong with a damaged one.
        this.definition = TableDefinitionEntry.find(ParquetInspection.of(path)).orElse(null);
        Set<String> multiranges = multiranges(definition);
        try {
            this.file = ParquetFileReader.open(
                    new LocalInputFile(path),
                    ParquetReadOptions.builder(new PlainParquetConfiguration())
                            .usePageChecksumVerification(true)
                            .build());
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
        this.schema = file.getFileMetaData().getSchema();
        this.columns = new ColumnIOFactory(file.getFileMetaData().getCreatedBy()).getColumnIO(schema);
        try {
            this.converter = new RowConverter(name, schema, multiranges);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Columns that our own files say are no arrays, although their type is a list. */
    private static Set<String> multiranges(@Nullable TableDefinition definition) {
        return Stream.ofNullable(definition)
                .flatMap(of -> of.columns().stream())
                .filter(column -> !column.type().endsWith("[]"))
                .map(column -> column.name())
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<TableDefinition> findDefinition() {
        return Optional.ofNullable(definition);
    }

    @Override
    public List<String> header() {
        return schema.getFields().stream().map(Type::getName).toList();
    }

    @Override
    public int fieldCount() {
        return schema.getFieldCount();
    }

    @Override
    public synchronized boolean next(FieldBatch batch) {
        if (rowsLeft == 0 && !openRowGroup()) {
            return false;
        }
        RecordReader<FieldBatch> reader = rows;
        if (reader == null) {
            return false;
        }
        batch.start(batch.bytes(), 0, numbers.getAndIncrement(), row, row + 1);
        batch.withoutOffsets();
        converter.start(batch);
        try {
            while (rowsLeft > 0 && batch.rowCount() < BATCH_ROWS && batch.size() < BATCH_BYTES) {
                reader.read();
                rowsLeft--;
                row++;
            }
        } catch (ParquetDecodingException e) {
            throw damaged(e);
        }
        return true;
    }

    private boolean openRowGroup() {
        while (rowGroup < file.getRowGroups().size()) {
            long stored = file.getRowGroups().get(rowGroup).getCompressedSize();
            if (stored > Runtime.getRuntime().maxMemory() / PART_OF_MEMORY) {
                throw InputFailures.unfit(
                        name,
                        ("row group %d has %,d MB, more than half of the program's memory. Give it"
                                        + " more, such as DROMEDARY_HEAP=2g")
                                .formatted(rowGroup + 1, stored >> 20));
            }
            rowGroup++;
            bytesRead.addAndGet(stored);
            try {
                PageReadStore pages = file.readNextRowGroup();
                if (pages != null && pages.getRowCount() > 0) {
                    rowsLeft = pages.getRowCount();
                    rows = columns.getRecordReader(pages, converter);
                    return true;
                }
            } catch (IOException | RuntimeException e) {
                throw damaged(e);
            }
        }
        return false;
    }

    private RuntimeException damaged(Exception e) {
        return InputFailures.damaged(name, "is a damaged Parquet file: %s. Get it again".formatted(e.getMessage()));
    }

    /** How many bytes of the file were read so far. */
    public long bytesRead() {
        return bytesRead.get();
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw InputFailures.unreadable(name, e);
        }
    }
}
