package io.dromedary.it;

import io.dromedary.dialect.TypePolicies.SpecialValues;
import io.dromedary.it.GeneratedTable.Settings;
import io.dromedary.it.SqlType.Special;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a column has to be in a file, by {@code docs/types.md}: from what PostgreSQL prints of its values. */
record ExpectedColumn(SqlType type, Settings settings) {
    private static final int DIGITS_MAX = 38;

    /** What the database is asked for: money without its currency. */
    static String sql(String name, SqlType type) {
        boolean isMoney =
                type.plain() instanceof LeafType leaf && leaf.catalogName().equals("money");
        return isMoney ? name + "::numeric" : name;
    }

    /** The values in the form of {@link PostgresForm}. */
    List<@Nullable Object> values(List<@Nullable String> printed) {
        if (type.plain() instanceof LeafType leaf && leaf.isMeasured()) {
            return numbers(printed);
        } else if (!(type.plain() instanceof LeafType) && !type.isPart()) {
            return new ArrayList<>(printed);
        }
        List<@Nullable Object> values = new ArrayList<>();
        printed.forEach(text -> values.add(text == null ? null : type.read(text)));
        if (settings.specialValues() == SpecialValues.TEXT && values.stream().anyMatch(ExpectedColumn::isSpecial)) {
            return new ArrayList<>(printed);
        }
        values.replaceAll(this::replaced);
        return values;
    }

    private static boolean isSpecial(@Nullable Object value) {
        return value instanceof Special
                || (value instanceof List<?> parts && parts.stream().anyMatch(ExpectedColumn::isSpecial));
    }

    private @Nullable Object replaced(@Nullable Object value) {
        if (value instanceof Special special) {
            return settings.specialValues() == SpecialValues.NULL ? null : special.value();
        } else if (value instanceof List<?> parts) {
            List<@Nullable Object> replaced = new ArrayList<>();
            parts.forEach(part -> replaced.add(replaced(part)));
            return replaced;
        }
        return value;
    }

    /** Numbers without a size: the smallest decimal that holds them all, else text. */
    private List<@Nullable Object> numbers(List<@Nullable String> printed) {
        List<BigDecimal> finite = printed.stream()
                .filter(Objects::nonNull)
                .filter(text -> !isInfinite(text))
                .map(BigDecimal::new)
                .toList();
        boolean isSpecial = printed.stream().anyMatch(text -> text != null && isInfinite(text));
        int scale = finite.stream()
                .mapToInt(number -> number.signum() == 0
                        ? 0
                        : Math.max(0, number.stripTrailingZeros().scale()))
                .max()
                .orElse(0);
        int whole = finite.stream()
                .map(number -> number.abs().toBigInteger())
                .mapToInt(number -> number.signum() == 0 ? 0 : number.toString().length())
                .max()
                .orElse(0);
        boolean isText = settings.numeric().equals("text")
                || whole + scale > DIGITS_MAX
                || (isSpecial && settings.specialValues() == SpecialValues.TEXT);
        List<@Nullable Object> values = new ArrayList<>();
        for (String text : printed) {
            if (isText || text == null) {
                values.add(text);
            } else {
                values.add(
                        isInfinite(text)
                                ? null
                                : new BigDecimal(text).setScale(scale).toPlainString());
            }
        }
        return values;
    }

    private static boolean isInfinite(String number) {
        return number.equals("NaN") || number.endsWith("Infinity");
    }
}
