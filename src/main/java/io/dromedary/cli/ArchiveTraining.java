package io.dromedary.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.postgresql.Driver;

/**
 * Run once by the launcher, which has the virtual machine archive all classes that are loaded here: each start is
 * faster then. Loads the classes of this program and of the driver, most of which only a database would call for, and
 * starts an export and an import, which end where the database should be.
 */
final class ArchiveTraining {
    private static final int CLOSED_PORT = 1;

    private ArchiveTraining() {}

    /** Takes the path of an export job. */
    public static void main(String[] arguments) throws IOException {
        Logs.configure();
        for (Class<?> one : List.of(ArchiveTraining.class, Driver.class)) {
            CodeSource source = one.getProtectionDomain().getCodeSource();
            load(Path.of(source.getLocation().getPath()));
        }
        String job = arguments[0];
        run("run", job, "--set", "database.port=" + CLOSED_PORT);
        run("load", job, "--into", "public.any", "--database", "postgresql://127.0.0.1:%d/none".formatted(CLOSED_PORT));
        System.exit(0);
    }

    private static void run(String... arguments) {
        Dromedary.execute(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), arguments);
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
