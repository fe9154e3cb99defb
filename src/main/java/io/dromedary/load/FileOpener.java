package io.dromedary.load;

import io.dromedary.load.PartsReader.Part;
import io.dromedary.load.input.ContentKind;
import io.dromedary.load.input.ExpandedInput;
import io.dromedary.load.input.FieldSource;
import io.dromedary.load.input.FileFormat;
import io.dromedary.load.input.InputFailures;
import io.dromedary.load.input.SourceFormat;
import io.dromedary.load.input.Spool;
import io.dromedary.load.input.StoredInput;
import io.dromedary.load.input.Unpacked;
import io.dromedary.load.input.Utf8Input;
import io.dromedary.load.input.ZipParts;
import io.dromedary.load.json.JsonSource;
import io.dromedary.load.parquet.ParquetSource;
import io.dromedary.load.xlsx.Workbook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Finds out what a file is, by its content and then by its name, and opens the reader for it. For one file each. */
final class FileOpener {
    /** What a path has to be for standard input. */
    static final String STANDARD_INPUT = "-";

    private static final int DEPTH_MAX = 3;
    private static final int OLE2_BYTES = 1 << 20;

    private final LoadSettings settings;
    private final SourceFormat format;
    private final InputStream standardInput;
    private final AtomicLong numbers = new AtomicLong();
    private final List<AutoCloseable> resources = new ArrayList<>();
    private LongSupplier stored = () -> 0;
    private @Nullable CsvGuess guess;

    private FileOpener(LoadSettings settings, InputStream standardInput) {
        this.standardInput = standardInput;
        this.settings = settings;
        this.format = settings.source();
    }

    /**
     * Opens a file and reads up to its first record.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION} for what cannot be read at all, with
     *     advice; {@code DATA} for what is damaged
     */
    static RecordReader open(Path file, LoadSettings settings) throws IOException {
        return open(file, settings, System.in);
    }

    /** The same, with another standard input. */
    static RecordReader open(Path file, LoadSettings settings, InputStream standardInput) throws IOException {
        return new FileOpener(settings, standardInput).openReader(file, null);
    }

    /**
     * The same of a file whose bytes somebody else reads.
     *
     * @param bytes all of them; closed with the reader
     */
    static RecordReader openStream(Path file, LoadSettings settings, InputStream bytes) throws IOException {
        return new FileOpener(settings, System.in).openReader(file, bytes);
    }

    private RecordReader openReader(Path file, @Nullable InputStream bytes) throws IOException {
        try {
            FieldSource source = bytes == null ? open(file) : openStored(shown(file), bytes);
            return new OpenedReader(source, stored, guess, resources);
        } catch (IOException | RuntimeException e) {
            closeAll(resources);
            throw e;
        }
    }

    static void closeAll(List<AutoCloseable> resources) {
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                throw InputFailures.unfit("A file that was read", "cannot be closed: " + e.getMessage());
            }
        }
    }

    private FieldSource open(Path file) throws IOException {
        String name = shown(file);
        if (file.toString().equals(STANDARD_INPUT)) {
            return openStored(name, standardInput);
        } else if (SourceFile.of(file) instanceof StoreFile) {
            return openStored(name, Files.newInputStream(file));
        } else if (!Files.isRegularFile(file)) {
            throw InputFailures.unfit(name, "is no file. Check its name");
        }
        InputStream in = Files.newInputStream(file);
        try (var head = new StoredInput(Files.newInputStream(file))) {
            byte[] first = head.peek(ContentKind.BYTES);
            ContentKind kind = ContentKind.of(first, first.length, name);
            if (kind == ContentKind.ZIP || kind == ContentKind.PARQUET) {
                in.close();
                return openPath(name, file, kind, 0);
            }
        }
        return openStored(name, in);
    }

    private static String shown(Path file) {
        return file.toString().equals(STANDARD_INPUT) ? "standard input" : file.toString();
    }

    private FieldSource openStored(String name, InputStream in) throws IOException {
        var counted = new StoredInput(in);
        resources.add(counted);
        stored = counted::count;
        return openStream(name, counted, 0);
    }

    private FieldSource openStream(String name, StoredInput in, int depth) throws IOException {
        byte[] first = in.peek(ContentKind.BYTES);
        ContentKind kind = ContentKind.of(first, first.length, name);
        if (depth > DEPTH_MAX) {
            throw InputFailures.damaged(name, "is packed in more than %d layers. Unpack it".formatted(DEPTH_MAX));
        }
        return switch (kind) {
            case GZIP, ZSTD, ZSTD_SKIPPABLE -> {
                InputStream unpacked = Unpacked.of(kind, name, in);
                var expanded = new StoredInput(new ExpandedInput(name, unpacked, format, in::count));
                yield openStream(name.replaceFirst("(?i)\\.(gz|gzip|zst|zstd)$", ""), expanded, depth + 1);
            }
            case ZIP, PARQUET -> {
                var spool = Spool.of(name, in);
                resources.add(spool);
                yield openPath(name, spool.path(), kind, depth);
            }
            case EMPTY_ZIP -> new PartsReader(name, List.of());
            case JSON, TEXT -> openText(name, in, kind);
            default -> throw refusal(name, kind, in);
        };
    }

    private FieldSource openText(String name, InputStream in, ContentKind kind) throws IOException {
        FileFormat found = kind == ContentKind.JSON ? FileFormat.JSON : FileFormat.CSV;
        FileFormat wanted = format.findFormat().orElse(found);
        InputStream text = Utf8Input.of(name, in, format);
        return switch (wanted) {
            case CSV -> openCsv(name, text);
            case JSON ->
                new JsonSource(name, text, format, settings.columnsByName().values(), numbers);
            case XLSX -> throw InputFailures.unfit(name, "is no workbook, but format says so");
            case PARQUET -> throw InputFailures.unfit(name, "is no Parquet file, but format says so");
        };
    }

    private FieldSource openCsv(String name, InputStream text) throws IOException {
        if (!settings.csv().isOpen()) {
            return new CsvReader(name, text, settings.csv(), numbers);
        }
        byte[] first = text.readNBytes(CsvReader.BLOCK_BYTES);
        CsvGuess found = guess;
        if (found == null) {
            found = CsvSniffer.sniff(name, settings.csv(), first, first.length < CsvReader.BLOCK_BYTES);
            // The parts of a file are alike, but one without records does not say how.
            guess = first.length == 0 ? null : found;
        }
        var all = new SequenceInputStream(new ByteArrayInputStream(first), text);
        return new CsvReader(name, all, found.format(), numbers);
    }

    private static RuntimeException refusal(String name, ContentKind kind, StoredInput in) throws IOException {
        return switch (kind) {
            case OLE2 -> InputFailures.unfit(name, oleAdvice(in));
            case ENCRYPTED_PARQUET ->
                InputFailures.unfit(
                        name, "is an encrypted Parquet file, which cannot be read. Write it without encryption");
            default ->
                InputFailures.unfit(
                        name,
                        "is packed with %s, which cannot be read. Unpack it, or pack it with gzip, zstd or zip"
                                .formatted(kind));
        };
    }

    /** Names are in UTF-16 there. */
    private static String oleAdvice(StoredInput in) throws IOException {
        String start = new String(in.peek(OLE2_BYTES), java.nio.charset.StandardCharsets.ISO_8859_1);
        return start.contains(String.join("\0", "EncryptedPackage".split("")))
                ? "is an encrypted workbook, which cannot be read. Save it without a password"
                : "is an old Office document such as xls, which cannot be read. Save it as xlsx or CSV";
    }

    private FieldSource openPath(String name, Path path, ContentKind kind, int depth) throws IOException {
        if (kind == ContentKind.PARQUET) {
            requireFormat(name, FileFormat.PARQUET);
            var source = new ParquetSource(name, path, numbers);
            if (depth == 0) {
                stored = source::bytesRead;
            }
            return source;
        }
        var parts = new ZipParts(name, path, format);
        resources.add(0, parts);
        if (depth == 0) {
            stored = parts::bytesRead;
        }
        if (parts.has("[Content_Types].xml")) {
            requireFormat(name, FileFormat.XLSX);
            return openWorkbook(name, parts);
        } else if (parts.has("META-INF/manifest.xml") && parts.has("content.xml")) {
            throw InputFailures.unfit(name, "is an OpenDocument file, which cannot be read. Save it as xlsx or CSV");
        }
        return new PartsReader(
                name,
                ZipSelection.of(name, parts.names(), format.entries()).stream()
                        .map(entry -> new Part("entry " + entry, () -> openEntry(name, parts, entry, depth)))
                        .toList());
    }

    private void requireFormat(String name, FileFormat found) {
        FileFormat wanted = format.findFormat().orElse(found);
        if (wanted != found) {
            throw InputFailures.unfit(name, "is %s, but format says %s".formatted(found, wanted));
        }
    }

    private FieldSource openWorkbook(String name, ZipParts parts) {
        var workbook = new Workbook(name, parts, format);
        List<Part> sheets = SheetSelection.of(name, workbook.sheetNames(), format.sheets()).stream()
                .map(sheet -> new Part("sheet \"%s\"".formatted(sheet), () -> workbook.open(sheet, numbers)))
                .toList();
        return new PartsReader(name, sheets);
    }

    private FieldSource openEntry(String name, ZipParts parts, String entry, int depth) {
        try {
            return openStream("%s: %s".formatted(name, entry), new StoredInput(parts.open(entry)), depth + 1);
        } catch (IOException e) {
            throw InputFailures.unreadable("%s: %s".formatted(name, entry), e);
        }
    }
}
