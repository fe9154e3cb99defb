package io.dromedary.load;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.table.TableId;
import java.nio.file.Path;
import java.util.List;

/**
 * An import, read and checked: all that can be known without opening a file or asking the database. Immutable.
 *
 * @param name the job's name
 * @param database where the table is
 * @param table where the rows go
 * @param files what is loaded, one after another
 * @param settings how
 */
public record LoadRequest(
        String name, ConnectionSettings database, TableId table, List<Path> files, LoadSettings settings) {
    public LoadRequest {
        files = List.copyOf(files);
    }
}
