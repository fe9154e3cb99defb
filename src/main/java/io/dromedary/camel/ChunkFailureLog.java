package io.dromedary.camel;

import io.dromedary.export.Chunk;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each failed try of a chunk that another try may cure. */
final class ChunkFailureLog implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkFailureLog.class);

    @Override
    public void process(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        // Camel has counted already.
        int tries = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 1, Integer.class);
        if (exchange.getMessage().getBody() instanceof Chunk chunk) {
            LOG.warn("{}: chunk {} error in try {}: {}", chunk.table(), chunk.number(), tries, cause.getMessage());
        }
    }
}
