package io.dromedary.camel;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * Waits for tables. The session knows how each of them ended, so only a failure that no route has explained is passed
 * on: the last one, when all have ended.
 */
final class EndedTables implements AggregationStrategy {

    @Override
    public Exchange aggregate(@Nullable Exchange ended, Exchange table, Exchange job) {
        Exchange answer = ended == null ? ExchangeHelper.createCopy(job, true) : ended;
        if (table.getException() != null) {
            answer.setException(table.getException());
        }
        return answer;
    }

    @Override
    public Exchange aggregate(@Nullable Exchange ended, Exchange table) {
        throw new UnsupportedOperationException("Tables are waited for with the message of their job at hand");
    }
}
