package io.dromedary.staging.s3;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.staging.Location;
import java.io.IOException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Turns what a store says into what a user can act on.
 *
 * @param location where
 * @param access what was done there
 */
record S3Failure(Location.S3 location, Access access) {

    /** The failure of a request about something at the location. */
    DromedaryException of(String name, SdkException e) {
        String where = name.isEmpty() ? location.toString() : location + "/" + name;
        if (e instanceof S3Exception answered) {
            return answered(where, answered);
        }
        IOException io = connectionFailure(e);
        if (io != null) {
            String message = "%s: %s cannot be reached (%s); check s3.endpoint and the network."
                    .formatted(where, store(), words(io));
            return DromedaryException.transientFailure(access.category(), message, e);
        }
        String said = String.valueOf(e.getMessage());
        if (said.contains("credentials")) {
            String message = "%s: there are no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name "
                    + "variables in s3.access_key_env and s3.secret_key_env.";
            return DromedaryException.permanent(FailureCategory.CONFIGURATION, message.formatted(where), e);
        }
        return DromedaryException.transientFailure(
                access.category(),
                "%s: the store did not answer as it should: %s. Run it again; if it stays, check the store."
                        .formatted(where, firstLine(said)),
                e);
    }

    private DromedaryException answered(String where, S3Exception e) {
        String code = code(e);
        int status = e.statusCode();
        if (code.equals("NoSuchBucket")) {
            return permanent(
                    "%s: %s has no bucket %s; create it, or check the location and s3.endpoint."
                            .formatted(where, store(), location.bucket()),
                    e);
        } else if (code.equals("InvalidAccessKeyId") || code.equals("SignatureDoesNotMatch")) {
            return permanent(
                    "%s: %s does not accept the credentials (%s); check both keys.".formatted(where, store(), code), e);
        } else if (code.equals("ExpiredToken")) {
            return permanent("%s: the credentials have expired; renew them.".formatted(where), e);
        } else if (code.equals("RequestTimeTooSkewed")) {
            return permanent("%s: the clocks of this machine and of the store differ; set them.".formatted(where), e);
        } else if (status == 403) {
            return permanent(
                    "%s: these credentials may not do that (%s); grant %s."
                            .formatted(where, code, access.permissions()),
                    e);
        } else if (status == 301 || code.equals("AuthorizationHeaderMalformed")) {
            return permanent("%s: the bucket is in another region; set s3.region.".formatted(where), e);
        } else if (status == 501) {
            String message =
                    "%s: the store does not know this request (%s); if it does not know conditions on PUT, set "
                            + "s3.conditional_put to off and run one job at a time.";
            return permanent(message.formatted(where, code), e);
        } else if (status >= 500 || status == 429 || code.equals("RequestTimeout")) {
            String message =
                    "%s: %s is in trouble (%s, HTTP %d); run it again later.".formatted(where, store(), code, status);
            return DromedaryException.transientFailure(access.category(), message, e);
        }
        return permanent("%s: the store refuses: %s (HTTP %d).".formatted(where, code, status), e);
    }

    /** What the store calls it. */
    private static String code(S3Exception e) {
        var details = e.awsErrorDetails();
        return details == null || details.errorCode() == null ? "no reason given" : details.errorCode();
    }

    private DromedaryException permanent(String message, SdkException e) {
        return DromedaryException.permanent(access.category(), message, e);
    }

    private String store() {
        String endpoint = location.settings().endpoint();
        return endpoint.isEmpty() ? "Amazon S3" : endpoint;
    }

    private static @Nullable IOException connectionFailure(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException io) {
                return io;
            }
        }
        return null;
    }

    private static String words(IOException e) {
        if (e instanceof UnknownHostException) {
            return "there is no such host";
        }
        String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return firstLine(said);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").replaceFirst("\\.$", "");
    }
}
