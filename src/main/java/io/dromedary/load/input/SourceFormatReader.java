package io.dromedary.load.input;

import io.dromedary.load.form.ValueFormsReader;
import io.dromedary.settings.Section;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;

/** Reads a {@link SourceFormat} from the section of a job. */
public final class SourceFormatReader {
    private static final long MEGABYTE = 1 << 20;
    private static final int EXCEL_ROWS = 1 << 20;

    private SourceFormatReader() {}

    /** What is wrong goes to the problems of the section. */
    public static SourceFormat read(Section section) {
        SourceFormat defaults = SourceFormat.DEFAULTS;
        return new SourceFormat(
                section.has("format") ? section.choice("format", FileFormat.CSV) : null,
                encoding(section),
                section.choice("invalid_text", defaults.invalidText()),
                section.choice("nul_bytes", defaults.nulBytes()),
                section.findText("entries").orElse(""),
                section.texts("sheet"),
                (int) section.count("header_row", 0, EXCEL_ROWS, defaults.headerRow()),
                section.choice("cell_errors", defaults.cellErrors()),
                section.choice("unknown_keys", defaults.unknownKeys()),
                ValueFormsReader.read(section.section("formats")),
                section.count("expanded_mb_max", 1, 1L << 30, defaults.expandedBytesMax() / MEGABYTE) * MEGABYTE,
                (int) section.count("expansion_ratio_max", 2, Integer.MAX_VALUE, defaults.expansionRatioMax()));
    }

    private static String encoding(Section section) {
        Optional<String> name = section.findText("encoding");
        if (name.isEmpty()) {
            return "";
        }
        try {
            return Charset.forName(name.get()).name();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            section.problem(
                    "encoding",
                    "is %s, which is no encoding that is known here; utf-8, utf-16le and windows-1252 are."
                            .formatted(name.get().toLowerCase(Locale.ROOT)));
            return "";
        }
    }
}
