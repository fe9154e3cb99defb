package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.BatchEncoder;
import io.dromedary.dialect.EncodedBatch;
import io.dromedary.dialect.EncodedRows;
import io.dromedary.dialect.Rejection;
import io.dromedary.dialect.WritePlan;
import io.dromedary.dialect.postgresql.TargetCatalog.WireColumn;
import io.dromedary.dialect.postgresql.encoding.FieldEncoder;
import io.dromedary.dialect.postgresql.encoding.FieldEncoders;
import io.dromedary.dialect.postgresql.encoding.Outcome;
import io.dromedary.dialect.postgresql.encoding.Utf8;
import io.dromedary.table.FieldBatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Encodes records as rows of COPY: binary where every field is known to be right, refused where one is known to be
 * wrong, and as text, for the server to judge, where a field has a form or a type that the encoders do not know. For
 * INSERT statements, what is not refused is text.
 */
final class RowEncoder implements BatchEncoder {
    private static final String BAD_COPY_FILE_FORMAT = "22P04";
    private static final String NOT_NULL_VIOLATION = "23502";
    private static final int VALUE_SHOWN_MAX = 200;

    private final WritePlan plan;
    private final @Nullable FieldEncoder[] encoders;
    private final @Nullable GeometryText[] geometries;
    private final int[] fields;
    private final boolean[] refusesNulls;
    private final boolean isAllKnown;
    private final boolean hasOrdinal;

    /** The columns are those of the plan, in its order. */
    RowEncoder(WritePlan plan, List<WireColumn> columns) {
        this.plan = plan;
        int count = columns.size();
        encoders = new @Nullable FieldEncoder[count];
        geometries = new @Nullable GeometryText[count];
        fields = new int[count];
        refusesNulls = new boolean[count];
        boolean known = !plan.options().isInsert();
        for (int i = 0; i < count; i++) {
            WireColumn column = columns.get(i);
            encoders[i] =
                    FieldEncoders.find(column.baseType(), column.modifier()).orElse(null);
            geometries[i] = GeometryText.of(column, plan.options()).orElse(null);
            fields[i] = plan.columns().get(i).field();
            refusesNulls[i] = column.refusesNulls();
            known &= encoders[i] != null;
        }
        isAllKnown = known;
        hasOrdinal = !plan.ordinal().isEmpty();
    }

    @Override
    public void encode(FieldBatch batch, EncodedBatch target) {
        target.clear();
        for (int row = 0; row < batch.rowCount(); row++) {
            Optional<String> refusal = batch.findRefusal(row);
            if (refusal.isPresent()) {
                target.rejections().add(new Rejection(row, "", BAD_COPY_FILE_FORMAT, refusal.get()));
            } else if (batch.fieldCount(row) != plan.fieldCount()) {
                encodeRagged(batch, row, target);
            } else {
                encode(batch, row, target);
            }
        }
    }

    private void encode(FieldBatch batch, int row, EncodedBatch target) {
        EncodedRows binary = target.binary();
        byte[] bytes = batch.bytes();
        int first = batch.firstField(row);
        boolean isSure = isAllKnown;
        putShort(binary, hasOrdinal ? fields.length + 1 : fields.length);
        for (int i = 0; i < fields.length; i++) {
            int field = first + fields[i];
            FieldEncoder encoder = encoders[i];
            if (batch.isMissing(field)) {
                if (refusesNulls[i]) {
                    refuseNull(row, i, target);
                    return;
                }
                putInt(binary, -1);
            } else if (encoder != null) {
                Outcome outcome = encoder.encode(bytes, batch.start(field), batch.end(field), binary);
                if (outcome != Outcome.ENCODED) {
                    if (outcome.isRefused()) {
                        refuse(batch, row, i, outcome, target);
                        return;
                    }
                    isSure = false;
                }
            }
        }
        if (isSure) {
            if (hasOrdinal) {
                putInt(binary, Long.BYTES);
                putInt(binary, (int) batch.number());
                putInt(binary, row);
            }
            binary.endRow(row);
        } else {
            binary.dropRow();
            encodeText(batch, row, target);
        }
    }

    private void encodeText(FieldBatch batch, int row, EncodedBatch target) {
        EncodedRows text = target.text();
        int first = batch.firstField(row);
        for (int i = 0; i < fields.length; i++) {
            if (i > 0) {
                CopyText.putDelimiter(text);
            }
            int field = first + fields[i];
            if (batch.isMissing(field)) {
                CopyText.putNull(text);
                continue;
            }
            Outcome outcome = putText(batch, field, geometries[i], text);
            if (outcome.isRefused()) {
                text.dropRow();
                refuse(batch, row, i, outcome, target);
                return;
            }
        }
        if (hasOrdinal) {
            CopyText.putDelimiter(text);
            byte[] ordinal = Long.toString(batch.number() << Integer.SIZE | row).getBytes(StandardCharsets.US_ASCII);
            CopyText.put(ordinal, 0, ordinal.length, text);
        }
        CopyText.putLineEnd(text);
        text.endRow(row);
    }

    private static Outcome putText(FieldBatch batch, int field, @Nullable GeometryText geometry, EncodedRows text) {
        byte[] bytes = batch.bytes();
        if (!Utf8.isValid(bytes, batch.start(field), batch.end(field))) {
            return Outcome.INVALID_UTF8;
        }
        Outcome outcome = geometry == null
                ? Outcome.ENCODED
                : geometry.putPrefix(bytes, batch.start(field), batch.end(field), text);
        CopyText.put(bytes, batch.start(field), batch.end(field), text);
        return outcome;
    }

    /** A record that has not as many fields as it should. An empty line is no record, unless it is one empty field. */
    private void encodeRagged(FieldBatch batch, int row, EncodedBatch target) {
        int count = batch.fieldCount(row);
        if (count == 1 && batch.rawStart(row) == batch.rawEnd(row)) {
            return;
        }
        String message = count < plan.fieldCount()
                ? "missing data: the record has %d field%s instead of %d"
                : "extra data: the record has %d field%s instead of %d";
        target.rejections()
                .add(new Rejection(
                        row,
                        "",
                        BAD_COPY_FILE_FORMAT,
                        message.formatted(count, count == 1 ? "" : "s", plan.fieldCount())));
    }

    private void refuseNull(int row, int column, EncodedBatch target) {
        target.binary().dropRow();
        String message = "null value in column \"%s\" of relation \"%s\" violates not-null constraint";
        target.rejections()
                .add(new Rejection(
                        row,
                        name(column),
                        NOT_NULL_VIOLATION,
                        message.formatted(name(column), plan.described().id().name())));
    }

    private void refuse(FieldBatch batch, int row, int column, Outcome outcome, EncodedBatch target) {
        target.binary().dropRow();
        String value = batch.text(batch.firstField(row) + fields[column]);
        String shown = value.length() <= VALUE_SHOWN_MAX ? value : value.substring(0, VALUE_SHOWN_MAX) + "...";
        String type = plan.columns().get(column).column().type();
        target.rejections().add(new Rejection(row, name(column), outcome.sqlState(), outcome.message(type, shown)));
    }

    private String name(int column) {
        return plan.columns().get(column).column().name();
    }

    private static void putShort(EncodedRows target, int value) {
        target.reserve(Short.BYTES);
        target.bytes[target.size++] = (byte) (value >> 8);
        target.bytes[target.size++] = (byte) value;
    }

    private static void putInt(EncodedRows target, int value) {
        putShort(target, value >> 16);
        putShort(target, value);
    }
}
