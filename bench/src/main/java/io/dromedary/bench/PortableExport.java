package io.dromedary.bench;

import io.dromedary.export.ExportRequest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.dataformat.parquet.avro.ParquetAvroDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** The usual way with Camel: a JDBC cursor, a record of Avro for each row, {@code marshal: parquetAvro}. */
final class PortableExport implements Contender {
    private static final int FETCH_SIZE = 10_000;

    private final PlannedChunks chunks;
    private final Path target;
    private final int streams;
    private final CamelContext camel = new DefaultCamelContext();
    private final ParquetAvroDataFormat parquet = new ParquetAvroDataFormat();

    private PortableExport(PlannedChunks chunks, Path target, int streams, String codec) {
        this.chunks = chunks;
        this.target = target;
        this.streams = streams;
        parquet.setCompressionCodecName(CompressionCodecName.valueOf(codec).name());
    }

    static PortableExport of(ExportRequest request, int streams) {
        var export = new PortableExport(
                PlannedChunks.of(request),
                request.settings().location(),
                streams,
                request.settings().codec().kind().name());
        export.camel.start();
        export.parquet.start();
        return export;
    }

    @Override
    public Exported run() throws Exception {
        Files.createDirectories(target);
        List<Long> rows = chunks.forEach(streams, this::marshal);
        return new Exported(rows.stream().mapToLong(Long::longValue).sum(), 0);
    }

    private long marshal(int chunk, String query) throws Exception {
        Path file = target.resolve("part_%d.parquet".formatted(chunk));
        try (Connection connection = DriverManager.getConnection(chunks.url(), chunks.login())) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(FETCH_SIZE);
                try (ResultSet rows = statement.executeQuery(query);
                        OutputStream out = output(file)) {
                    var records = new AvroRecords(rows);
                    parquet.marshal(new DefaultExchange(camel), records, out);
                    return records.count();
                }
            }
        }
    }

    private static OutputStream output(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    }

    @Override
    public void close() {
        parquet.stop();
        camel.stop();
    }
}
