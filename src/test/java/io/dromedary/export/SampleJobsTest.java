package io.dromedary.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.load.LoadRequest;
import io.dromedary.load.LoadRequestReader;
import io.dromedary.settings.NamedConnections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The job files that we ship, and those that the documents show. */
class SampleJobsTest {
    private static final Path IMPORT = Path.of("jobs/customers.yaml");
    private static final Path DOCUMENT = Path.of("docs/job-specification.md");

    static List<Path> jobs() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("jobs"))) {
            return files.sorted().filter(job -> !job.equals(IMPORT)).toList();
        }
    }

    @Test
    void theSampleOfAnImportHasNoProblemsOnAnyMachine() throws IOException {
        LoadRequest request = new LoadRequestReader(Path.of(""), NamedConnections.NONE)
                .read("customers.yaml", Files.readString(IMPORT), Map.of());

        assertThat(request.name()).isEqualTo("customers");
        assertThat(request.files()).containsExactly(Path.of("customers.csv"));
        assertThat(request.settings().onError()).hasToString("REJECT");
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aSampleHasNoProblemsOnAnyMachine(Path job) {
        ExportRequest request = read(job, Map.of());

        assertThat(job).hasFileName(request.name() + ".yaml");
        assertThat(request.tables()).isNotEmpty();
    }

    @Test
    void theSamplesShowWhatThereIs() throws IOException {
        assertThat(jobs())
                .extracting(job -> job.getFileName().toString())
                .contains("demo.yaml", "nightly.yaml", "orders.yaml");
        assertThat(read(Path.of("jobs/nightly.yaml"), Map.of()).findSchedule())
                .get()
                .hasToString("Cron[expression=0 30 2 ? * mon-fri, timezone=Europe/Berlin]");
        assertThat(read(Path.of("jobs/orders.yaml"), Map.of()).tables())
                .hasExactlyElementsOfTypes(TableSelection.Tables.class, TableSelection.Query.class);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleOfTheSpecificationHasNoOtherProblemThanItsSecrets(String example) {
        // The references of an example point to where this machine has nothing.
        var reader = new ExportRequestReader(Path.of(""), NamedConnections.NONE);

        ExportRequest request = reader.read("example", example, Map.of("database.password", "set"));

        assertThat(request.name()).isEqualTo("northwind");
        assertThat(request.findSchedule()).isPresent();
    }

    static Stream<String> examples() throws IOException {
        return Stream.of(Files.readString(DOCUMENT).split("(?m)^```(?=yaml|json)", -1))
                .skip(1)
                .map(text -> text.substring(text.indexOf('\n') + 1, text.indexOf("\n```") + 1));
    }

    private static ExportRequest read(Path job, Map<String, String> overrides) {
        return new ExportRequestReader(Path.of(""), NamedConnections.NONE).read(job, overrides);
    }
}
