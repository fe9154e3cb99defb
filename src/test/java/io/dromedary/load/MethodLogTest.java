package io.dromedary.load;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dromedary.dialect.WriteOptions;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MethodLogTest {
    private static final Path FILE = Path.of("orders.csv");

    private final Logger logger = (Logger) LoggerFactory.getLogger(MethodLog.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    @BeforeEach
    void listen() {
        said.start();
        logger.addAppender(said);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(said);
    }

    private Stream<String> said() {
        return said.list.stream().map(ILoggingEvent::getFormattedMessage);
    }

    private static MethodSettings settings(Method method, int batchSize) {
        return new MethodSettings(method, batchSize, 4, WriteOptions.NO_SRID);
    }

    @Test
    void saysHowRowsAreWrittenAndHowFast() {
        MethodLog.started(FILE, new RowEstimate(50_000, true), settings(Method.OPTIMIZED, 10_000), 4);
        MethodLog.completed(Method.OPTIMIZED, 100_000, 23.1);

        assertThat(said())
                .containsExactly(
                        "Writing 50,000 rows to PostgreSQL with batch size 10000",
                        "Using up to 4 connections for parallel writes",
                        "Method 'optimized' completed in 23.1 seconds",
                        "Throughput: 4,329 rows/second");
    }

    @Test
    void saysOfAnEstimateThatItIsOne() {
        MethodLog.started(FILE, new RowEstimate(2_000_000, false), settings(Method.COPY, 0), 1);
        MethodLog.started(FILE, RowEstimate.UNKNOWN, settings(Method.COPY, 0), 1);

        assertThat(said())
                .containsExactly(
                        "Writing about 2,000,000 rows to PostgreSQL in blocks of the file",
                        "Writing the rows of orders.csv to PostgreSQL in blocks of the file");
    }
}
