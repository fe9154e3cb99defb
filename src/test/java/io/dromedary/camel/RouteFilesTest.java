package io.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class RouteFilesTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]*)}}");
    private static final Path ROUTES = Path.of("routes");

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(ROUTES)) {
            return files.sorted().toList();
        }
    }

    @Test
    void everyRouteSaysWhatItIsFor() throws IOException {
        List<Map<?, ?>> routes = new ArrayList<>();
        for (Path file : files()) {
            Object entries = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
            for (Object entry : (List<?>) entries) {
                ((Map<?, ?>) entry).forEach((kind, content) -> {
                    if (kind.equals("route") || kind.equals("routeTemplate")) {
                        routes.add((Map<?, ?>) content);
                    }
                });
            }
        }

        assertThat(routes).hasSizeGreaterThan(3).allSatisfy(route -> {
            assertThat(String.valueOf(route.get("id"))).matches("[a-z]+(-[a-z]+)*");
            assertThat(String.valueOf(route.get("description"))).matches("[A-Z].{20,}\\.");
        });
    }

    @Test
    void refersToKnownSettingsOnly() throws IOException {
        Map<String, String> settings = Settings.load(Path.of("")).asProperties();
        for (Path file : files()) {
            Matcher matcher = PLACEHOLDER.matcher(Files.readString(file));
            while (matcher.find()) {
                if (matcher.group(1).startsWith("dromedary.")) {
                    assertThat(settings).containsKey(matcher.group(1));
                }
            }
        }
    }

    @Test
    void prefersFilesBesideTheProgram(@TempDir Path home) throws IOException {
        Path edited = home.resolve("routes").resolve("publish.camel.yaml");
        Files.createDirectories(edited.getParent());
        Files.writeString(edited, "- route: {}");

        assertThat(RouteFiles.of(home, RouteFiles.EXPORT).locations())
                .containsExactly(
                        "classpath:routes/failures.camel.yaml",
                        "classpath:routes/export.camel.yaml",
                        "classpath:routes/portable.camel.yaml",
                        "file:" + edited);
    }
}
