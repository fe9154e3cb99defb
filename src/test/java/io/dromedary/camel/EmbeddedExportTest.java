package io.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.export.JobReport;
import io.dromedary.export.JobReporter;
import io.dromedary.export.Threading;
import io.dromedary.testing.ExportRequests;
import io.dromedary.testing.FakeDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedExportTest {
    @Test
    void exportsInAnyCamelContext(@TempDir Path location) throws Exception {
        FakeDatabase database = new FakeDatabase().with("a", 3);
        try (var context = new DefaultCamelContext()) {
            context.start();

            JobReport report = context.createProducerTemplate()
                    .requestBody(
                            "direct:export-job",
                            ExportRequests.of(database, location, new Threading(1, 2, 2)),
                            JobReport.class);

            assertThat(report.orThrow().rows()).isEqualTo(3L * FakeDatabase.ROWS);
        }
    }

    @Test
    void letsTheHostHaveItsWay(@TempDir Path directory) throws Exception {
        var reporter = new JobReporter();
        Path properties = Files.writeString(
                directory.resolve("host.properties"), "dromedary.chunk-pool-size=5\ndromedary.table-pool-size=2");
        try (var context = new DefaultCamelContext()) {
            context.getRegistry().bind("jobReporter", reporter);
            context.getPropertiesComponent().addLocation("file:" + properties);

            context.start();

            assertThat(context.getRegistry().lookupByName("jobReporter")).isSameAs(reporter);
            assertThat(context.getRegistry()
                            .lookupByNameAndType("chunkPool", ThreadPoolExecutor.class)
                            .getMaximumPoolSize())
                    .isEqualTo(5 + 2);
        }
    }
}
