package io.dromedary.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of files and of the directories of partitions. */
class FilePlacesTest {

    @ParameterizedTest
    @CsvSource({
        "1, false, part_0001.parquet",
        "1, true, part_0007.parquet",
        "12000, false, part_00001.parquet",
        "3, true, part_0001_0007.parquet"
    })
    void namesCountChunksAndFiles(int chunks, boolean limited, String name) {
        assertThat(new FileNames("part_{n}", chunks, limited, ".parquet").name(1, 7))
                .isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "EU, c=EU",
                "a/b, c=a%2Fb",
                "x=1, c=x%3D1",
                "100%, c=100%25",
                "2026-11-21 10:00, c=2026-11-21 10%3A00",
                ".., c=.."
            })
    void valuesAreEscapedAsHiveEscapesThem(String value, String directory) {
        assertThat(HivePath.of("t", "c", Optional.of(value))).isEqualTo(directory);
    }

    @Test
    void aMissingValueHasANameThatNoValueMayHave() {
        assertThat(HivePath.of("t", "c", Optional.empty())).isEqualTo("c=__HIVE_DEFAULT_PARTITION__");
        assertThatThrownBy(() -> HivePath.of("t", "c", Optional.of(HivePath.NULL)))
                .hasMessageStartingWith(
                        "t: partition_by c: a row has \"__HIVE_DEFAULT_PARTITION__\", which readers take for");
        assertThatThrownBy(() -> HivePath.of("t", "c", Optional.of("x".repeat(300))))
                .hasMessageContaining("a directory name has at most 255 bytes, but that of \"c=xxx")
                .hasMessageEndingWith("Partition by a part of it with an expression.");
    }
}
