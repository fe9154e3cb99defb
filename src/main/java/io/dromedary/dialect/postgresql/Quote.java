package io.dromedary.dialect.postgresql;

import io.dromedary.table.TableId;

/** Names and texts as they can stand in SQL, whatever characters they have. */
final class Quote {
    private Quote() {}

    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String table(TableId table) {
        return name(table.schema()) + '.' + name(table.name());
    }

    static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
