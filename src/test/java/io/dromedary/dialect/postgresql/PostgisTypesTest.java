package io.dromedary.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.parquet.ParquetSchema;
import io.dromedary.table.Column;
import io.dromedary.testing.DebianPostgres;
import io.dromedary.testing.MarkdownTables;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Debian's PostgreSQL 15, with PostGIS where that is installed: what {@code docs/types.md} says of it is so. */
class PostgisTypesTest {
    private static final Path DOCUMENT = Path.of("docs/types.md");

    @Test
    void areWrittenAsDocumented() {
        assumeTrue(
                DebianPostgres.hasExtension("postgis_raster"),
                "PostGIS of Debian is not installed: apt install postgresql-15-postgis-3");
        try (DebianPostgres server = DebianPostgres.start()) {
            server.database().execute("CREATE SCHEMA gis", "CREATE EXTENSION postgis SCHEMA gis");
            server.database().execute("CREATE EXTENSION postgis_raster SCHEMA gis");
            List<List<String>> rows = MarkdownTables.rows(DOCUMENT, "## Types of PostGIS and pgvector").stream()
                    .filter(row -> !row.get(1).endsWith("vec") && !row.get(1).equals("vector"))
                    .toList();
            assertThat(rows).hasSize(10);
            for (List<String> row : rows) {
                server.database()
                        .execute(
                                "DROP TABLE IF EXISTS described",
                                "CREATE TABLE described (x gis.%s)".formatted(row.get(0)));
                try (Source source = Source.of(server.database())) {
                    Column column = source.describe("described").columns().get(0);
                    assertThat(column.sourceType()).isEqualTo("gis." + row.get(0));
                    assertThat(ParquetSchema.typeName(column)).as(row.get(0)).isEqualTo(row.get(2));
                    assertThat(column.conversion().fidelity().label()).isEqualTo(row.get(3));
                }
            }
        }
    }

    /** Before PostgreSQL 17 the largest and the smallest interval are intervals like others. */
    @Test
    void theLargestIntervalOfAnOldServerIsNoInfinity() {
        assumeTrue(DebianPostgres.isInstalled(), "PostgreSQL 15 of Debian is not installed: apt install postgresql-15");
        try (DebianPostgres server = DebianPostgres.start();
                Source source = Source.of(server.database())) {
            server.database()
                    .execute(
                            "CREATE TABLE far (i interval)",
                            "INSERT INTO far VALUES ('178956970 years 7 months 2147483647 days 9223372036854775807 us')");
            assertThat(source.read("far")).containsExactly(List.of("{2147483647, 2147483647, 9223372036854775807}"));
        }
    }
}
