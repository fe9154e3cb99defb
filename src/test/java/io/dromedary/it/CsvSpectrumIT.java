package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of csv-spectrum become the rows that it has beside them as JSON. */
class CsvSpectrumIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final Path FILES = Path.of("src/test/resources/csv/csv-spectrum");
    /** Has quotes for inches that stand within fields that are not quoted. */
    private static final String COORDINATES = "location_coordinates";

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".csv"))
                    .map(name -> name.replace(".csv", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void allOfThemAreHere() throws IOException {
        assertThat(names()).hasSize(12);
    }

    @ParameterizedTest
    @MethodSource("names")
    void becomesWhatItsJsonSays(String name) throws IOException {
        JsonNode json =
                new ObjectMapper().readTree(FILES.resolve(name + ".json").toFile());
        List<String> fields = new ArrayList<>();
        (json.isArray() ? json.get(0) : json).fieldNames().forEachRemaining(fields::add);
        LoadedTable table = LoadedTable.create(
                DATABASE,
                "spectrum",
                fields.stream().map("\"%s\" text"::formatted).collect(Collectors.joining(", ")));

        table.load(
                FILES.resolve(name + ".csv"),
                name.equals(COORDINATES) ? Map.of("csv", Map.of("quote", "none")) : Map.of());

        assertThat(table.rows()).isEqualTo(rows(json, name));
    }

    private static List<List<String>> rows(JsonNode json, String name) {
        List<List<String>> rows = new ArrayList<>();
        (json.isArray() ? json : List.of(json)).forEach(object -> {
            List<String> row = new ArrayList<>();
            object.forEach(value -> row.add(value.asText()));
            rows.add(row);
        });
        if (name.equals(COORDINATES)) {
            assertThat(rows.get(0).get(0)).isEqualTo("1234567890");
            // Its JSON has another number than its CSV file.
            rows.get(0).set(0, "2095257564");
        }
        return rows;
    }
}
