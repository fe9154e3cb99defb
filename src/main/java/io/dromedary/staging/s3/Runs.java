package io.dromedary.staging.s3;

import io.dromedary.process.ProcessIdentity;
import io.dromedary.staging.TemporaryEntry.Kind;
import io.dromedary.staging.s3.ObjectStore.StoredObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The runs that have something in a location, and what they have claimed: {@code .temp/job_<id>/owner.json} and {@code
 * .temp/job_<id>/tables/<table>}. A run claims a table before it uploads anything to it, and gives the claim back when
 * everything there is either named by a commit document or removed.
 */
final class Runs {
    static final String TEMP = ".temp";
    private static final String JOB_PREFIX = "job_";
    private static final String OWNER = "/owner.json";
    private static final String TABLES = "/tables/";
    private static final String NAMES = TEMP + "/names/";

    private final ObjectStore store;

    Runs(ObjectStore store) {
        this.store = store;
    }

    static String directory(String job) {
        return TEMP + "/" + JOB_PREFIX + job;
    }

    static String marker(String job) {
        return directory(job) + OWNER;
    }

    /** The jobs that have something under {@code .temp}, sorted. */
    Set<String> jobs() {
        Set<String> jobs = new TreeSet<>();
        String start = TEMP + "/" + JOB_PREFIX;
        for (String directory : store.children(TEMP).directories()) {
            if (directory.startsWith(start)) {
                jobs.add(directory.substring(start.length()));
            }
        }
        return jobs;
    }

    /** What lies under {@code .temp} and is none of ours. */
    List<String> foreign() {
        var children = store.children(TEMP);
        Set<String> names = new TreeSet<>(children.directories());
        names.removeIf(name -> name.startsWith(TEMP + "/" + JOB_PREFIX) || NAMES.equals(name + "/"));
        children.objects().forEach(object -> names.add(object.name()));
        return List.copyOf(names);
    }

    /** What a run is; one without a marker was just being removed. */
    Kind kind(String job) {
        Optional<StoredDocument> found = store.find(marker(job));
        boolean isRunning = found.isPresent()
                && !isGone(found.get())
                && !RunMarker.parse(found.get().bytes()).map(RunMarker::ended).orElse(false);
        return isRunning ? Kind.RUNNING : Kind.LEFTOVER;
    }

    /**
     * Whether nothing more can come of a run: its process is known to be gone, or it has given no sign of life for
     * longer than its lease. By then the store refuses what it may have signed before.
     */
    boolean isGone(StoredDocument marker) {
        var lease = Duration.ofMinutes(store.location().settings().uploads().leaseMinutes());
        return RunMarker.parse(marker.bytes())
                .map(RunMarker::process)
                .flatMap(ProcessIdentity::findAlive)
                .map(alive -> !alive)
                .orElse(marker.age().compareTo(lease) > 0);
    }

    /** Claims a table for a job. */
    void claim(String job, String table) {
        store.put(directory(job) + TABLES + table, job.getBytes(StandardCharsets.UTF_8));
    }

    /** The tables that a job has claimed. */
    List<String> claimed(String job) {
        String start = directory(job) + TABLES;
        return store.list(directory(job)).stream()
                .map(StoredObject::name)
                .filter(name -> name.startsWith(start))
                .map(name -> name.substring(start.length()))
                .toList();
    }

    void unclaim(String job, List<String> tables) {
        store.delete(
                tables.stream().map(table -> directory(job) + TABLES + table).toList());
    }

    /** The tags of all runs that have claimed a table. */
    Set<RunTag> tags(String table) {
        Set<RunTag> tags = new HashSet<>();
        String start = TEMP + "/" + JOB_PREFIX;
        for (StoredObject object : store.list(TEMP)) {
            int tables = object.name().indexOf(TABLES);
            if (object.name().startsWith(start) && tables > 0 && object.name().endsWith(TABLES + table)) {
                tags.add(RunTag.of(object.name().substring(start.length(), tables)));
            }
        }
        return tags;
    }

    /** Takes a name that no other run may have at the same time; false if one has it. */
    boolean lockName(String job, String table) {
        return store.create(NAMES + table, job.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives names back, those that the job has. */
    void unlockNames(String job, List<String> tables) {
        store.delete(tables.stream()
                .map(table -> NAMES + table)
                .filter(name -> store.find(name)
                        .filter(found -> new String(found.bytes(), StandardCharsets.UTF_8).equals(job))
                        .isPresent())
                .toList());
    }
}
