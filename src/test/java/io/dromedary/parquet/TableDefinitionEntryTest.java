package io.dromedary.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableDefinition;
import io.dromedary.testing.TableDefinitions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableDefinitionEntryTest {
    @Test
    void aDefinitionComesBackWhole() {
        TableDefinition full = TableDefinitions.full();

        assertThat(TableDefinitionEntry.find(inspection(TableDefinitionEntry.of(full))))
                .contains(full);
    }

    @Test
    void whatIsEmptyTakesNoRoom() {
        Map<String, String> entries =
                TableDefinitionEntry.of(TableDefinitions.of(TableDefinitions.column("id", "integer")));

        assertThat(entries).containsExactly(Map.entry("dromedary.table", """
                        {"version":1,"table":{"dialect":"postgresql","id":{"schema":"public","name":"orders"},\
                        "kind":"table","unlogged":false,"columns":[{"field_id":1,"name":"id","type":"integer","type_modifier":-1,\
                        "nullable":true,"default_value":{"kind":"none"}}],"primary_key":{}}}"""));
    }

    @Test
    void fieldsOfLaterVersionsDoNoHarm() {
        String json = Objects.requireNonNull(
                TableDefinitionEntry.of(TableDefinitions.full()).get("dromedary.table"));

        assertThat(TableDefinitionEntry.find(inspection(json.replace("\"dialect\"", "\"more\":[{}],\"dialect\""))))
                .contains(TableDefinitions.full());
    }

    @Test
    void aDefinitionOfMoreThanAMegabyteIsLeftOut() {
        String almost = "x".repeat(TableDefinitionEntry.BYTES_MAX - 1000);

        assertThat(TableDefinitionEntry.of(TableDefinitions.of(TableDefinitions.column(almost, "text"))))
                .hasSize(1);
        assertThat(TableDefinitionEntry.of(
                        TableDefinitions.of(TableDefinitions.column(almost + "🐪".repeat(300), "text"))))
                .isEmpty();
    }

    @Test
    void filesOfOthersHaveNone() {
        assertThat(TableDefinitionEntry.find(inspection(Map.of()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"version\":2}| it has version 2 and this program knows 1; use the version of Dromedary that wrote",
                "{}| it has version 0 and this program knows 1",
                "[| export the table again",
                "{\"version\":1,\"table\":{}}| export the table again",
                "{\"version\":1}| export the table again",
                "{\"version\":1,\"table\":null}| export the table again",
                "null| it has version 0",
            })
    void whatCannotBeReadIsRefused(String json, String reason) {
        assertThatThrownBy(() -> TableDefinitionEntry.find(inspection(json)))
                .isInstanceOfSatisfying(
                        DromedaryException.class, e -> assertThat(e.category()).isEqualTo(FailureCategory.DATA))
                .hasMessageStartingWith(
                        "a.parquet: the definition of the table under the key dromedary.table cannot be read: ")
                .hasMessageContaining(reason);
    }

    private static ParquetInspection inspection(String json) {
        return inspection(Map.of("dromedary.table", json));
    }

    private static ParquetInspection inspection(Map<String, String> keyValues) {
        return new ParquetInspection("a.parquet", 1, 1, "", List.of(), keyValues, List.of());
    }
}
