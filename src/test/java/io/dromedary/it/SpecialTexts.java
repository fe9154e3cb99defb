package io.dromedary.it;

import io.dromedary.dialect.TypePolicies.SpecialValues;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The special values of {@code docs/types.md} of the types that have any. */
final class SpecialTexts {
    private static final Pattern SIZED = Pattern.compile("numeric\\((\\d|[123]\\d),.*");

    private SpecialTexts() {}

    /** What a job with the policy can carry over. */
    static List<String> literals(LeafType type, SpecialValues policy) {
        List<String> literals = new ArrayList<>();
        if (policy != SpecialValues.FAIL) {
            literals.addAll(far(type));
        }
        if (policy == SpecialValues.NULL || policy == SpecialValues.TEXT) {
            literals.addAll(unfit(type));
        }
        return literals;
    }

    /** What Parquet can hold, but not every reader understands. */
    private static List<String> far(LeafType type) {
        return switch (type.catalogName()) {
            case "date" -> List.of("4714-11-24 BC", "0044-03-15 BC", "0001-12-31 BC", "10000-01-01", "5874897-12-31");
            case "timestamp" -> List.of("4714-11-24 BC", "0001-12-31 23:59:59.999999 BC", "294247-01-10 04:00:54.775");
            case "timestamptz" -> List.of("4714-11-24 00:00+00 BC", "0001-02-29 12:00+00 BC", "10000-01-01 00:00+00");
            case "time" -> List.of("24:00", "23:59:60");
            default -> List.of();
        };
    }

    private static List<String> unfit(LeafType type) {
        return switch (type.catalogName()) {
            case "date", "interval" -> List.of("infinity", "-infinity");
            case "timestamp", "timestamptz" -> List.of("infinity", "-infinity", "294276-12-31 23:59:59.999999");
            case "numeric" -> type.sql().equals("numeric") ? List.of("NaN", "Infinity", "-Infinity") : List.of("NaN");
            default -> List.of();
        };
    }

    /** Whether a printed value is special. One of a number without a size never is, where that is a text. */
    static boolean isSpecial(LeafType type, String text) {
        return switch (type.catalogName()) {
            case "date", "timestamp", "timestamptz" -> text.matches("-?infinity|.* BC|\\d{5,}-.*");
            case "interval" -> text.endsWith("infinity");
            case "time" -> text.equals("24:00:00");
            case "numeric" -> SIZED.matcher(type.sql()).matches() && text.equals("NaN");
            default -> false;
        };
    }
}
