package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.LoadedFile;
import io.dromedary.dialect.UnseenTable;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.jdbc.PgConnection;

/**
 * A table made like another with all that belongs to it, in the same schema under a name of its own. When it is
 * published, the other is dropped and its names are taken.
 */
final class SwappedTable implements UnseenTable {
    /** What {@code LIKE ... INCLUDING ALL} does not carry over, or what hangs on the table itself. */
    private static final String OBSTACLES = """
            SELECT what
              FROM (SELECT 'is no ordinary table' FROM pg_class WHERE oid = $1 AND relkind <> 'r'
                    UNION ALL SELECT 'is a partition or has children' FROM pg_inherits WHERE $1 IN (inhrelid, inhparent)
                    UNION ALL SELECT format('has the trigger %I', tgname)
                                FROM pg_trigger WHERE tgrelid = $1 AND NOT tgisinternal
                    UNION ALL SELECT format('has or is meant by the foreign key %I', conname)
                                FROM pg_constraint WHERE contype = 'f' AND $1 IN (conrelid, confrelid)
                    UNION ALL SELECT format('has the policy %I', polname) FROM pg_policy WHERE polrelid = $1
                    UNION ALL SELECT format('has a rule or view: %s', r.ev_class::regclass)
                                FROM pg_depend AS d JOIN pg_rewrite AS r ON r.oid = d.objid
                               WHERE d.classid = 'pg_rewrite'::regclass AND d.refobjid = $1
                    UNION ALL SELECT 'has privileges of its own' FROM pg_class WHERE oid = $1 AND relacl IS NOT NULL
                    UNION ALL SELECT format('has the sequence %s', objid::regclass)
                                FROM pg_depend WHERE refobjid = $1 AND deptype = 'a' AND classid = 'pg_class'::regclass
                                 AND objid IN (SELECT oid FROM pg_class WHERE relkind = 'S')
                   ) AS obstacles(what)
            """.replace("$1", "?::regclass");

    private final PgConnection connection;
    private final Failures failures;
    private final SettledCommit commits;
    private final TableId replaced;
    private final HiddenTable hidden;

    private SwappedTable(PgConnection connection, Failures failures, SettledCommit commits, TableId replaced) {
        this.commits = commits;
        this.connection = connection;
        this.failures = failures;
        this.replaced = replaced;
        this.hidden = new HiddenTable(connection, replaced.schema());
    }

    static SwappedTable create(PgConnection connection, Failures failures, SettledCommit commits, TableId like)
            throws SQLException {
        var table = new SwappedTable(connection, failures, commits, like);
        try {
            table.requireNothingLost();
            table.hidden.claim();
            table.hidden.execute(
                    "CREATE TABLE %s (LIKE %s INCLUDING ALL)".formatted(Quote.table(table.id()), Quote.table(like)));
            return table;
        } catch (SQLException | DromedaryException e) {
            connection.close();
            throw e;
        }
    }

    private void requireNothingLost() throws SQLException {
        List<String> obstacles = texts(OBSTACLES, Quote.table(replaced));
        if (!obstacles.isEmpty()) {
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    failures.at("%s cannot be replaced by a new table, since it %s. Nothing was changed"
                            .formatted(replaced, String.join(", and ", obstacles))));
        }
    }

    /** Whoever has altered the table meanwhile would find it as it was. */
    private void requireSameShape() throws SQLException {
        List<String> shape = texts(SHAPE, Quote.table(replaced));
        if (!shape.equals(texts(SHAPE, Quote.table(id())))) {
            throw DromedaryException.permanent(
                    FailureCategory.DESTINATION,
                    failures.at("%s was altered while it was loaded, so it was not replaced. Load the file again"
                            .formatted(replaced)));
        }
    }

    private List<String> texts(String query, String parameter) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
                statement.setString(i, parameter);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
        }
        return texts;
    }

    @Override
    public TableId id() {
        return hidden.id();
    }

    @Override
    public boolean publish(LoadedFile file) {
        try {
            hidden.execute("BEGIN");
            hidden.execute("LOCK TABLE %s IN ACCESS EXCLUSIVE MODE".formatted(Quote.table(replaced)));
            requireNothingLost();
            requireSameShape();
            List<String> names = texts(INDEXES, Quote.table(replaced));
            List<String> ours = texts(INDEXES, Quote.table(id()));
            String owner = texts(
                            "SELECT quote_ident(pg_get_userbyid(relowner)) FROM pg_class WHERE oid = ?::regclass",
                            Quote.table(replaced))
                    .get(0);
            hidden.execute("DROP TABLE %s".formatted(Quote.table(replaced)));
            hidden.execute("ALTER TABLE %s RENAME TO %s".formatted(Quote.table(id()), Quote.name(replaced.name())));
            for (int i = 0; i < Math.min(names.size(), ours.size()); i++) {
                hidden.execute("ALTER INDEX %s.%s RENAME TO %s"
                        .formatted(Quote.name(id().schema()), Quote.name(ours.get(i)), Quote.name(names.get(i))));
            }
            hidden.execute("ALTER TABLE %s OWNER TO %s".formatted(Quote.table(replaced), owner));
            if (!LoadedFiles.addReplacing(connection, file)) {
                hidden.execute("ROLLBACK");
                return false;
            }
            commits.commit(connection, file);
            hidden.published();
            return true;
        } catch (SQLException e) {
            throw failures.writing(replaced, id(), e);
        }
    }

    private static final String SHAPE = """
            SELECT row(a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
                       pg_get_expr(d.adbin, d.adrelid))::text
              FROM pg_attribute AS a LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
             WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped
             UNION ALL SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = $1
             UNION ALL SELECT 'an index' FROM pg_index WHERE indrelid = $1
             ORDER BY 1
            """.replace("$1", "?::regclass");

    /** In an order that does not depend on their names. */
    private static final String INDEXES = """
            SELECT c.relname
              FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
             WHERE i.indrelid = ?::regclass
             ORDER BY i.indisprimary, i.indisunique, i.indkey::text, pg_get_expr(i.indexprs, i.indrelid),
                      pg_get_expr(i.indpred, i.indrelid), c.relam, i.indclass::text, i.indoption::text
            """;

    @Override
    public void close() {
        hidden.close();
    }
}
