package io.dromedary.staging.s3;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.process.ProcessIdentity;
import java.io.IOException;
import java.util.Optional;

/**
 * What a run says of itself: {@code .temp/job_<id>/owner.json}. It is written first, again and again while the run
 * lives, and removed last.
 *
 * @param job its id
 * @param kernel see {@link ProcessIdentity}; empty: only time tells whether it is gone
 * @param pid of its process
 * @param started when its process began
 * @param sign counts the signs of life
 * @param ended whether the run has ended, and what it left may still be published by a request on its way
 */
record RunMarker(
        @JsonProperty("job") String job,
        @JsonProperty("kernel") String kernel,
        @JsonProperty("pid") long pid,
        @JsonProperty("started") long started,
        @JsonProperty("sign") long sign,
        @JsonProperty("ended") boolean ended) {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    static RunMarker of(String job, ProcessIdentity process, long sign) {
        return new RunMarker(job, process.kernel(), process.pid(), process.started(), sign, false);
    }

    /** The last one of a run that cannot say what became of it. */
    static RunMarker uncertain(String job, long sign) {
        return new RunMarker(job, "", 0, 0, sign, true);
    }

    /** Reads one; empty if it is none. */
    static Optional<RunMarker> parse(byte[] document) {
        try {
            RunMarker marker = MAPPER.readValue(document, RunMarker.class);
            return marker.job() == null || marker.kernel() == null ? Optional.empty() : Optional.of(marker);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    byte[] bytes() {
        try {
            return MAPPER.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new AssertionError("A marker can always be written", e);
        }
    }

    ProcessIdentity process() {
        return new ProcessIdentity(kernel, pid, started);
    }
}
