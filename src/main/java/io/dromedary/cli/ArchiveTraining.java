package io.dromedary.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.postgresql.Driver;

/**
 * Run once by the launcher, which has the virtual machine archive all classes that are loaded here: each start is
 * faster then. Loads the classes of this program and of the driver, most of which only a database would call for, and
 * then does what its arguments say.
 */
final class ArchiveTraining {
    private ArchiveTraining() {}

    public static void main(String[] arguments) throws IOException {
        for (Class<?> one : List.of(ArchiveTraining.class, Driver.class)) {
            CodeSource source = one.getProtectionDomain().getCodeSource();
            load(Path.of(source.getLocation().getPath()));
        }
        Dromedary.main(arguments);
    }

    private static void load(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            file.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.contains("-"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .forEach(ArchiveTraining::load);
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, ArchiveTraining.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // Some of the driver's need libraries that are not here. They are not archived.
        }
    }
}
