package io.dromedary.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.export.SplitStrategy;
import io.dromedary.parquet.Codec;
import io.dromedary.table.Conversion.Fidelity;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a field of a manifest can be.
 *
 * @param path as in {@code docs/manifest.md}, {@code []} for the entries of a list
 * @param expected what it should be, in words
 * @param fits whether it is
 */
record FieldRule(String path, String expected, Predicate<JsonNode> fits) {
    private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern MICROS =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}(Z|[+-]\\d\\d:\\d\\d)");
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd_HH-mm-ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    /** Every field of a manifest. */
    static final List<FieldRule> ALL = List.of(
            matching("job_id", "a UUID", UUID),
            new FieldRule("timestamp", "a time like 2026-11-21_07-46-36", FieldRule::isTimestamp),
            text("tool_version"),
            text("database.type"),
            text("database.host"),
            new FieldRule("database.port", "a port", node -> isCount(node) && node.longValue() <= 65_535),
            text("database.database"),
            text("database.username"),
            text("database.server_version"),
            text("snapshot"),
            text("table_name"),
            text("system"),
            text("table"),
            matching("partition_path", "a path below the location that ends with a slash", Pattern.compile("[^/].*/")),
            text("batch_id"),
            matching("batch_timestamp", "a time like 2026-11-21T07:46:36.123456Z", MICROS),
            new FieldRule("run_date", "a day like 2026-11-21", FieldRule::isDate),
            new FieldRule("timezone", "a time zone", FieldRule::isZone),
            count("total_rows"),
            count("row_count"),
            count("total_records"),
            oneOf(
                    "chunk_strategy",
                    Arrays.stream(SplitStrategy.values())
                            .map(SplitStrategy::manifestName)
                            .toList()),
            orNull(count("chunk_size")),
            count("file_count"),
            count("num_files"),
            flag("file_formats.csv"),
            flag("file_formats.parquet"),
            orNull(text("new_cursor")),
            codec("compression"),
            oneOf("layout.format", List.of("parquet", "csv")),
            orNull(new FieldRule("layout.csv_header", "true or false", JsonNode::isBoolean)),
            orNull(text("layout.csv_null_text")),
            orNull(text("layout.csv_delimiter")),
            orNull(text("layout.partition_by")),
            orNull(text("layout.sort_by")),
            number("export_time_seconds"),
            text("export_path"),
            text("columns[].name"),
            text("columns[].source_type"),
            text("columns[].parquet_type"),
            flag("columns[].nullable"),
            carried("columns[].carried"),
            text("replaced[].column"),
            count("replaced[].count"),
            text("replaced[].first[].file"),
            count("replaced[].first[].row"),
            text("replaced[].first[].value"),
            new FieldRule("chunks[].file", "a name below this directory", node -> isName(node.asText())),
            count("chunks[].chunk_id"),
            count("chunks[].rows"),
            orNull(text("chunks[].partition")),
            orNull(count("chunks[].start_id")),
            orNull(count("chunks[].end_id")),
            orNull(text("chunks[].sql_where")),
            codec("chunks[].compression"),
            number("chunks[].size_mb"),
            count("chunks[].size_bytes"),
            matching("chunks[].sha256", "64 hexadecimal digits", SHA256),
            text("chunks[].batch_id"),
            text("runs[].batch_id"),
            matching("runs[].batch_timestamp", "a time like 2026-11-21T07:46:36.123456Z", MICROS),
            new FieldRule("runs[].run_date", "a day like 2026-11-21", FieldRule::isDate),
            matching("runs[].job_id", "a UUID", UUID),
            text("runs[].snapshot"),
            count("runs[].total_rows"),
            count("runs[].file_count"),
            new FieldRule("runs[].columns", "a list or null", node -> node.isNull() || node.isArray()),
            text("runs[].evidence.tool_version"),
            text("runs[].evidence.server_version"),
            text("runs[].evidence.snapshot"),
            new FieldRule("runs[].evidence.snapshot_time", "a time like 2026-11-21T07:46:36Z", FieldRule::isInstant),
            orNull(text("runs[].evidence.lsn")),
            orNull(text("runs[].evidence.previous_run")),
            text("runs[].evidence.columns[].name"),
            text("runs[].evidence.columns[].selected"),
            text("runs[].evidence.columns[].source_type"),
            text("runs[].evidence.columns[].parquet_type"),
            count("runs[].evidence.chunks[].chunk_id"),
            text("runs[].evidence.chunks[].sql"),
            count("runs[].evidence.chunks[].rows"),
            text("runs[].evidence.chunks[].files[].file"),
            count("runs[].evidence.chunks[].files[].rows"),
            matching("runs[].evidence.chunks[].files[].sha256", "64 hexadecimal digits", SHA256),
            new FieldRule("other_files[].file", "a name below this directory", node -> isName(node.asText())),
            count("other_files[].size_bytes"),
            matching("other_files[].sha256", "64 hexadecimal digits", SHA256),
            number("performance.total_duration_seconds"),
            count("performance.tables_processed"),
            count("performance.total_rows_exported"),
            count("performance.threading_config.table_threads"),
            count("performance.threading_config.chunk_workers"));

    private static FieldRule text(String path) {
        return new FieldRule(path, "text", JsonNode::isTextual);
    }

    private static FieldRule flag(String path) {
        return new FieldRule(path, "true or false", JsonNode::isBoolean);
    }

    private static FieldRule carried(String path) {
        return oneOf(path, Arrays.stream(Fidelity.values()).map(Fidelity::label).toList());
    }

    private static FieldRule count(String path) {
        return new FieldRule(path, "a count", FieldRule::isCount);
    }

    private static FieldRule number(String path) {
        return new FieldRule(path, "a number from 0", node -> node.isNumber() && node.doubleValue() >= 0);
    }

    private static FieldRule matching(String path, String expected, Pattern pattern) {
        return new FieldRule(
                path,
                expected,
                node -> node.isTextual() && pattern.matcher(node.textValue()).matches());
    }

    private static FieldRule oneOf(String path, List<String> words) {
        return new FieldRule(path, "one of " + words, node -> node.isTextual() && words.contains(node.textValue()));
    }

    private static FieldRule codec(String path) {
        return new FieldRule(
                path,
                "a codec",
                node -> node.isTextual() && Codec.parse(node.textValue()).isPresent());
    }

    private static FieldRule orNull(FieldRule rule) {
        return new FieldRule(rule.path, rule.expected + " or null", node -> node.isNull() || rule.fits.test(node));
    }

    private static boolean isCount(JsonNode node) {
        return node.canConvertToLong() && node.isIntegralNumber() && node.longValue() >= 0;
    }

    private static boolean isTimestamp(JsonNode node) {
        try {
            LocalDateTime.parse(node.asText(), TIMESTAMP);
            return node.isTextual();
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isDate(JsonNode node) {
        try {
            LocalDate.parse(node.asText());
            return node.isTextual();
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isInstant(JsonNode node) {
        try {
            Instant.parse(node.asText());
            return node.isTextual();
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isZone(JsonNode node) {
        try {
            ZoneId.of(node.asText());
            return node.isTextual();
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Slashes are allowed: partitions are directories. */
    static boolean isName(String name) {
        return !name.isEmpty()
                && !name.contains("\\")
                && name.indexOf('\0') < 0
                && Arrays.stream(name.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }
}
