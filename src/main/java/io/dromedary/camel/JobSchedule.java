package io.dromedary.camel;

import io.dromedary.failure.DromedaryException;
import io.dromedary.settings.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The triggers of the job files in a directory: one for each file that has a {@code schedule}. A file that cannot be
 * read has none until it is repaired.
 */
public final class JobSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(JobSchedule.class);
    private static final Pattern JOB_FILE = Pattern.compile("[^.].*\\.(ya?ml|json)", Pattern.CASE_INSENSITIVE);

    private final Path directory;
    private final JobFiles files;
    private final Map<Path, Trigger> triggers = new TreeMap<>();
    /** Which job has which inbox. */
    private final Map<String, Path> inboxes = new HashMap<>();

    private int count;

    /** One version of a file. */
    private record Version(FileTime modified, long bytes) {}

    /** The trigger of one version of a file; the route is empty if the file asks for none. */
    private record Trigger(Version version, Optional<String> route) {}

    /** For the job files of a directory, which may be missing. */
    JobSchedule(Path directory, JobFiles files) {
        this.directory = directory.toAbsolutePath();
        this.files = files;
    }

    /**
     * Gives triggers to files that are new, takes them from those that are gone, and renews those of files that
     * changed.
     */
    public synchronized void refresh(CamelContext context) {
        Map<Path, Version> now;
        try {
            now = list();
        } catch (IOException e) {
            LOG.warn("{} cannot be listed, its schedules stay as they are: {}", directory, e.toString());
            return;
        }
        int taken = inboxes.size();
        triggers.entrySet().removeIf(entry -> {
            boolean outdated = !entry.getValue().version().equals(now.get(entry.getKey()));
            if (outdated) {
                inboxes.values().remove(entry.getKey());
                entry.getValue().route().ifPresent(route -> remove(context, entry.getKey(), route));
            }
            return outdated;
        });
        if (inboxes.size() < taken) {
            // Another job may have asked for one of them before.
            triggers.values().removeIf(trigger -> trigger.route().isEmpty());
        }
        now.forEach(
                (file, version) -> triggers.computeIfAbsent(file, added -> new Trigger(version, add(context, added))));
    }

    private Map<Path, Version> list() throws IOException {
        Map<Path, Version> found = new HashMap<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> paths = Files.list(directory)) {
                for (Path file : paths.filter(JobSchedule::isJobFile).toList()) {
                    found.put(file, new Version(Files.getLastModifiedTime(file), Files.size(file)));
                }
            }
        }
        return found;
    }

    private static boolean isJobFile(Path file) {
        return JOB_FILE.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file);
    }

    private Optional<String> add(CamelContext context, Path file) {
        try {
            Job job = files.read(file.toString());
            Optional<String> inbox = job.findInbox();
            if (inbox.isPresent() && !isItsInbox(file, inbox.get())) {
                return Optional.empty();
            }
            Optional<Schedule> schedule = job.findSchedule();
            return schedule.isPresent()
                    ? schedule.map(when -> add(context, file, when))
                    : inbox.map(name -> watch(context, file, name));
        } catch (DromedaryException e) {
            LOG.error("{} is not scheduled until it is repaired: {}", file, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} is not scheduled", file, e);
        }
        return Optional.empty();
    }

    /** Two jobs for one inbox would take files from each other. */
    private boolean isItsInbox(Path file, String inbox) {
        Path other = inboxes.putIfAbsent(inbox, file);
        if (other != null && !other.equals(file)) {
            LOG.error(
                    "{} is not run until it names another inbox, or the other none: {} is that of {}",
                    file,
                    inbox,
                    other);
            return false;
        }
        return true;
    }

    private String watch(CamelContext context, Path file, String inbox) {
        String name = name("inbox", file);
        template(context, "watched-inbox", name, file).parameter("inbox", inbox).add();
        LOG.info("{} loads what arrives in the inbox {}", file, inbox);
        return name;
    }

    private String name(String kind, Path file) {
        count++;
        return "%s-%d-%s".formatted(kind, count, file.getFileName().toString().replaceAll("[^\\w-]", "-"));
    }

    private String add(CamelContext context, Path file, Schedule schedule) {
        String name = name("scheduled", file);
        if (schedule instanceof Schedule.Cron cron) {
            template(context, "scheduled-by-cron", name, file)
                    .parameter("cron", cron.expression())
                    .parameter("timezone", TimeZone.getTimeZone(cron.timezone()).getID())
                    .add();
        } else if (schedule instanceof Schedule.Every every) {
            template(context, "scheduled-by-period", name, file)
                    .parameter("millis", every.period().toMillis())
                    .add();
        }
        LOG.info("{} is scheduled: {}", file, schedule);
        return name;
    }

    private static TemplatedRouteBuilder template(CamelContext context, String template, String name, Path file) {
        return TemplatedRouteBuilder.builder(context, template)
                .routeId(name)
                .parameter("trigger", name)
                .parameter("file", file.toString());
    }

    private static void remove(CamelContext context, Path file, String route) {
        try {
            context.getRouteController().stopRoute(route);
            context.removeRoute(route);
            LOG.info("{} is no longer scheduled as it was", file);
        } catch (Exception e) {
            LOG.error("{}: its trigger {} cannot be removed; restart the server: {}", file, route, e.toString());
        }
    }
}
