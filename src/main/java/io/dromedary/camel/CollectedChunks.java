package io.dromedary.camel;

import io.dromedary.export.Chunk;
import io.dromedary.export.ChunkResult;
import io.dromedary.export.ChunkResults;
import io.dromedary.export.Exporter;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * Collects the chunks of one split into {@link ChunkResults}, and gives their room back.
 *
 * <p>The results travel in a copy of the message that was split. In the message of the chunk that ended first, as is
 * common, Camel would skip all steps after the split if that chunk has failed.
 */
final class CollectedChunks implements AggregationStrategy {
    private final Exporter exporter;

    CollectedChunks(Exporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public Exchange aggregate(@Nullable Exchange collected, Exchange chunk, Exchange table) {
        Exchange answer = collected == null ? ExchangeHelper.createCopy(table, true) : collected;
        ChunkResults results =
                collected == null ? new ChunkResults() : collected.getMessage().getBody(ChunkResults.class);
        answer.getMessage().setBody(results);
        add(results, chunk);
        return answer;
    }

    @Override
    public Exchange aggregate(@Nullable Exchange collected, Exchange chunk) {
        throw new UnsupportedOperationException("Chunks are collected with the message of their table at hand");
    }

    /** The room is given back last, so that the failure is known before other chunks are called off because of it. */
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
        @Nullable Throwable cause = chunk.getException();
        if (cause instanceof DromedaryException known) {
            return known;
        }
        return DromedaryException.permanent(
                FailureCategory.BUG,
                "%s: %s".formatted(chunk.getMessage().getBody(), cause),
                cause == null ? new IllegalStateException("No result and no failure") : cause);
    }
}
