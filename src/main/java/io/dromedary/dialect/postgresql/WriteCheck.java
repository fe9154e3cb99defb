package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.joining;

import io.dromedary.dialect.WriteOptions;
import io.dromedary.dialect.WritePlan;
import io.dromedary.dialect.postgresql.TargetCatalog.Description;
import io.dromedary.dialect.postgresql.TargetCatalog.WireColumn;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;

/** Looks for what would make a load write other rows than it says, in silence. */
final class WriteCheck {
    private final Connection connection;
    private final Failures failures;
    private final Description description;

    WriteCheck(Connection connection, Failures failures, Description description) {
        this.connection = connection;
        this.failures = failures;
        this.description = description;
    }

    void check(WritePlan plan) throws SQLException {
        if (plan.options().isInsert()) {
            checkInsert(plan);
        }
        if (plan.options().srid() != WriteOptions.NO_SRID) {
            checkSrid(plan);
        }
    }

    private void checkInsert(WritePlan plan) throws SQLException {
        InsertForm form = InsertForm.find(connection, plan);
        if (form.hasRules()) {
            throw refused(plan, "has rules for INSERT, which COPY does not follow, so the rows would differ");
        }
        List<String> unfit = plan.columns().stream()
                .map(mapped -> mapped.column().name())
                .filter(form.unfit()::contains)
                .toList();
        if (!unfit.isEmpty()) {
            String message = "column \"%s\" has intervals with fields in arrays, which an INSERT reads in another way";
            throw refused(plan, message.formatted(unfit.get(0)));
        }
    }

    private DromedaryException refused(WritePlan plan, String what) {
        return configuration(
                "%s: %s. Use method: copy".formatted(plan.described().id(), what));
    }

    private void checkSrid(WritePlan plan) throws SQLException {
        int srid = plan.options().srid();
        List<WireColumn> geometries = plan.columns().stream()
                .map(mapped -> Objects.requireNonNull(
                        description.columns().get(mapped.column().name())))
                .filter(GeometryText::isGeometry)
                .toList();
        if (geometries.isEmpty()) {
            throw configuration("%s: import_settings.srid is %d, but %s"
                    .formatted(plan.described().id(), srid, whyNone()));
        }
        String others = geometries.stream()
                .filter(column -> GeometryModifier.srid(column.modifier()) != 0)
                .filter(column -> GeometryModifier.srid(column.modifier()) != srid)
                .map(column -> "\"%s\" is %s"
                        .formatted(column.column().name(), column.column().type()))
                .collect(joining(", "));
        if (!others.isEmpty()) {
            String message = "%s: import_settings.srid is %d, but column %s, and coordinates are not transformed. Leave"
                    + " srid out if they are in the system of the column";
            throw configuration(message.formatted(plan.described().id(), srid, others));
        }
    }

    private String whyNone() throws SQLException {
        String sql = "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'postgis')";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() && rows.getBoolean(1)
                    ? "none of the columns loaded is a geometry. Leave srid out"
                    : "PostGIS is missing in this database. Say CREATE EXTENSION postgis, and give the column its type";
        }
    }

    private DromedaryException configuration(String message) {
        return DromedaryException.permanent(FailureCategory.CONFIGURATION, failures.at(message));
    }
}
