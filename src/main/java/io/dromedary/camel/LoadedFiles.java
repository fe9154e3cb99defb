package io.dromedary.camel;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Collects the reports of the files of one import, in their order. */
final class LoadedFiles implements AggregationStrategy {

    @Override
    public Exchange aggregate(@Nullable Exchange collected, Exchange file) {
        if (collected == null || file.getException() != null) {
            return file;
        }
        List<Object> reports = new ArrayList<>();
        reports.addAll((List<?>) collected.getMessage().getBody());
        reports.addAll((List<?>) file.getMessage().getBody());
        collected.getMessage().setBody(reports);
        return collected;
    }
}
