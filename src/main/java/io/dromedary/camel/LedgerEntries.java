package io.dromedary.camel;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.export.ExportRequest;
import io.dromedary.export.ExportSession;
import io.dromedary.export.JobReport;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.ledger.JobKind;
import io.dromedary.ledger.JobLedger;
import io.dromedary.ledger.JobStart;
import io.dromedary.ledger.JobStart.ItemStart;
import io.dromedary.ledger.OpenJob;
import io.dromedary.ledger.State;
import io.dromedary.load.LoadRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;

/** Gives each message of the routes {@code export-job} and {@code load-job} an entry in the ledger. */
final class LedgerEntries extends RoutePolicySupport {
    private static final String REQUEST = "dromedaryRequest";

    private final JobLedger ledger;

    LedgerEntries(JobLedger ledger) {
        this.ledger = ledger;
    }

    /** Waits until the ledger has what happened. */
    void flush(Duration patience) {
        ledger.flush(patience);
    }

    /** The entry of an export begins when it is planned, since then it has a number. */
    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        Object request = exchange.getMessage().getBody();
        exchange.setProperty(REQUEST, request);
        if (request instanceof LoadRequest load && !load.settings().isDryRun()) {
            begin(load);
        }
    }

    private void begin(LoadRequest request) {
        ledger.begin(new JobStart(
                request.jobId(),
                JobKind.IMPORT,
                request.name(),
                JobSpecification.of(request),
                Instant.now(),
                files(request)));
    }

    private static List<ItemStart> files(LoadRequest request) {
        try {
            return request.perFile().stream()
                    .map(file -> file.files().get(0))
                    .map(file -> new ItemStart(file.toString(), size(file)))
                    .toList();
        } catch (DromedaryException e) {
            // The route finds the same, and tells it.
            return List.of();
        }
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : JobStart.UNKNOWN;
        } catch (IOException e) {
            return JobStart.UNKNOWN;
        }
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        Object request = exchange.getProperty(REQUEST);
        if (request instanceof LoadRequest load) {
            ledger.find(load.jobId()).ifPresent(job -> end(job, exchange, load.database()));
        } else if (request instanceof ExportRequest export) {
            ExportSession session = exchange.getVariable("session", ExportSession.class);
            if (session != null) {
                ledger.find(session.jobId()).ifPresent(job -> end(job, exchange, export.database()));
            } else {
                end(unplanned(export, exchange), exchange, export.database());
            }
        }
    }

    /** A job that failed before it was settled what it is to do. */
    private OpenJob unplanned(ExportRequest request, Exchange exchange) {
        return ledger.begin(new JobStart(
                UUID.randomUUID().toString(),
                JobKind.EXPORT,
                request.name(),
                JobSpecification.of(request),
                exchange.getClock().asDate().toInstant(),
                List.of()));
    }

    private static void end(OpenJob job, Exchange exchange, ConnectionSettings database) {
        Throwable cause = failure(exchange);
        if (cause == null) {
            job.end(State.SUCCEEDED, null, null);
            return;
        }
        FailureCategory category = cause instanceof DromedaryException known ? known.category() : FailureCategory.BUG;
        State state = category == FailureCategory.CANCELLED ? State.CANCELLED : State.FAILED;
        job.end(state, category.name(), JobSpecification.scrubbed(String.valueOf(cause.getMessage()), database));
    }

    /** Also of a job that has ended well but for some tables. */
    private static @Nullable Throwable failure(Exchange exchange) {
        if (exchange.getException() == null && exchange.getMessage().getBody() instanceof JobReport report) {
            try {
                report.orThrow();
            } catch (DromedaryException e) {
                return e;
            }
        }
        return exchange.getException();
    }
}
