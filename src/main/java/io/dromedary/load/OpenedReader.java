package io.dromedary.load;

import io.dromedary.dialect.LoadedRange;
import io.dromedary.load.input.FieldSource;
import io.dromedary.table.FieldBatch;
import io.dromedary.table.TableDefinition;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A file and all that had to be opened for it.
 *
 * @param source its records
 * @param stored how many bytes of it were read
 * @param guess how it was found to separate its fields; null: it was not asked
 * @param resources closed behind the source, in their order
 */
record OpenedReader(
        FieldSource source, LongSupplier stored, @Nullable CsvGuess guess, List<AutoCloseable> resources)
        implements RecordReader {
    OpenedReader {
        resources = List.copyOf(resources);
    }

    @Override
    public List<String> header() {
        return source.header();
    }

    @Override
    public int fieldCount() {
        return source.fieldCount();
    }

    @Override
    public boolean next(FieldBatch batch) {
        return source.next(batch);
    }

    @Override
    public boolean hasHeaderLine() {
        return source.hasHeaderLine();
    }

    @Override
    public Optional<TableDefinition> findDefinition() {
        return source.findDefinition();
    }

    @Override
    public long bytesRead() {
        return stored.getAsLong();
    }

    @Override
    public Optional<CsvGuess> findGuess() {
        return Optional.ofNullable(guess);
    }

    @Override
    public boolean isResumable() {
        return source instanceof RecordReader reader && reader.isResumable();
    }

    @Override
    public void skip(List<LoadedRange> loaded) {
        if (source instanceof RecordReader reader) {
            reader.skip(loaded);
        } else {
            RecordReader.super.skip(loaded);
        }
    }

    @Override
    public void close() {
        try {
            source.close();
        } finally {
            FileOpener.closeAll(resources);
        }
    }
}
