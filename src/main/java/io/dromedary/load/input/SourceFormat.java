package io.dromedary.load.input;

import io.dromedary.load.form.ValueForms;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is said of files beside what they say themselves.
 *
 * @param format what their records are written in; null: as it is found
 * @param encoding of text, as Java names it; empty: as the byte order mark says, or else UTF-8
 * @param invalidText what becomes of bytes that are no text
 * @param nulBytes what becomes of the character 0
 * @param entries which entries of a zip file are read, as a glob; empty: all, and each has to be a data file
 * @param sheets of a workbook, by name or number counted from one; empty: all that have rows
 * @param headerRow the row of a sheet that names the fields, counted from one; 0: none does
 * @param cellErrors what becomes of cells with an error
 * @param unknownKeys what becomes of keys that are not among the fields
 * @param forms how values are written, where not as the database reads them
 * @param expandedBytesMax a file that unpacks to more is refused
 * @param expansionRatioMax a file that unpacks to so many times its size is refused
 */
public record SourceFormat(
        @Nullable FileFormat format,
        String encoding,
        InvalidText invalidText,
        NulBytes nulBytes,
        String entries,
        List<String> sheets,
        int headerRow,
        CellErrors cellErrors,
        UnknownKeys unknownKeys,
        ValueForms forms,
        long expandedBytesMax,
        int expansionRatioMax) {

    /** What a job has that says nothing. */
    public static final SourceFormat DEFAULTS = new SourceFormat(
            null,
            "",
            InvalidText.FAIL,
            NulBytes.FAIL,
            "",
            List.of(),
            1,
            CellErrors.FAIL,
            UnknownKeys.FAIL,
            ValueForms.NONE,
            1L << 40,
            250);

    public SourceFormat {
        sheets = List.copyOf(sheets);
    }

    /** What their records are written in, if that is said. */
    public Optional<FileFormat> findFormat() {
        return Optional.ofNullable(format);
    }
}
