package io.dromedary.dialect;

import static java.util.Objects.requireNonNull;

/**
 * A column that rows can be written to.
 *
 * @param name as the catalog spells it
 * @param type as the database writes it, for example {@code numeric(12,2)}
 * @param isNullable whether it takes rows without a value
 * @param hasDefault whether the database has a value for rows that leave it out, be it a default or an identity
 * @param isGenerated whether the database computes it, so that it cannot be written to
 */
public record TargetColumn(String name, String type, boolean isNullable, boolean hasDefault, boolean isGenerated) {
    public TargetColumn {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
    }
}
