package io.dromedary.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadingTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 2", "4, 4, 2", "8, 8, 4", "12, 12, 6", "16, 12, 8", "64, 12, 8"})
    void isWhatTheNumberOfProcessorsAllows(int processors, int tableThreads, int chunkWorkers) {
        assertThat(Threading.defaultFor(processors))
                .isEqualTo(new Threading(tableThreads, chunkWorkers, tableThreads * chunkWorkers));
    }
}
