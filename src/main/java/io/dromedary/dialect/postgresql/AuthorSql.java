package io.dromedary.dialect.postgresql;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;

/**
 * SQL that the author of a specification wrote and that is put into a statement in parentheses. It must not end those
 * parentheses or the statement: {@code a) or (b} would reach beyond the bounds of a chunk, and rows would come twice.
 */
final class AuthorSql {
    private final String what;
    private final String sql;
    private int at;
    private int depth;

    private AuthorSql(String what, String sql) {
        this.what = what;
        this.sql = sql;
    }

    /**
     * Returns the SQL if it can stand in parentheses.
     *
     * @param what its key in the specification
     */
    static String requireSelfContained(String what, String sql) {
        new AuthorSql(what, sql).walk();
        return sql;
    }

    private void walk() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\'') {
                skipQuoted('\'', isEscapeString());
            } else if (c == '"') {
                skipQuoted('"', false);
            } else if (sql.startsWith("--", at)) {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? sql.length() : end;
            } else if (sql.startsWith("/*", at)) {
                skipComment();
            } else if (c == '$') {
                skipDollarQuoted();
            } else {
                walkPlain(c);
            }
        }
        if (depth > 0) {
            throw refuse(sql.length(), "a parenthesis is not closed");
        }
    }

    private void walkPlain(char c) {
        if (c == ';') {
            throw refuse(at, "it has a semicolon; give one statement without one");
        } else if (c == '\\') {
            throw refuse(at, "it has a backslash outside of quotes, which is no SQL");
        } else if (c == '(') {
            depth++;
        } else if (c == ')' && --depth < 0) {
            throw refuse(at, "it closes a parenthesis that it has not opened");
        }
        at++;
    }

    private boolean isEscapeString() {
        return at > 0
                && (sql.charAt(at - 1) == 'e' || sql.charAt(at - 1) == 'E')
                && (at == 1 || !isNamePart(sql.charAt(at - 2)));
    }

    private void skipQuoted(char quote, boolean escapes) {
        int start = at++;
        for (; at < sql.length(); at++) {
            char c = sql.charAt(at);
            if (escapes && c == '\\') {
                at++;
            } else if (c == quote) {
                // A doubled quote ends one text and starts the next: the same in the end, unless backslashes count.
                int next = escapes ? continuation() : -1;
                if (next < 0) {
                    at++;
                    return;
                }
                at = next;
            }
        }
        throw refuse(start, "a quote is not closed");
    }

    /** Where a text with backslashes goes on: at a doubled quote, or on another line. */
    private int continuation() {
        int next = at + 1;
        boolean isOnOther = false;
        while (next < sql.length() && (Character.isWhitespace(sql.charAt(next)) || sql.startsWith("--", next))) {
            int end = sql.indexOf('\n', next);
            isOnOther |= sql.charAt(next) == '\n' || (sql.charAt(next) == '-' && end > 0);
            next = sql.charAt(next) == '-' ? (end < 0 ? sql.length() : end + 1) : next + 1;
        }
        boolean isQuote = next < sql.length() && sql.charAt(next) == '\'';
        return isQuote && (isOnOther || next == at + 1) ? next : -1;
    }

    private void skipComment() {
        int start = at;
        int open = 0;
        do {
            if (sql.startsWith("/*", at)) {
                open++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                open--;
                at += 2;
            } else if (at >= sql.length()) {
                throw refuse(start, "a comment is not closed");
            } else {
                at++;
            }
        } while (open > 0);
    }

    private void skipDollarQuoted() {
        int start = at++;
        if (start > 0 && isNamePart(sql.charAt(start - 1))) {
            return;
        }
        int end = at;
        while (end < sql.length()
                && isNamePart(sql.charAt(end))
                && !(end == at && Character.isDigit(sql.charAt(end)))) {
            end++;
        }
        if (end < sql.length() && sql.charAt(end) == '$') {
            String tag = sql.substring(start, end + 1);
            int close = sql.indexOf(tag, end + 1);
            if (close < 0) {
                throw refuse(start, "a dollar quote is not closed");
            }
            at = close + tag.length();
        }
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c > 127;
    }

    private DromedaryException refuse(int position, String reason) {
        return DromedaryException.permanent(
                FailureCategory.CONFIGURATION, "%s, at character %d: %s".formatted(what, position + 1, reason));
    }
}
