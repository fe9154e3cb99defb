package io.dromedary.camel;

import io.dromedary.load.LoadRequest;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each failed try of a file that another try may load. */
final class FileFailureLog implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(FileFailureLog.class);

    @Override
    public void process(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        // Camel has counted already.
        int tries = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 1, Integer.class);
        if (exchange.getMessage().getBody() instanceof LoadRequest request) {
            LOG.warn("{}: error in try {}: {}", request.files().get(0), tries, cause.getMessage());
        }
    }
}
