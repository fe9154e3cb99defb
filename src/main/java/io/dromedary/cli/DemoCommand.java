package io.dromedary.cli;

import io.dromedary.camel.DromedaryRuntime;
import io.dromedary.export.ExportRequest;
import io.dromedary.export.ExportRequestReader;
import io.dromedary.export.JobReport;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dromedary demo}. */
@Command(
        name = "demo",
        description = {
            "Shows the main job from end to end: starts a PostgreSQL of its own, fills it with the data of a small company,",
            "exports it with jobs/demo.yaml to exports/, and queries the files. Run it twice to see a second version beside the first."
        })
final class DemoCommand implements Callable<Integer> {
    private static final String USER = "postgres";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Starting a PostgreSQL on loopback ...");
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("max_wal_size", "4GB")
                .start()) {
            out.println(
                    "Filling it with the Caravan Trading Company: 3 million order lines and what belongs to them ...");
            fill(server);
            JobReport report = export(server);
            out.print(ReportText.summary(report));
            report.orThrow();
            out.println();
            printTree(out, report);
            printQuery(out, report);
        }
        return 0;
    }

    private static void fill(EmbeddedPostgres server) throws IOException, SQLException {
        try (InputStream in = DemoCommand.class.getResourceAsStream("/demo/company.sql")) {
            if (in == null) {
                throw new IllegalStateException("The jar has no demo/company.sql");
            }
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(script);
            }
        }
    }

    private JobReport export(EmbeddedPostgres server) {
        Map<String, String> where = Map.of(
                "database.host", "127.0.0.1",
                "database.port", Integer.toString(server.getPort()),
                "database.database", USER,
                "database.username", USER,
                "database.password", USER);
        Path job = Home.directory().resolve("jobs").resolve("demo.yaml");
        ExportRequest request = new ExportRequestReader(Path.of("")).read(job, where);
        try (DromedaryRuntime runtime = DromedaryRuntime.start(
                        Home.settings(),
                        Home.directory(),
                        Progress.on(spec.commandLine().getErr()));
                Interruption interruption = Interruption.of(runtime)) {
            JobReport report = runtime.run(request);
            return interruption.hasBegun() ? report.orThrow() : report;
        }
    }

    private static void printTree(PrintWriter out, JobReport report) throws IOException {
        out.println(report.plan().request().settings().location());
        for (var table : report.published()) {
            out.println("  " + table.name() + "/");
            try (Stream<Path> files = Files.list(Path.of(table.path()))) {
                for (Path file : files.sorted().toList()) {
                    out.println("    %-24s %9s".formatted(file.getFileName(), Texts.bytes(Files.size(file))));
                }
            }
        }
    }

    /** DuckDB stands for any engine: it knows nothing of us but the files. */
    private static void printQuery(PrintWriter out, JobReport report) throws SQLException {
        String orders = published(report, "orders");
        String lines = published(report, "order_lines");
        String sql = """
                SELECT strftime(o.ordered_at, '%%Y') AS year, count(DISTINCT o.id) AS orders, sum(l.quantity * l.price) AS revenue
                FROM '%s/*.parquet' o JOIN '%s/*.parquet' l ON l.order_id = o.id
                GROUP BY year ORDER BY year""".formatted(orders, lines);
        out.println();
        out.println("DuckDB over these files:");
        out.println(sql.indent(2).stripTrailing());
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            out.println("  %-6s %10s %18s".formatted("year", "orders", "revenue"));
            while (rows.next()) {
                out.println(
                        "  %-6s %,10d %,18.2f".formatted(rows.getString(1), rows.getLong(2), rows.getBigDecimal(3)));
            }
        }
    }

    private static String published(JobReport report, String table) {
        return report.published().stream()
                .filter(published -> published.table().id().name().equals(table))
                .findFirst()
                .orElseThrow()
                .path();
    }
}
