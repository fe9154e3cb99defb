package io.dromedary.load;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.DatabaseReader;
import io.dromedary.dialect.Dialect;
import io.dromedary.dialect.TableVersions;
import io.dromedary.dialect.TargetDatabase;
import io.dromedary.settings.Document;
import io.dromedary.settings.NamedConnections;
import io.dromedary.settings.Problems;
import io.dromedary.settings.Section;
import io.dromedary.table.TableId;
import java.util.Map;

/**
 * Whose commits are asked for.
 *
 * @param database where the table is
 * @param table the table
 */
public record CommitsRequest(ConnectionSettings database, TableId table) {

    /** What is done with the commits of a table. */
    public interface Work<T> {
        /** Done while the connection is open. */
        T with(TableVersions versions);
    }

    /**
     * Reads the keys of a job that say where a table is: its database or the name of one, and {@code
     * import_settings.into}.
     *
     * @param values by path
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION}, with every problem
     */
    public static CommitsRequest read(NamedConnections connections, Map<String, String> values) {
        var problems = new Problems("the command line");
        Section job = Document.read("the command line", "{}", values, problems);
        ConnectionSettings database = new DatabaseReader(job, connections, problems).read();
        Section section = job.section("import_settings");
        TableId table = LoadRequestReader.table(section);
        section.finish();
        job.finish();
        problems.orThrow();
        return new CommitsRequest(database, table);
    }

    /**
     * Opens the commits for some work.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION} if the table has none
     */
    public <T> T open(Work<T> work) {
        try (TargetDatabase target = Dialect.named(database.type()).connectTarget(database);
                TableVersions versions = target.openVersions(table)) {
            return work.with(versions);
        }
    }
}
