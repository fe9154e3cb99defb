package io.dromedary.export;

import io.dromedary.csv.CsvFormat;
import io.dromedary.files.FileFormat;
import io.dromedary.files.FileLayout;
import io.dromedary.parquet.Codec;
import io.dromedary.settings.Section;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the keys of {@code export_settings} that say what the rows of tables become. */
final class FileLayoutReader {
    /** What the route for JDBC does not do. */
    private static final List<String> NOT_PORTABLE = List.of(
            "max_rows_per_file",
            "max_file_size_mb",
            "file_name",
            "partition_by",
            "partition_columns_in_files",
            "sort_by",
            "column_options");

    private static final long MEGABYTE = 1 << 20;
    private static final long MEGABYTES_MAX = Long.MAX_VALUE / MEGABYTE;

    /** Readers of directories take names with a point or underscore in front for hidden ones. */
    private static final Pattern FILE_NAME = Pattern.compile("(?![._])[\\w.-]*\\{n}[\\w.-]{0,100}");

    private final Section section;

    private FileLayoutReader(Section section) {
        this.section = section;
    }

    static FileLayout read(Section section) {
        var reader = new FileLayoutReader(section);
        return new FileLayout(
                reader.format(),
                section.count("max_rows_per_file", 0, Long.MAX_VALUE, 0),
                MEGABYTE * section.count("max_file_size_mb", 0, MEGABYTES_MAX, 0),
                reader.fileName(),
                TableLayoutReader.read(section));
    }

    /** Refuses what a database of type {@code jdbc} cannot have. */
    static void refuseForPortable(Section settings, List<Section> tables) {
        String message = "is not possible for a database of type jdbc; leave it out.";
        if (settings.findText("format").filter("csv"::equalsIgnoreCase).isPresent()) {
            settings.problem("format", "is csv, which " + message.replace("leave it out", "use parquet"));
        }
        for (String key : NOT_PORTABLE) {
            Stream.concat(Stream.of(settings), tables.stream())
                    .filter(section -> section.has(key) && !section.shown(key).equals("\"0\""))
                    .forEach(section -> section.problem(key, message));
        }
    }

    private FileFormat format() {
        String word = section.findText("format").orElse("parquet").toLowerCase(Locale.ROOT);
        boolean isCsv = word.equals("csv");
        if (!isCsv && !word.equals("parquet")) {
            section.problem("format", "is %s but has to be parquet or csv.".formatted(section.shown("format")));
        } else if (!isCsv && section.has("csv")) {
            section.problem("csv", "cannot stand beside format: parquet; choose format: csv or leave it out.");
        }
        for (String key : new String[] {"dictionary", "column_options", "profile"}) {
            if (isCsv && section.has(key)) {
                section.problem(key, "is for Parquet; leave it out with format: csv.");
            }
        }
        FileFormat csv = new FileFormat.Csv(csv(section.section("csv")));
        return isCsv ? csv : new FileFormat.Parquet();
    }

    private static CsvFormat csv(Section csv) {
        CsvFormat usual = CsvFormat.DEFAULT;
        String delimiter = csv.findText("delimiter").orElse(",");
        String nullText = csv.findText("null_text").orElse("");
        boolean header = csv.flag("header", usual.header());
        CsvFormat.LineEnd lineEnd = csv.choice("line_end", usual.lineEnd());
        csv.finish();
        if (delimiter.length() != 1 || !CsvFormat.DELIMITERS.contains(delimiter.charAt(0))) {
            csv.problem(
                    "delimiter",
                    "is %s but has to be a comma, a semicolon, | or a tab.".formatted(csv.shown("delimiter")));
            return usual;
        } else if (!CsvFormat.isPossible(nullText, delimiter.charAt(0))) {
            csv.problem("null_text", "may have no quotes, line ends and delimiters in it.");
            return usual;
        }
        return new CsvFormat(header, nullText, delimiter.charAt(0), lineEnd);
    }

    private String fileName() {
        String name = section.findText("file_name").orElse(FileLayout.DEFAULT.fileName());
        if (!FILE_NAME.matcher(name).matches()) {
            section.problem(
                    "file_name",
                    "is %s but has to be a name with {n} for the number, of letters, digits, _ - and .;"
                                    .formatted(section.shown("file_name"))
                            + " it may not begin with _ or a point. Such as part-{n}.");
            return FileLayout.DEFAULT.fileName();
        }
        return name;
    }

    /** The codec that is meant where none is named. */
    static String usualCodec(FileLayout layout) {
        return layout.format() instanceof FileFormat.Csv ? "none" : "snappy";
    }

    /** Refuses a codec that the files cannot have. */
    static void checkCodec(Section section, FileLayout layout, Codec codec) {
        if (layout.format() instanceof FileFormat.Csv && codec.kind() == Codec.Kind.SNAPPY) {
            section.problem(
                    "compression", "is snappy, which is no compression of whole files; use gzip, zstd or none.");
        }
    }
}
