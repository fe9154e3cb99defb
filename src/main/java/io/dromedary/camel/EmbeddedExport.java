package io.dromedary.camel;

import io.dromedary.settings.Settings;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/**
 * Gives every Camel context that has this jar on its class path the routes {@code direct:export-job} and {@code
 * direct:load-job}, and the beans that they need: our own contexts, and those of other applications. What the host has
 * bound or set under the same name wins.
 */
public final class EmbeddedExport implements ContextServicePlugin {
    /** {@inheritDoc} The context is not built yet, so this only asks to be called again when it is. */
    @Override
    public void load(CamelContext context) {
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextInitializing(CamelContext initializing) {
                addTo(initializing);
            }
        });
    }

    private static void addTo(CamelContext context) {
        RouteFiles files = context.getRegistry().lookupByNameAndType(RouteFiles.BEAN, RouteFiles.class);
        if (files == null) {
            Settings settings = Settings.load(Path.of(""));
            context.getPropertiesComponent().addPropertiesSource(new Defaults(settings));
            context.getRegistry().bind(ExportBeans.S3_SETTINGS, settings.s3());
            files = RouteFiles.ofJar(RouteFiles.JOBS);
        }
        ExportBeans.bindTo(context);
        LoadBeans.bindTo(context);
        try {
            files.addTo(context);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    /** What the host has not set. */
    private record Defaults(Settings settings) implements PropertiesSource, Ordered {
        @Override
        public String getName() {
            return "dromedary";
        }

        @Override
        public @Nullable String getProperty(String name) {
            return settings.asProperties().get(name);
        }

        @Override
        public int getOrder() {
            return LOWEST;
        }
    }
}
