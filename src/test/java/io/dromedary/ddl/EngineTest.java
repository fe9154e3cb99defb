package io.dromedary.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnType.Field;
import io.dromedary.table.ColumnType.TextKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the engines are told of every type, and of partitions. */
class EngineTest {
    private static final ColumnType STRING = new ColumnType.Text(TextKind.STRING);
    private static final ColumnType INT = new ColumnType.Int32(32);

    private static final LakeTable TYPES = new LakeTable(
            "public_Types",
            "s3://bucket/it's/public_Types",
            List.of(
                    column("b", new ColumnType.Bool()),
                    column("i2", new ColumnType.Int32(16)),
                    column("i4", INT),
                    column("i8", new ColumnType.Int64()),
                    column("f4", new ColumnType.Float32()),
                    column("f8", new ColumnType.Float64()),
                    column("n", new ColumnType.Decimal(38, 10)),
                    column("Some \"text`", STRING),
                    column("j", new ColumnType.Text(TextKind.JSON)),
                    column("y", new ColumnType.Binary()),
                    column("d", new ColumnType.Date()),
                    column("t", new ColumnType.Time()),
                    column("ts", new ColumnType.Timestamp(false)),
                    column("tz", new ColumnType.Timestamp(true)),
                    column("u", new ColumnType.Uuid()),
                    column("l", new ColumnType.ListOf(new ColumnType.ListOf(INT, true), true)),
                    column("s", new ColumnType.Struct(List.of(column("a", INT), column("c", STRING)))),
                    column("m", new ColumnType.MapOf(STRING, STRING, true)),
                    column("B", INT),
                    column("lt", new ColumnType.ListOf(new ColumnType.Uuid(), true))),
            List.of());

    private static final LakeTable PARTITIONED = new LakeTable(
            "shop_orders",
            "s3://bucket/system=shop/table=orders",
            List.of(column("id", new ColumnType.Int64()), column("region", STRING)),
            List.of(
                    LakeTable.partition("dt", List.of()),
                    LakeTable.partition("hour", List.of()),
                    LakeTable.partition("region", List.of(column("region", STRING)))));

    private static Field column(String name, ColumnType type) {
        return new Field(name, type, true);
    }

    @Test
    void trinoGetsATableOfItsHiveConnector() {
        assertThat(Engine.TRINO.createTable(TYPES)).isEqualTo("""
                -- Before: SET SESSION <catalog>.timestamp_precision = 'MICROSECONDS'
                CREATE TABLE "public_Types" (
                    "b" boolean,
                    "i2" smallint,
                    "i4" integer,
                    "i8" bigint,
                    "f4" real,
                    "f8" double,
                    "n" decimal(38,10),
                    "Some ""text`" varchar,
                    "j" varchar,
                    "y" varbinary,
                    "d" date,
                    "ts" timestamp(6),
                    "tz" timestamp(6),
                    "l" array(array(integer)),
                    "s" row("a" integer, "c" varchar),
                    "m" map(varchar, varchar)
                    -- left out: t, of a type that cannot be read here
                    -- left out: u, of a type that cannot be read here
                    -- left out: B, which differs from another column in case only
                    -- left out: lt, of a type that cannot be read here
                )
                WITH (
                    format = 'PARQUET',
                    external_location = 's3://bucket/it''s/public_Types'
                );
                """);
    }

    @Test
    void trinoIsToldToLookForPartitions() {
        assertThat(Engine.TRINO.createTable(PARTITIONED)).isEqualTo("""
                CREATE TABLE "shop_orders" (
                    "id" bigint,
                    "dt" date,
                    "hour" integer,
                    "region" varchar
                )
                WITH (
                    format = 'PARQUET',
                    external_location = 's3://bucket/system=shop/table=orders',
                    partitioned_by = ARRAY['dt', 'hour', 'region']
                );
                CALL system.sync_partition_metadata(CURRENT_SCHEMA, 'shop_orders', 'FULL');
                """);
    }

    @Test
    void sparkHasLocalTimesToo() {
        assertThat(Engine.SPARK.createTable(TYPES)).isEqualTo("""
                CREATE TABLE `public_Types` (
                    `b` boolean,
                    `i2` smallint,
                    `i4` int,
                    `i8` bigint,
                    `f4` float,
                    `f8` double,
                    `n` decimal(38,10),
                    `Some "text``` string,
                    `j` string,
                    `y` binary,
                    `d` date,
                    `ts` timestamp_ntz,
                    `tz` timestamp,
                    `l` array<array<int>>,
                    `s` struct<`a`: int, `c`: string>,
                    `m` map<string, string>
                    -- left out: t, of a type that cannot be read here
                    -- left out: u, of a type that cannot be read here
                    -- left out: B, which differs from another column in case only
                    -- left out: lt, of a type that cannot be read here
                )
                USING parquet
                LOCATION 's3://bucket/it\\'s/public_Types';
                """);
        assertThat(Engine.SPARK.createTable(PARTITIONED)).endsWith("""
                USING parquet
                PARTITIONED BY (`dt`, `hour`, `region`)
                LOCATION 's3://bucket/system=shop/table=orders';
                MSCK REPAIR TABLE `shop_orders`;
                """);
    }

    @Test
    void hiveAndAthenaGetExternalTables() {
        String sql = Engine.HIVE.createTable(PARTITIONED);
        assertThat(sql).isEqualTo("""
                CREATE EXTERNAL TABLE `shop_orders` (
                    `id` bigint
                )
                PARTITIONED BY (
                    `dt` date,
                    `hour` int,
                    `region` string
                )
                STORED AS PARQUET
                LOCATION 's3://bucket/system=shop/table=orders/';
                MSCK REPAIR TABLE `shop_orders`;
                """);
        assertThat(Engine.ATHENA.createTable(PARTITIONED)).isEqualTo(sql);
        assertThat(Engine.ATHENA.createTable(TYPES))
                .startsWith("CREATE EXTERNAL TABLE `public_types` (\n")
                .contains("`ts` timestamp,", "`s` struct<a:int, c:string>,", "`m` map<string,string>\n")
                .endsWith("STORED AS PARQUET\nLOCATION 's3://bucket/it\\'s/public_Types/';\n");
    }

    @Test
    void duckDbGetsAViewOfTheFilesAsTheyAre() {
        assertThat(Engine.DUCKDB.createTable(TYPES)).isEqualTo("""
                CREATE OR REPLACE VIEW "public_Types" AS
                SELECT * FROM read_parquet('s3://bucket/it''s/public_Types/*.parquet', hive_partitioning = false);
                """);
        assertThat(Engine.DUCKDB.createTable(PARTITIONED))
                .startsWith("CREATE OR REPLACE VIEW \"shop_orders\" AS\n")
                .contains("read_parquet('s3://bucket/system=shop/table=orders/**/*.parquet', hive_partitioning = true,")
                .endsWith(", hive_types = {'dt': date, 'hour': int, 'region': varchar});\n");
    }
}
