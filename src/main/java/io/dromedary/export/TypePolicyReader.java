package io.dromedary.export;

import io.dromedary.dialect.ReaderProfile;
import io.dromedary.dialect.TypePolicies;
import io.dromedary.dialect.TypePolicies.InvalidText;
import io.dromedary.dialect.TypePolicies.Numerics;
import io.dromedary.dialect.TypePolicies.SpecialValues;
import io.dromedary.dialect.TypePolicies.UnknownTypes;
import io.dromedary.settings.Section;
import io.dromedary.table.ColumnType;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the keys of {@code export_settings} that say what becomes of types and values without an exact place. */
final class TypePolicyReader {
    private static final Pattern DECIMAL = Pattern.compile("decimal ?\\( ?(\\d{1,3}) ?, ?(\\d{1,3}) ?\\)");

    private TypePolicyReader() {}

    static TypePolicies read(Section section) {
        TypePolicies policies = policies(section);
        if (policies.profile() == ReaderProfile.CSV) {
            section.problem("profile", "is csv, which is for format: csv alone; leave it out.");
        }
        return policies;
    }

    private static TypePolicies policies(Section section) {
        return new TypePolicies(
                section.choice("unknown_types", UnknownTypes.TEXT),
                numerics(section),
                specialValues(section),
                section.choice("invalid_text", InvalidText.FAIL),
                section.choice("profile", ReaderProfile.DEFAULT));
    }

    /** {@code null} is a word here. */
    private static SpecialValues specialValues(Section section) {
        return section.isNullWord("special_values")
                ? SpecialValues.NULL
                : section.choice("special_values", SpecialValues.FAIL);
    }

    private static Numerics numerics(Section section) {
        String text = section.findText("numeric").orElse("auto").toLowerCase(Locale.ROOT);
        for (Numerics.Choice choice : Numerics.Choice.values()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(text)) {
                return choice;
            }
        }
        Matcher decimal = DECIMAL.matcher(text);
        if (decimal.matches()) {
            int precision = Integer.parseInt(decimal.group(1));
            int scale = Integer.parseInt(decimal.group(2));
            if (precision >= 1 && precision <= ColumnType.Decimal.PRECISION_MAX && scale <= precision) {
                return new Numerics.Fixed(new ColumnType.Decimal(precision, scale));
            }
        }
        String message =
                "is %s but has to be auto, text, double, or a decimal of up to 38 digits such as decimal(38,10).";
        section.problem("numeric", message.formatted(section.shown("numeric")));
        return Numerics.Choice.AUTO;
    }
}
