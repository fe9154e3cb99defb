package io.dromedary.camel;

import io.dromedary.export.Chunk;
import io.dromedary.export.ChunkResult;
import io.dromedary.export.ChunkResults;
import io.dromedary.export.Exporter;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Collects the chunks of one split into {@link ChunkResults}, and gives their room back. */
final class ChunkResultsAggregation implements AggregationStrategy {
    private final Exporter exporter;

    ChunkResultsAggregation(Exporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public Exchange aggregate(@Nullable Exchange collected, Exchange chunk) {
        ChunkResults results =
                collected == null ? new ChunkResults() : collected.getMessage().getBody(ChunkResults.class);
        add(results, chunk);
        if (collected != null) {
            return collected;
        }
        succeed(chunk);
        chunk.getMessage().setBody(results);
        return chunk;
    }

    private void add(ChunkResults results, Exchange chunk) {
        Object body = chunk.getMessage().getBody();
        if (body instanceof ChunkResult result) {
            results.add(result);
            exporter.ended(result.chunk(), false);
        } else {
            results.add(failure(chunk));
            exporter.ended(chunk.getMessage().getBody(Chunk.class), true);
        }
    }

    private static DromedaryException failure(Exchange chunk) {
        Throwable cause = chunk.getException() != null
                ? chunk.getException()
                : chunk.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (cause instanceof DromedaryException known) {
            return known;
        }
        return DromedaryException.permanent(
                FailureCategory.BUG, "%s: %s".formatted(chunk.getMessage().getBody(), cause), cause);
    }

    /** A failure that is collected is no failure of what follows: without this, Camel would skip the steps after the split. */
    private static void succeed(Exchange exchange) {
        exchange.setException(null);
        exchange.removeProperty(Exchange.EXCEPTION_CAUGHT);
        exchange.getExchangeExtension().setErrorHandlerHandled(null);
        exchange.getExchangeExtension().setFailureHandled(false);
        exchange.getExchangeExtension().setRedeliveryExhausted(false);
    }
}
