package io.dromedary.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.testing.MarkdownTables;
import io.dromedary.testing.TableDefinitions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code docs/table-definition.md} names every field of the document, and no other. */
class TableDefinitionDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/table-definition.md");

    @Test
    void everyFieldHasARow() throws JsonProcessingException {
        Set<String> fields = new TreeSet<>();
        for (Map.Entry<String, String> entry :
                TableDefinitionEntry.of(TableDefinitions.full()).entrySet()) {
            collect(new ObjectMapper().readTree(entry.getValue()), "", fields);
        }
        Set<String> documented = new TreeSet<>();
        MarkdownTables.rows(DOCUMENT, "## The document").forEach(row -> documented.add(row.get(0)));

        assertThat(fields).hasSizeGreaterThan(40);
        assertThat(documented).isEqualTo(fields);
    }

    /** A name is one field, and so are texts in a list. */
    private static void collect(JsonNode node, String path, Set<String> fields) {
        boolean isName = node.isObject() && node.size() == 2 && node.has("schema") && node.has("name");
        if (node.isObject() && !isName && !path.endsWith(".sequence")) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                collect(field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey(), fields);
            }
        } else if (node.isArray() && node.get(0).isObject()) {
            node.forEach(element -> collect(element, path + "[]", fields));
        } else {
            fields.add(path);
        }
    }
}
