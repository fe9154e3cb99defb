package io.dromedary.parquet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.DefaultValue;
import io.dromedary.table.TableDefinition;
import io.dromedary.table.TypeDefinition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The definition of the table that a file has rows of, as a JSON document in the file's key-value metadata. {@code
 * docs/table-definition.md} describes every field.
 */
public final class TableDefinitionEntry {
    /** Where the document is. */
    public static final String KEY = "dromedary.table";

    /** Every reader of a file reads its whole footer first: a longer document is left out. */
    static final int BYTES_MAX = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(TableDefinitionEntry.class);
    private static final int VERSION = 1;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .serializationInclusion(JsonInclude.Include.NON_EMPTY)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .withConfigOverride(
                    String.class, text -> text.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .withConfigOverride(List.class, list -> list.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .addMixIn(DefaultValue.class, DefaultValues.class)
            .addMixIn(TypeDefinition.class, Types.class)
            .build();

    private TableDefinitionEntry() {}

    /** How the closed choices are told apart; the vocabulary itself knows nothing of documents. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = DefaultValue.None.class, name = "none"),
        @JsonSubTypes.Type(value = DefaultValue.Expression.class, name = "expression"),
        @JsonSubTypes.Type(value = DefaultValue.Generated.class, name = "generated"),
        @JsonSubTypes.Type(value = DefaultValue.Identity.class, name = "identity"),
    })
    private interface DefaultValues {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = TypeDefinition.Enumeration.class, name = "enum"),
        @JsonSubTypes.Type(value = TypeDefinition.Domain.class, name = "domain"),
        @JsonSubTypes.Type(value = TypeDefinition.Composite.class, name = "composite"),
        @JsonSubTypes.Type(value = TypeDefinition.OfExtension.class, name = "extension"),
    })
    private interface Types {}

    /** The whole of it. */
    private record Document(int version, TableDefinition table) {}

    /** The entries for the files of a table: one, or none if the document would be too long. */
    public static Map<String, String> of(TableDefinition definition) {
        String json = json(definition);
        int bytes = json.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > BYTES_MAX) {
            LOG.warn(
                    "{}: its definition has {} bytes, more than {}, and is left out of its files, so that inspect --ddl"
                            + " will not work for them",
                    definition.id(),
                    bytes,
                    BYTES_MAX);
            return Map.of();
        }
        return Map.of(KEY, json);
    }

    private static String json(TableDefinition definition) {
        try {
            return MAPPER.writeValueAsString(new Document(VERSION, definition));
        } catch (JsonProcessingException e) {
            throw new AssertionError("Every definition can be written", e);
        }
    }

    /**
     * The definition in a file; empty if it has none.
     *
     * @throws DromedaryException {@code DATA}, naming the file, if it has one that cannot be read
     */
    public static Optional<TableDefinition> find(ParquetInspection file) {
        String json = file.keyValues().get(KEY);
        return json == null ? Optional.empty() : Optional.of(read(file, json));
    }

    private static TableDefinition read(ParquetInspection file, String json) {
        try {
            JsonNode document = MAPPER.readTree(json);
            int version = document.path("version").asInt();
            if (version != VERSION) {
                throw unreadable(
                        file,
                        "it has version %d and this program knows %d; use the version of Dromedary that wrote the file"
                                .formatted(version, VERSION),
                        null);
            }
            if (!document.path("table").isObject()) {
                throw unreadable(file, "it has no table; export the table again", null);
            }
            return MAPPER.treeToValue(document.get("table"), TableDefinition.class);
        } catch (JsonProcessingException e) {
            throw unreadable(file, e.getOriginalMessage() + "; export the table again", e);
        }
    }

    private static DromedaryException unreadable(ParquetInspection file, String why, @Nullable Throwable cause) {
        String message =
                "%s: the definition of the table under the key %s cannot be read: %s.".formatted(file.file(), KEY, why);
        return cause == null
                ? DromedaryException.permanent(FailureCategory.DATA, message)
                : DromedaryException.permanent(FailureCategory.DATA, message, cause);
    }
}
