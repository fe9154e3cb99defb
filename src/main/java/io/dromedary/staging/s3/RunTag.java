package io.dromedary.staging.s3;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is in the names of all objects of a run, so that no two runs write the same object, and so that it is known
 * whose an object is: {@code part_0001_0f3c9a7b21de.parquet}.
 *
 * @param text twelve hexadecimal digits of the job's id
 */
record RunTag(String text) {
    private static final int DIGITS = 12;
    private static final Pattern TAGGED = Pattern.compile(".*_([0-9a-f]{12})(\\.[^./]*)?");

    static RunTag of(String jobId) {
        String digits = jobId.replace("-", "");
        return new RunTag(digits.substring(0, Math.min(DIGITS, digits.length())));
    }

    /** The tag of a name; empty if it has none. */
    static Optional<RunTag> find(String name) {
        Matcher matcher = TAGGED.matcher(name);
        return matcher.matches() ? Optional.of(new RunTag(matcher.group(1))) : Optional.empty();
    }

    /** A name with this tag. */
    String in(String name) {
        int slash = name.lastIndexOf('/');
        int dot = name.lastIndexOf('.');
        int end = dot > slash + 1 ? dot : name.length();
        return name.substring(0, end) + "_" + text + name.substring(end);
    }
}
