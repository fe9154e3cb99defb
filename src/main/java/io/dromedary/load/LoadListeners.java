package io.dromedary.load;

import io.dromedary.dialect.WritePlan;
import java.util.List;

/**
 * Several that hear the same.
 *
 * @param all in the order in which they are told
 */
public record LoadListeners(List<LoadListener> all) implements LoadListener {
    public LoadListeners {
        all = List.copyOf(all);
    }

    @Override
    public LoadListener of(LoadRequest request) {
        return new LoadListeners(
                all.stream().map(listener -> listener.of(request)).toList());
    }

    @Override
    public void fileStarted(String file, long bytes, WritePlan plan) {
        all.forEach(listener -> listener.fileStarted(file, bytes, plan));
    }

    @Override
    public void progressed(String file, long bytes, long rows) {
        all.forEach(listener -> listener.progressed(file, bytes, rows));
    }

    @Override
    public void fileLoaded(LoadReport report) {
        all.forEach(listener -> listener.fileLoaded(report));
    }
}
