package io.dromedary.load.xlsx;

import io.dromedary.load.input.Blocks;
import io.dromedary.load.input.InputFailures;
import io.dromedary.load.input.SourceFormat;
import io.dromedary.load.input.Utf8Input;
import io.dromedary.load.input.ZipParts;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A workbook: its sheets, and what their cells refer to. Does not own its parts. Thread-safe. */
public final class Workbook {
    private static final byte[] RELATIONSHIP = "Relationship".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SHEET = "sheet".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WORKBOOK_PR = "workbookPr".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ROW = "row".getBytes(StandardCharsets.US_ASCII);
    private static final int SMALL_PART_BYTES_MAX = 16 << 20;
    private static final int SHARED_PART_OF_MEMORY = 4;

    private final String name;
    private final ZipParts parts;
    private final SourceFormat format;
    private final Map<String, String> sheets = new HashMap<>();
    private final List<String> sheetNames = new ArrayList<>();
    private boolean is1904;
    private CellFormats formats = new CellFormats(List.of());
    private @Nullable String sharedStringsPart;
    private @Nullable SharedStrings sharedStrings;

    /** A relationship of a part: what kind of part another is, and where it is. */
    private record Relationship(String id, String type, String target) {}

    /**
     * Reads all but the sheets.
     *
     * @throws io.dromedary.failure.DromedaryException {@code DATA} if it is no workbook or damaged
     */
    public Workbook(String name, ZipParts parts, SourceFormat format) {
        this.name = name;
        this.parts = parts;
        this.format = format;
        String main = relationships("_rels/.rels", "").stream()
                .filter(relationship -> relationship.type().endsWith("/officeDocument"))
                .map(Relationship::target)
                .findFirst()
                .orElse("xl/workbook.xml");
        if (main.endsWith(".bin")) {
            throw InputFailures.unfit(
                    name, "is a binary workbook (xlsb), which cannot be read. Save it as xlsx or CSV");
        }
        readMain(main);
    }

    private void readMain(String main) {
        int slash = main.lastIndexOf('/');
        String directory = main.substring(0, slash + 1);
        String relations = directory + "_rels/" + main.substring(slash + 1) + ".rels";
        Map<String, String> targets = new HashMap<>();
        String styles = "";
        for (Relationship relationship : relationships(relations, directory)) {
            targets.put(relationship.id(), relationship.target());
            if (relationship.type().endsWith("/styles")) {
                styles = relationship.target();
            } else if (relationship.type().endsWith("/sharedStrings")) {
                sharedStringsPart = relationship.target();
            }
        }
        XmlScanner scanner = scan(main);
        while (scanner.nextTag()) {
            if (scanner.opens(SHEET)) {
                addSheet(attributes(scanner), targets);
            } else if (scanner.opens(WORKBOOK_PR)) {
                String date = attributes(scanner).getOrDefault("date1904", "0");
                is1904 = date.equals("1") || date.equalsIgnoreCase("true");
            }
        }
        if (!styles.isEmpty() && parts.has(styles)) {
            formats = CellFormats.read(scan(styles));
        }
    }

    private void addSheet(Map<String, String> attributes, Map<String, String> targets) {
        String id = attributes.entrySet().stream()
                .filter(attribute -> attribute.getKey().endsWith(":id"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        String sheet = attributes.getOrDefault("name", "");
        String target = targets.get(id);
        if (target == null) {
            throw InputFailures.damaged(name, "does not say where sheet \"%s\" is: it is damaged".formatted(sheet));
        }
        sheetNames.add(sheet);
        sheets.put(sheet, target);
    }

    private List<Relationship> relationships(String part, String directory) {
        List<Relationship> all = new ArrayList<>();
        if (parts.has(part)) {
            XmlScanner scanner = scan(part);
            while (scanner.nextTag()) {
                if (scanner.opens(RELATIONSHIP)) {
                    Map<String, String> attributes = attributes(scanner);
                    // What lies outside of the workbook is never opened.
                    if (!attributes.getOrDefault("TargetMode", "").equals("External")) {
                        all.add(new Relationship(
                                attributes.getOrDefault("Id", ""),
                                attributes.getOrDefault("Type", ""),
                                resolve(directory, attributes.getOrDefault("Target", ""))));
                    }
                }
            }
        }
        return all;
    }

    private String resolve(String directory, String target) {
        try {
            return URI.create("/" + directory)
                    .resolve(target.replace(" ", "%20"))
                    .getPath()
                    .replaceFirst("^/+", "");
        } catch (IllegalArgumentException e) {
            throw InputFailures.damaged(name, "has a part at \"%s\", which is no place".formatted(target));
        }
    }

    static Map<String, String> attributes(XmlScanner scanner) {
        Map<String, String> attributes = new HashMap<>();
        while (scanner.nextAttribute()) {
            attributes.put(scanner.attributeName(), scanner.value());
        }
        return attributes;
    }

    private XmlScanner scan(String part) {
        String full = "%s: %s".formatted(name, part);
        try (InputStream in = open(part)) {
            byte[] bytes = in.readNBytes(SMALL_PART_BYTES_MAX + 1);
            if (bytes.length > SMALL_PART_BYTES_MAX) {
                throw InputFailures.damaged(full, "is larger than %,d MB".formatted(SMALL_PART_BYTES_MAX >> 20));
            }
            var scanner = new XmlScanner(full);
            scanner.start(bytes, 0, bytes.length);
            return scanner;
        } catch (IOException e) {
            throw InputFailures.unreadable(full, e);
        }
    }

    private InputStream open(String part) {
        String full = "%s: %s".formatted(name, part);
        try {
            return Utf8Input.of(full, parts.open(part), SourceFormat.DEFAULTS);
        } catch (IOException e) {
            throw InputFailures.unreadable(full, e);
        }
    }

    /** The names of its sheets in their order. */
    public List<String> sheetNames() {
        return List.copyOf(sheetNames);
    }

    /** Opens a sheet. */
    public SheetReader open(String sheet, AtomicLong numbers) {
        String part = sheets.get(sheet);
        if (part == null) {
            throw new IllegalArgumentException(sheet);
        }
        String full = "%s: sheet \"%s\"".formatted(name, sheet);
        var blocks = new Blocks(full, open(part), new XmlBoundary(full, ROW), numbers);
        return new SheetReader(full, blocks, this, format);
    }

    CellFormats formats() {
        return formats;
    }

    SerialDate dates() {
        return new SerialDate(is1904);
    }

    /** Read when they are needed first. */
    synchronized SharedStrings sharedStrings() {
        SharedStrings strings = sharedStrings;
        if (strings == null) {
            String part = sharedStringsPart;
            String full = "%s: %s".formatted(name, part);
            strings = part == null || !parts.has(part)
                    ? SharedStrings.none(name)
                    : SharedStrings.read(full, open(part), Runtime.getRuntime().maxMemory() / SHARED_PART_OF_MEMORY);
            sharedStrings = strings;
        }
        return strings;
    }
}
