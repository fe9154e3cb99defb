package io.dromedary.load.form;

import io.dromedary.load.form.ValueForms.Forms;
import io.dromedary.settings.Section;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@link ValueForms} from the section of a job. */
public final class ValueFormsReader {
    /** The blank, and the two that typographers put between digits. */
    private static final String SPACES = " \u00A0\u202F";

    private ValueFormsReader() {}

    /** What is wrong goes to the problems of the section. */
    public static ValueForms read(Section section) {
        Map<String, Forms> columns = new LinkedHashMap<>();
        section.sectionsByName("columns").forEach((name, column) -> {
            columns.put(name, forms(column));
            column.finish();
        });
        var forms = new ValueForms(forms(section), columns);
        section.finish();
        return forms;
    }

    private static Forms forms(Section section) {
        var forms = new Forms(
                pattern(section, "date", false),
                pattern(section, "timestamp", true),
                character(section, "decimal"),
                character(section, "grouping"));
        String decimal = forms.decimal().isEmpty() ? "." : forms.decimal();
        if (forms.grouping().contains(decimal)) {
            section.problem("grouping", "is the same as decimal, which is . if it is not given.");
            return Forms.NONE;
        }
        return forms;
    }

    private static String pattern(Section section, String key, boolean hasTime) {
        String pattern = section.findText(key).orElse("");
        try {
            return pattern.isEmpty() ? "" : new TimeForm(pattern, hasTime).checked();
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            section.problem(
                    key,
                    "is %s, which is no pattern such as dd.MM.yyyy%s: %s."
                            .formatted(pattern, hasTime ? " HH:mm:ss" : "", e.getMessage()));
            return "";
        }
    }

    private static String character(Section section, String key) {
        String text = section.findText(key).orElse("");
        if (text.equals("space") || text.equals(" ")) {
            return SPACES;
        } else if (text.length() > 1 || text.matches("[-+0-9eE]")) {
            section.problem(key, "has to be one character that is no part of a number, or space.");
            return "";
        }
        return text;
    }
}
