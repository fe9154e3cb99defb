package io.dromedary.camel;

import io.dromedary.ledger.JobLedger;
import io.dromedary.load.LoadListener;
import io.dromedary.load.Loader;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** What the routes of the import side refer to by name. A bean that the context has already takes the place of ours. */
final class LoadBeans {
    private LoadBeans() {}

    /** Binds what is missing. */
    static void bindTo(CamelContext context) {
        Registry registry = context.getRegistry();
        bind(registry, "loader", new Loader(LoadListener.SILENT));
        bind(registry, DromedaryRuntime.LEDGER, new LedgerEntries(JobLedger.none()));
        bind(registry, "loadedFiles", new LoadedFiles());
        bind(registry, "fileFailure", new FileFailure());
        bind(registry, "fileFailureLog", new FileFailureLog());
    }

    private static void bind(Registry registry, String name, Object ours) {
        if (registry.lookupByName(name) == null) {
            registry.bind(name, ours);
        }
    }
}
