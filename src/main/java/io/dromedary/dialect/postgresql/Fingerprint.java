package io.dromedary.dialect.postgresql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The shape of a table as a short text: another one if reading it would give other columns or leave out a partition.
 */
final class Fingerprint {
    private Fingerprint() {}

    static String of(CatalogRelation relation, List<CatalogColumn> columns, List<CatalogRelation> leaves) {
        var shape = new StringBuilder().append(relation.oid()).append(relation.hasChildren() ? " and children" : "");
        append(shape, columns);
        leaves.forEach(leaf -> shape.append("\npartition ").append(leaf.oid()));
        return sha256(shape.toString());
    }

    /** Of a query: its columns. */
    static String of(List<CatalogColumn> columns) {
        var shape = new StringBuilder();
        append(shape, columns);
        return sha256(shape.toString());
    }

    private static void append(StringBuilder shape, List<CatalogColumn> columns) {
        for (CatalogColumn column : columns) {
            SourceType type = column.type();
            // The length of the name first: no other name can end it.
            shape.append('\n')
                    .append(column.number())
                    .append(' ')
                    .append(column.name().length());
            shape.append(' ').append(column.name()).append(' ').append(type.oid());
            shape.append(' ').append(type.modifier()).append(' ').append(column.nullable());
            shape.append(' ').append(type.text());
        }
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
