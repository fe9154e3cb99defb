package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.testing.DebianPostgres;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks still build and measure. How fast anything is says nobody here: there are too few rows. */
class BenchIT {
    @TempDir
    private Path directory;

    @Test
    void exportsAreMeasured() throws Exception {
        assertThat(bench("export", "--scale", "0.001", "--tables", "lineitem", "--rounds", "1", "--cold-rounds", "1"))
                .containsPattern("\\| Dromedary, 4 workers, warm \\| \\d")
                .containsPattern("\\| 2\\. client CPU / server CPU, warm, lineitem, scale 0\\.001 \\| \\d");
    }

    @Test
    void importsAreMeasured() throws Exception {
        assumeTrue(DebianPostgres.isInstalled(), "psql is needed");

        assertThat(bench("import", "--scale", "0.001", "--rounds", "1"))
                .containsPattern("\\| psql .copy, 4 streams on a file split beforehand \\| \\d")
                .containsPattern("\\| limit: [^|]* \\| \\d")
                .containsPattern("\\| Dromedary, atomic append \\| \\d")
                .containsPattern("\\| XLSX: rows/s \\| \\d")
                .containsPattern("\\| batch: times as fast as psql with 4 streams \\| \\d");
    }

    @Test
    void methodsAreRanked() throws Exception {
        assertThat(bench("methods", "--rows", "1000", "--rounds", "1"))
                .containsPattern("1\\. [A-Z]+: \\d+\\.\\d+s \\([\\d,]+ rows/sec\\)")
                .containsPattern("Performance improvement: \\d+\\.\\dx faster");
    }

    private String bench(String what, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                what, "--url", TestPostgres.createDatabase().url() + "?user=postgres", "--data", directory.toString()));
        arguments.addAll(List.of(options));
        return Script.run(directory, "bench/run", arguments);
    }
}
