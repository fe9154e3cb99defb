package io.dromedary.dialect.postgresql;

import io.dromedary.failure.FailureCategory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a SQLState of PostgreSQL means for us: who has to act, and whether another try may cure it. One table for both.
 */
final class SqlStates {
    static final String TOO_MANY_CONNECTIONS = "53300";
    static final String INVALID_PASSWORD = "28P01";
    static final String INVALID_AUTHORIZATION = "28000";
    static final String UNKNOWN_DATABASE = "3D000";
    static final String INSUFFICIENT_PRIVILEGE = "42501";
    static final String QUERY_CANCELED = "57014";
    static final String DEADLOCK = "40P01";
    static final String SERIALIZATION_FAILURE = "40001";
    static final String LOCK_NOT_AVAILABLE = "55P03";
    static final String DISK_FULL = "53100";
    static final String UNKNOWN_TABLE = "42P01";
    static final String DUPLICATE_TABLE = "42P07";

    /** What SET TRANSACTION SNAPSHOT says of a snapshot that is gone: PostgreSQL 17, before, and while it goes. */
    static final Set<String> UNKNOWN_SNAPSHOT = Set.of("42704", "22023", "55000");

    /** Classes, or single states, that pass by themselves: connection lost, no resources, shutdown, conflict, lock. */
    private static final List<String> TRANSIENT = List.of(
            "08000",
            "08001",
            "08003",
            "08006",
            "08007",
            "53",
            "57P01",
            "57P02",
            "57P03",
            "57P05",
            SERIALIZATION_FAILURE,
            "40003",
            DEADLOCK,
            LOCK_NOT_AVAILABLE,
            "58030");

    /** Classes whose cause is in the specification or in the rows; all others are the server's. */
    private static final Map<String, FailureCategory> CATEGORIES = Map.of(
            "42", FailureCategory.CONFIGURATION,
            "3F", FailureCategory.CONFIGURATION,
            "22", FailureCategory.DATA,
            "21", FailureCategory.DATA);

    private SqlStates() {}

    /** Whether another try may cure it. */
    static boolean isTransient(@Nullable String state) {
        return state != null && TRANSIENT.stream().anyMatch(state::startsWith);
    }

    /** Whether the server has chosen a transaction to be ended, so that the same again may succeed. */
    static boolean isVictim(@Nullable String state) {
        return DEADLOCK.equals(state) || SERIALIZATION_FAILURE.equals(state);
    }

    /** Whether the server, or the way to it, is gone, so that nobody has said what became of the statement. */
    static boolean isLost(@Nullable String state) {
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }

    /** Who has to act. */
    static FailureCategory category(@Nullable String state) {
        return state == null || state.length() < 2
                ? FailureCategory.SOURCE
                : CATEGORIES.getOrDefault(state.substring(0, 2), FailureCategory.SOURCE);
    }
}
