package io.dromedary.camel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/**
 * The YAML files that a context gets its routes from.
 *
 * @param locations Camel's names of the files
 */
record RouteFiles(List<String> locations) {
    /** The name under which a context of ours says which it wants. */
    static final String BEAN = "dromedaryRouteFiles";

    /** The files with the routes that exports need. */
    static final List<String> EXPORT = List.of("failures", "export", "portable", "publish");

    /** The files with the routes that imports of given files need. */
    static final List<String> LOAD = List.of("failures", "load");

    /** The files with the routes that jobs of both kinds need. */
    static final List<String> JOBS = List.of("failures", "export", "portable", "publish", "load", "inbox");

    /** The files with the triggers of a server. */
    static final List<String> TRIGGERS = List.of("schedule", "drop-folder");

    private static final String EXTENSION = ".camel.yaml";

    RouteFiles {
        locations = List.copyOf(locations);
    }

    /** Files of the jar. */
    static RouteFiles ofJar(List<String> names) {
        return new RouteFiles(names.stream().map(RouteFiles::inJar).toList());
    }

    /** Files beside the program, where people edit them; of the jar where there are none. */
    static RouteFiles of(Path home, List<String> names) {
        return new RouteFiles(names.stream()
                .map(name -> {
                    Path beside = home.resolve("routes").resolve(name + EXTENSION);
                    return Files.isRegularFile(beside) ? "file:" + beside : inJar(name);
                })
                .toList());
    }

    private static String inJar(String name) {
        return "classpath:routes/" + name + EXTENSION;
    }

    /** Adds the routes to a context that is being built. */
    void addTo(CamelContext context) throws Exception {
        var resources = PluginHelper.getResourceLoader(context);
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(locations.stream().map(resources::resolveResource).toArray(Resource[]::new));
    }
}
