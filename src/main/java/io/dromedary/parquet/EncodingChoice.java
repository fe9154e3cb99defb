package io.dromedary.parquet;

import java.io.IOException;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one column are encoded: tried out on the first page that has enough values, then kept for the whole
 * file, so that later row groups do not pay for attempts that failed before.
 */
final class EncodingChoice {
    /** A page with fewer values is encoded as suits it best, but decides nothing for the next. */
    private static final int VALUES_MIN = 1_000;

    /** Another encoding than PLAIN must save something, as it costs readers a little more. */
    private static final int CLEARLY_SMALLER_PERCENT = 98;

    private final ColumnValues values;
    private final PageWorkspace workspace;
    private boolean wantsDictionary;
    private boolean dictionarySettled;
    private @Nullable Encoding settled;

    EncodingChoice(ColumnValues values, PageWorkspace workspace, LeafOptions options) {
        this.values = values;
        this.workspace = workspace;
        boolean isWanted = options.encoding() == ColumnEncoding.DICTIONARY;
        boolean isAllowed = options.encoding() == ColumnEncoding.AUTO && options.dictionary();
        wantsDictionary = (isWanted || isAllowed) && values.hasDictionary();
        dictionarySettled = isWanted;
        settled = switch (options.encoding()) {
            case AUTO, DICTIONARY -> null;
            case PLAIN -> Encoding.PLAIN;
            case DELTA, BYTE_STREAM_SPLIT -> values.encodings().get(1);
        };
    }

    /** Whether a new column chunk begins with a dictionary. */
    boolean wantsDictionary() {
        return wantsDictionary;
    }

    /** Later column chunks begin without a dictionary. */
    void giveUpDictionary() {
        wantsDictionary = false;
    }

    /** The encoding of the open page. Afterwards the values can be encoded in it. */
    Encoding settle() throws IOException {
        if (values.count == 0) {
            return Encoding.PLAIN;
        }
        if (!values.usesDictionary()) {
            return settleValues().encoding;
        }
        return dictionarySettled ? Encoding.RLE_DICTIONARY : settleDictionary();
    }

    private Encoding settleDictionary() throws IOException {
        long dictionaryBytes = dictionaryBytes();
        values.lookUpIds();
        Trial best = settleValues();
        boolean pays = dictionaryBytes < best.bytes;
        if (values.count >= VALUES_MIN) {
            dictionarySettled = true;
            wantsDictionary = pays;
        }
        return pays ? Encoding.RLE_DICTIONARY : best.encoding;
    }

    /**
     * What the page would cost with a dictionary: its ids, and as much of the dictionary as pages like it would add.
     * Values that were new in the second half of the page tell that the dictionary is still growing.
     */
    private long dictionaryBytes() throws IOException {
        int knownAtHalf = 0;
        for (int i = 0; i < values.count / 2; i++) {
            knownAtHalf = Math.max(knownAtHalf, values.ids[i] + 1);
        }
        workspace.body.clear();
        values.encodeIds(workspace.body);
        long idBytes = workspace.compressor.compress(workspace.body).size;
        workspace.body.clear();
        values.encodeDictionary(workspace.body);
        long dictionaryBytes = workspace.compressor.compress(workspace.body).size;
        int size = values.dictionarySize();
        long growth = values.count < VALUES_MIN ? size : Math.min(size, 2L * (size - knownAtHalf));
        return idBytes + dictionaryBytes * growth / size;
    }

    private Trial settleValues() throws IOException {
        if (settled != null) {
            return values.usesDictionary() ? attempt(settled) : new Trial(settled, 0);
        }
        Trial best = attempt(Encoding.PLAIN);
        long limit = best.bytes * CLEARLY_SMALLER_PERCENT / 100;
        for (Encoding encoding : values.encodings()) {
            Trial trial = encoding == Encoding.PLAIN ? best : attempt(encoding);
            if (trial.bytes < Math.min(limit, best.bytes)) {
                best = trial;
            }
        }
        if (values.count >= VALUES_MIN) {
            settled = best.encoding;
        }
        return best;
    }

    private Trial attempt(Encoding encoding) throws IOException {
        workspace.body.clear();
        values.encode(encoding, workspace);
        return new Trial(encoding, workspace.compressor.compress(workspace.body).size);
    }

    private record Trial(Encoding encoding, long bytes) {}
}
