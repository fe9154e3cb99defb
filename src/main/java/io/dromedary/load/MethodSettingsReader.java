package io.dromedary.load;

import io.dromedary.dialect.WriteOptions;
import io.dromedary.settings.Section;

/** Reads in which way rows are written. */
final class MethodSettingsReader {
    private static final int CONNECTIONS_MAX = 64;
    private static final int BATCH_SIZE_MAX = 1_000_000;
    /** PostGIS makes another one of what is larger. */
    private static final int SRID_MAX = 998_999;

    private MethodSettingsReader() {}

    static MethodSettings read(Section section) {
        Method method = section.choice("method", Method.COPY);
        boolean hasBatchSize = section.has("batch_size");
        int batchSize = (int) section.count("batch_size", 1, BATCH_SIZE_MAX, 0);
        int connections = (int) section.count("connections", 1, CONNECTIONS_MAX, 0);
        int srid = (int) section.count("srid", 0, SRID_MAX, WriteOptions.NO_SRID);
        if (hasBatchSize && (method == Method.COPY || method == Method.STANDARD)) {
            section.problem("batch_size", "is for the methods optimized, async and auto; leave it out or say which.");
        }
        if (section.has("srid") && section.choice("create_table", CreateTable.NEVER) == CreateTable.IF_MISSING) {
            section.problem("srid", "is for columns of PostGIS, which no new table has; create the table first.");
        }
        return new MethodSettings(method, batchSize, connections, srid);
    }
}
