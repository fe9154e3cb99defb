package io.dromedary.load;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A workbook put together by hand, so that a test can say what no program writes. */
final class TestWorkbook {
    private static final String TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private final Map<String, String> sheets = new LinkedHashMap<>();
    private final Map<String, String> parts = new LinkedHashMap<>();
    private String properties = "";

    /** A sheet with rows such as {@code <row r="1"><c r="A1"><v>1</v></c></row>}. */
    TestWorkbook sheet(String name, String rows) {
        sheets.put(
                name,
                ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"%s\"><dimension"
                                + " ref=\"A1\"/><sheetData>%s</sheetData></worksheet>")
                        .formatted(MAIN, rows));
        return this;
    }

    /** A sheet as a whole. */
    TestWorkbook rawSheet(String name, String xml) {
        sheets.put(name, xml);
        return this;
    }

    /** A part beside the sheets. */
    TestWorkbook part(String name, String xml) {
        parts.put(name, xml);
        return this;
    }

    TestWorkbook shared(String... items) {
        return part("xl/sharedStrings.xml", "<sst xmlns=\"%s\">%s</sst>".formatted(MAIN, String.join("", items)));
    }

    /** Styles 1 and on have these formats. */
    TestWorkbook formats(String... codes) {
        var numFmts = new StringBuilder();
        var xfs = new StringBuilder("<xf numFmtId=\"0\"/>");
        for (int i = 0; i < codes.length; i++) {
            boolean isBuiltIn = codes[i].matches("\\d+");
            int id = isBuiltIn ? Integer.parseInt(codes[i]) : 164 + i;
            if (!isBuiltIn) {
                numFmts.append("<numFmt numFmtId=\"%d\" formatCode=\"%s\"/>".formatted(id, codes[i]));
            }
            xfs.append("<xf numFmtId=\"%d\" applyNumberFormat=\"1\"/>".formatted(id));
        }
        return part(
                "xl/styles.xml",
                ("<styleSheet xmlns=\"%s\"><numFmts>%s</numFmts><cellStyleXfs><xf"
                                + " numFmtId=\"14\"/></cellStyleXfs><cellXfs>%s</cellXfs></styleSheet>")
                        .formatted(MAIN, numFmts, xfs));
    }

    TestWorkbook since1904() {
        properties = "<workbookPr date1904=\"1\"/>";
        return this;
    }

    Path write(Path file) {
        var list = new StringBuilder();
        var relations = new StringBuilder(relation("rS", "styles", "styles.xml"))
                .append(relation("rT", "sharedStrings", "/xl/sharedStrings.xml"));
        int number = 0;
        Map<String, String> all = new LinkedHashMap<>(parts);
        for (Map.Entry<String, String> sheet : sheets.entrySet()) {
            number++;
            list.append("<sheet name=\"%s\" sheetId=\"%d\" r:id=\"r%d\"/>".formatted(sheet.getKey(), number, number));
            relations.append(relation("r" + number, "worksheet", "worksheets/sheet%d.xml".formatted(number)));
            all.put("xl/worksheets/sheet%d.xml".formatted(number), sheet.getValue());
        }
        all.putIfAbsent("[Content_Types].xml", "<Types/>");
        all.putIfAbsent("_rels/.rels", relationships(relation("r1", "officeDocument", "xl/workbook.xml")));
        all.putIfAbsent("xl/_rels/workbook.xml.rels", relationships(relations.toString()));
        all.putIfAbsent(
                "xl/workbook.xml",
                "<workbook xmlns=\"%s\" xmlns:r=\"x\">%s<sheets>%s</sheets></workbook>"
                        .formatted(MAIN, properties, list));
        return zip(file, all);
    }

    private static String relationships(String all) {
        return "<Relationships>%s</Relationships>".formatted(all);
    }

    private static String relation(String id, String type, String target) {
        return "<Relationship Id=\"%s\" Type=\"%s%s\" Target=\"%s\"/>".formatted(id, TYPES, type, target);
    }

    /** A zip file with these entries. */
    static Path zip(Path file, Map<String, String> entries) {
        try (OutputStream out = Files.newOutputStream(file);
                var zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
