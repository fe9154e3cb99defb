package io.dromedary.camel;

import io.dromedary.ledger.JobLedger;
import io.dromedary.load.LoadListener;
import io.dromedary.load.Loader;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** What the routes of the import side refer to by name. A bean that the context has already takes the place of ours. */
final class LoadBeans {
    /** The name of the steps of inboxes. */
    static final String INBOXES = "inboxes";

    private static final int PAUSE_DELAYS = 10;

    private LoadBeans() {}

    /** Binds what is missing. */
    static void bindTo(CamelContext context) {
        Registry registry = context.getRegistry();
        bind(registry, "loader", new Loader(LoadListener.SILENT));
        bind(registry, DromedaryRuntime.LEDGER, new LedgerEntries(JobLedger.none()));
        bind(registry, "loadedFiles", new LoadedFiles());
        bind(registry, "fileFailure", new FileFailure());
        bind(registry, "fileFailureLog", new FileFailureLog());
        bind(registry, INBOXES, inboxes(context));
    }

    private static Inboxes inboxes(CamelContext context) {
        Duration minAge = millis(context, "{{dromedary.drop-folder-min-age-millis}}");
        // The retries of a file have waited already; who repairs a database needs longer.
        Duration pause =
                millis(context, "{{dromedary.chunk-retry-delay-millis}}").multipliedBy(PAUSE_DELAYS);
        return new Inboxes(
                Path.of(context.resolvePropertyPlaceholders("{{dromedary.inbox-directory}}")), minAge, pause);
    }

    private static Duration millis(CamelContext context, String placeholder) {
        return Duration.ofMillis(Integer.parseInt(context.resolvePropertyPlaceholders(placeholder)));
    }

    private static void bind(Registry registry, String name, Object ours) {
        if (registry.lookupByName(name) == null) {
            registry.bind(name, ours);
        }
    }
}
