package io.dromedary.bench;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.export.ExportListener;
import io.dromedary.export.ExportRequest;
import io.dromedary.export.Exporter;
import io.dromedary.export.TablePlan;
import io.dromedary.table.ChunkBounds;
import io.dromedary.table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * The queries that read the chunks of Dromedary's own plan, so that everybody reads the same ranges.
 *
 * @param database where they are asked
 * @param queries one SELECT for each chunk
 */
record PlannedChunks(ConnectionSettings database, List<String> queries) {

    /** Those of the only table of a request. */
    static PlannedChunks of(ExportRequest request) {
        TablePlan table =
                new Exporter(ExportListener.SILENT).plan(request).tables().get(0);
        String columns = table.schema().columns().stream().map(Column::name).collect(Collectors.joining(","));
        String from = "SELECT %s FROM %s.%s"
                .formatted(columns, table.id().schema(), table.id().name());
        return new PlannedChunks(
                request.database(),
                table.chunks().stream().map(chunk -> from + where(chunk)).toList());
    }

    private static String where(ChunkBounds bounds) {
        if (bounds instanceof ChunkBounds.Blocks blocks) {
            String first = " WHERE ctid >= '(%d,0)'::tid".formatted(blocks.firstBlock());
            return blocks.endBlock().isPresent()
                    ? first
                            + " AND ctid < '(%d,0)'::tid"
                                    .formatted(blocks.endBlock().getAsLong())
                    : first;
        }
        return "";
    }

    /** The driver's URL, without who logs in. */
    String url() {
        return "jdbc:postgresql://%s:%d/%s".formatted(database.host(), database.port(), database.database());
    }

    /** Who logs in, and sessions like Dromedary's. */
    Properties login() {
        var login = new Properties();
        login.setProperty("user", database.username());
        database.password().reveal(password -> login.setProperty("password", password));
        login.setProperty("options", "-c jit=off -c synchronize_seqscans=off");
        return login;
    }

    /** Does something with every query, so many at once; in the order of the plan. */
    <T> List<T> forEach(int streams, Reading<T> reading) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(streams);
        try {
            List<Future<T>> started = new ArrayList<>();
            for (int i = 0; i < queries.size(); i++) {
                int chunk = i;
                started.add(pool.submit(() -> reading.read(chunk, queries.get(chunk))));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : started) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** What is done with one query. */
    interface Reading<T> {
        T read(int chunk, String query) throws Exception;
    }
}
