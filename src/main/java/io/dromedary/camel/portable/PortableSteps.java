package io.dromedary.camel.portable;

import io.dromedary.export.Chunk;
import io.dromedary.export.ChunkResult;
import io.dromedary.export.PortableChunk;
import io.dromedary.export.PortableChunks;
import java.util.Iterator;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.camel.Exchange;

/** The steps of {@code portable.camel.yaml} that are not Camel's own. */
public final class PortableSteps {
    private static final String CHUNK = "chunk";

    private final PortableChunks chunks;

    /** Steps for the chunks of open sessions. */
    public PortableSteps(PortableChunks chunks) {
        this.chunks = chunks;
    }

    /** The chunk that an exchange is about. */
    static PortableChunk chunk(Exchange exchange) {
        return exchange.getVariable(CHUNK, PortableChunk.class);
    }

    /** Whether a chunk is for this route. */
    public boolean isPortable(Chunk chunk) {
        return chunks.isPortable(chunk);
    }

    /** Borrows a connection. */
    public PortableChunk begin(Chunk chunk) {
        return chunks.begin(chunk);
    }

    /** The rows in batches. */
    public Iterator<List<GenericRecord>> batches(PortableChunk chunk, Iterator<?> rows, int rowsMax) {
        return new RecordBatches(chunk, rows, new AvroRows(chunk).blank(), rowsMax);
    }

    /** The path of the next file, as a text: Camel makes a text of a path by reading the file. */
    public String nextFile(PortableChunk chunk) {
        return chunk.nextFile().toString();
    }

    /** Takes the next file as it was written. */
    public void staged(PortableChunk chunk, int rows) {
        chunk.staged(rows);
    }

    /** The result, when all files are there. */
    public ChunkResult result(PortableChunk chunk) {
        return chunk.result();
    }

    /** Throws what a failure on the way means. */
    public void failed(PortableChunk chunk, Throwable failure) {
        throw chunk.failed(failure);
    }

    /** Gives the connection back. */
    public void close(PortableChunk chunk) {
        chunk.close();
    }
}
