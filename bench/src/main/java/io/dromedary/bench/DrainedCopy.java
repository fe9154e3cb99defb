package io.dromedary.bench;

import io.dromedary.export.ExportRequest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Properties;
import org.postgresql.PGConnection;

/**
 * The limit: binary COPY of the same ranges by as many streams, thrown away unread. The driver logs in and starts the
 * COPY; the bytes are then taken from its socket in large pieces, so that this side costs as little as it can.
 */
final class DrainedCopy implements Contender {
    private final PlannedChunks chunks;
    private final int streams;

    private DrainedCopy(PlannedChunks chunks, int streams) {
        this.chunks = chunks;
        this.streams = streams;
    }

    static DrainedCopy of(ExportRequest request, int streams) {
        return new DrainedCopy(PlannedChunks.of(request), streams);
    }

    @Override
    public Exported run() throws Exception {
        List<Exported> drained = chunks.forEach(streams, (chunk, query) -> drain(query));
        return new Exported(
                drained.stream().mapToLong(Exported::rows).sum(),
                drained.stream().mapToLong(Exported::bytes).sum());
    }

    private Exported drain(String query) throws Exception {
        Properties login = chunks.login();
        login.setProperty("sslmode", "disable");
        login.setProperty("socketFactory", DrainingSocketFactory.class.getName());
        try (DrainingSocketFactory.Reply reply = DrainingSocketFactory.replyOfThisThread();
                Connection connection = DriverManager.getConnection(chunks.url(), login)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)");
            Exported drained = reply.drain();
            // The driver has not seen the end and would wait for it.
            connection.abort(Runnable::run);
            return drained;
        }
    }
}
