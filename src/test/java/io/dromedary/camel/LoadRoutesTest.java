package io.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.load.LoadReport;
import io.dromedary.load.LoadRequest;
import io.dromedary.load.LoadRequestReader;
import io.dromedary.settings.NamedConnections;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoadRoutesTest {
    private final FakeLoader loader = new FakeLoader();

    /** Loads everything but what it was told to refuse. */
    public static final class FakeLoader {
        private final List<String> tried = new ArrayList<>();
        private final List<DromedaryException> failures = new ArrayList<>();
        private String refused = "";

        /** What the route calls. */
        public List<LoadReport> load(LoadRequest request) {
            String file = request.files().get(0).toString();
            assertThat(request.files()).hasSize(1);
            tried.add(file);
            if (file.equals(refused) && !failures.isEmpty()) {
                throw failures.remove(0);
            }
            return List.of(new LoadReport(file, "public.t", 1, 0, 1, 1, null, null));
        }

        private void refuse(String file, boolean retryable, int times) {
            refused = file;
            for (int i = 0; i < times; i++) {
                failures.add(
                        retryable
                                ? DromedaryException.transientFailure(
                                        FailureCategory.DESTINATION, "the connection was lost", new IOException("lost"))
                                : DromedaryException.permanent(FailureCategory.DATA, "a record is wrong"));
            }
        }
    }

    private List<LoadReport> run() {
        return run("a, b, c");
    }

    private List<LoadReport> run(String files) {
        String job =
                "{database: {url: 'postgresql://u@h/d'}, import_settings: {into: t, files: [%s]}}".formatted(files);
        LoadRequest request = new LoadRequestReader(Path.of(""), NamedConnections.NONE).read("job.yaml", job, Map.of());
        try (DromedaryRuntime runtime = DromedaryRuntime.start(
                TestRuntime.SETTINGS, Path.of("").toAbsolutePath(), RouteFiles.JOBS, Map.of("loader", loader))) {
            return runtime.run(request);
        }
    }

    @Test
    void reportsTheFilesInTheirOrder() {
        assertThat(run()).extracting(LoadReport::file).containsExactly("a", "b", "c");
    }

    @Test
    void triesAgainWhatAnotherTryMayCure() {
        loader.refuse("b", true, 3);

        assertThat(run()).extracting(LoadReport::file).containsExactly("a", "b", "c");
        assertThat(loader.tried).containsExactly("a", "b", "b", "b", "b", "c");
    }

    @Test
    void givesUpAfterTheTriesOfTheSettings() {
        loader.refuse("b", true, 4);

        assertThatThrownBy(this::run).isInstanceOf(DromedaryException.class).hasMessage("the connection was lost");
        assertThat(loader.tried).containsExactly("a", "b", "b", "b", "b");
    }

    @Test
    void endsWithTheFirstFileThatIsWrong() {
        loader.refuse("b", false, 1);

        assertThatThrownBy(this::run).isInstanceOf(DromedaryException.class).hasMessage("a record is wrong");
        assertThat(loader.tried).containsExactly("a", "b");
    }

    @Test
    void readsStandardInputOnceOnly() {
        loader.refuse("-", true, 1);

        assertThatThrownBy(() -> run("'-'")).hasMessage("the connection was lost");
        assertThat(loader.tried).containsExactly("-");
    }
}
