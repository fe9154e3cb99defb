package io.dromedary.dialect.postgresql;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.ColumnDefinition;
import io.dromedary.table.DefaultValue;
import io.dromedary.table.QualifiedName;
import io.dromedary.table.SequenceDefinition;
import io.dromedary.table.TableDefinition;
import io.dromedary.table.TableId;
import io.dromedary.table.TypeDefinition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The statements that create a table again. What the definition says is not trusted: anybody can write a file. */
final class CreateStatements {
    /** It is there in nearly every database, and creating it again takes a privilege that few users have. */
    private static final String PUBLIC = "public";

    private final TableDefinition table;
    private final List<String> statements = new ArrayList<>();

    CreateStatements(TableDefinition table) {
        this.table = table;
    }

    /** What creates the table in an empty database. */
    List<String> all() {
        // Backslashes in expressions are what they were at the source, and no quote ends elsewhere than checked below.
        statements.add("SET standard_conforming_strings = on");
        schemas().forEach(schema -> statements.add(schema(schema)));
        table.types().stream().map(this::type).distinct().forEach(statements::add);
        table.sequences().stream().map(this::sequence).forEach(statements::add);
        statements.add(table());
        table.sequences().forEach(this::owned);
        Stream.concat(table.sequences().stream(), identities()).forEach(this::positioned);
        statements.addAll(indexes(table.id()));
        comments();
        return statements;
    }

    /** What creates the table and all that is dropped with it; no sequence has given out a number then. */
    List<String> ofTable() {
        table.sequences().stream()
                .filter(RenamedTable::isOwned)
                .map(this::sequence)
                .forEach(statements::add);
        statements.add(table());
        table.sequences().forEach(this::owned);
        statements.addAll(indexes(table.id()));
        comments();
        return statements;
    }

    String schema(String schema) {
        return "CREATE SCHEMA IF NOT EXISTS " + Quote.name(schema);
    }

    String sequence(SequenceDefinition sequence) {
        return "CREATE SEQUENCE %s AS %s%s"
                .formatted(name(sequence.name()), sql("type of a sequence", sequence.type()), options(sequence));
    }

    /** A query lies in no schema. */
    private boolean isQuery() {
        return table.kind().equals("query");
    }

    /** All that the table and what it needs lie in, but {@code public}. */
    Set<String> schemas() {
        Set<String> schemas = new LinkedHashSet<>();
        table.types().forEach(type -> schemas.add(schema(type)));
        table.sequences().forEach(sequence -> schemas.add(sequence.name().schema()));
        if (!isQuery()) {
            schemas.add(table.id().schema());
        }
        schemas.remove(PUBLIC);
        return schemas;
    }

    private static String schema(TypeDefinition type) {
        return type instanceof TypeDefinition.OfExtension extension
                ? extension.schema()
                : type.name().schema();
    }

    private Stream<SequenceDefinition> identities() {
        return table.columns().stream()
                .map(ColumnDefinition::defaultValue)
                .filter(DefaultValue.Identity.class::isInstance)
                .flatMap(value -> Stream.ofNullable(((DefaultValue.Identity) value).sequence()));
    }

    String type(TypeDefinition type) {
        String name = name(type.name());
        if (type instanceof TypeDefinition.Enumeration enumeration) {
            String labels =
                    enumeration.labels().stream().map(CreateStatements::literal).collect(Collectors.joining(", "));
            return "CREATE TYPE %s AS ENUM (%s)".formatted(name, labels);
        } else if (type instanceof TypeDefinition.Composite composite) {
            String attributes = composite.attributes().stream()
                    .map(attribute -> "%n    %s %s%s"
                            .formatted(
                                    Quote.name(attribute.name()),
                                    sql("type of attribute " + attribute.name(), attribute.type()),
                                    collate(attribute.collation())))
                    .collect(Collectors.joining(","));
            return "CREATE TYPE %s AS (%s%n)".formatted(name, attributes);
        } else if (type instanceof TypeDefinition.OfExtension extension) {
            return "CREATE EXTENSION IF NOT EXISTS %s WITH SCHEMA %s"
                    .formatted(Quote.name(extension.extension()), Quote.name(extension.schema()));
        }
        return domain((TypeDefinition.Domain) type);
    }

    private String domain(TypeDefinition.Domain domain) {
        String what = "domain " + domain.name();
        var text = new StringBuilder("CREATE DOMAIN %s AS %s%s"
                .formatted(name(domain.name()), sql(what, domain.base()), collate(domain.collation())));
        if (!domain.defaultSql().isEmpty()) {
            text.append(" DEFAULT (%s)".formatted(sql(what + ": default", domain.defaultSql())));
        }
        text.append(domain.nullable() ? "" : " NOT NULL");
        for (TypeDefinition.Check check : domain.checks()) {
            text.append("%n    CONSTRAINT %s CHECK (%s)"
                    .formatted(Quote.name(check.name()), sql(what + ": check " + check.name(), check.sql())));
        }
        return text.toString();
    }

    private String table() {
        List<String> lines =
                table.columns().stream().map(this::column).collect(Collectors.toCollection(ArrayList::new));
        if (!table.primaryKey().columns().isEmpty()) {
            lines.add(primaryKey());
        }
        table.checks().forEach(check -> lines.add(check(check)));
        return "CREATE %sTABLE %s (%n    %s%n)"
                .formatted(table.unlogged() ? "UNLOGGED " : "", tableName(), String.join(",\n    ", lines));
    }

    private String check(TypeDefinition.Check check) {
        return "CONSTRAINT %s CHECK (%s)"
                .formatted(Quote.name(check.name()), sql("check " + check.name(), check.sql()));
    }

    /** The indexes, in a table that is called otherwise. */
    List<String> indexes(TableId in) {
        var index = new IndexStatements(Quote.table(in), this::sql);
        return table.indexes().stream().flatMap(of -> index.of(of).stream()).toList();
    }

    /** As CREATE and ALTER TABLE have it. */
    String primaryKey() {
        return "CONSTRAINT %s PRIMARY KEY (%s)"
                .formatted(
                        Quote.name(table.primaryKey().name()),
                        table.primaryKey().columns().stream().map(Quote::name).collect(Collectors.joining(", ")));
    }

    private String tableName() {
        return isQuery() ? Quote.name(table.id().name()) : Quote.table(table.id());
    }

    private String column(ColumnDefinition column) {
        String what = "column " + column.name();
        return "%s %s%s%s%s"
                .formatted(
                        Quote.name(column.name()),
                        sql(what + ": type", column.type()),
                        collate(column.collation()),
                        value(what, column.defaultValue()),
                        column.nullable() ? "" : " NOT NULL");
    }

    private String value(String what, DefaultValue value) {
        if (value instanceof DefaultValue.Expression expression) {
            return " DEFAULT (%s)".formatted(sql(what + ": default", expression.sql()));
        } else if (value instanceof DefaultValue.Generated generated) {
            return " GENERATED ALWAYS AS (%s) %s"
                    .formatted(
                            sql(what + ": generated value", generated.sql()),
                            generated.stored() ? "STORED" : "VIRTUAL");
        } else if (value instanceof DefaultValue.Identity identity) {
            SequenceDefinition sequence = identity.sequence();
            return " GENERATED %s AS IDENTITY%s"
                    .formatted(
                            identity.always() ? "ALWAYS" : "BY DEFAULT",
                            sequence == null
                                    ? ""
                                    : " (SEQUENCE NAME %s%s)".formatted(name(sequence.name()), options(sequence)));
        }
        return "";
    }

    private static String options(SequenceDefinition sequence) {
        return " START WITH %d INCREMENT BY %d MINVALUE %d MAXVALUE %d CACHE %d %s"
                .formatted(
                        sequence.start(),
                        sequence.increment(),
                        sequence.min(),
                        sequence.max(),
                        sequence.cache(),
                        sequence.cycle() ? "CYCLE" : "NO CYCLE");
    }

    private void owned(SequenceDefinition sequence) {
        if (!sequence.ownedBy().isEmpty()) {
            statements.add("ALTER SEQUENCE %s OWNED BY %s.%s"
                    .formatted(name(sequence.name()), tableName(), Quote.name(sequence.ownedBy())));
        }
    }

    /** The next row that is inserted must not get a number that a row of the files has. */
    private void positioned(SequenceDefinition sequence) {
        if (sequence.lastValue() != null) {
            statements.add("SELECT pg_catalog.setval(%s, %d, true)"
                    .formatted(literal(name(sequence.name())), sequence.lastValue()));
        }
    }

    private void comments() {
        if (!table.comment().isEmpty()) {
            statements.add("COMMENT ON TABLE %s IS %s".formatted(tableName(), literal(table.comment())));
        }
        for (ColumnDefinition column : table.columns()) {
            if (!column.comment().isEmpty()) {
                statements.add("COMMENT ON COLUMN %s.%s IS %s"
                        .formatted(tableName(), Quote.name(column.name()), literal(column.comment())));
            }
        }
    }

    private static String collate(@Nullable QualifiedName collation) {
        return collation == null ? "" : " COLLATE " + name(collation);
    }

    static String name(QualifiedName name) {
        return Quote.name(name.schema()) + "." + Quote.name(name.name());
    }

    /** Means the same whatever {@code standard_conforming_strings} is. */
    static String literal(String text) {
        return text.indexOf('\\') < 0 ? Quote.text(text) : "E" + Quote.text(text.replace("\\", "\\\\"));
    }

    /** SQL of whoever wrote the definition, which must not reach beyond its place. */
    private String sql(String what, String sql) {
        try {
            return AuthorSql.requireSelfContained("%s: %s".formatted(table.id(), what), sql);
        } catch (DromedaryException e) {
            throw DromedaryException.permanent(
                    FailureCategory.DATA,
                    e.getMessage() + ". No database writes this, so the file was tampered with: do not use it.",
                    e);
        }
    }
}
