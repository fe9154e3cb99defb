package io.dromedary.files;

import io.dromedary.csv.CsvFormat;
import io.dromedary.parquet.Codec;

/** What kind of files are written. */
public sealed interface FileFormat {

    /** Its name in specifications and manifests. */
    String word();

    /** How the names of its files end. */
    String suffix(Codec codec);

    /** Apache Parquet. */
    record Parquet() implements FileFormat {
        @Override
        public String word() {
            return "parquet";
        }

        @Override
        public String suffix(Codec codec) {
            return ".parquet";
        }
    }

    /**
     * CSV, compressed as a whole.
     *
     * @param format how it looks
     */
    record Csv(CsvFormat format) implements FileFormat {
        @Override
        public String word() {
            return "csv";
        }

        @Override
        public String suffix(Codec codec) {
            return switch (codec.kind()) {
                case GZIP -> ".csv.gz";
                case ZSTD -> ".csv.zst";
                case NONE, SNAPPY -> ".csv";
            };
        }
    }
}
