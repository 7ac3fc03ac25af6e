package dev.reelbatch.web;

import dev.reelbatch.api.CallListener;
import dev.reelbatch.api.StatusAnswer;
import dev.reelbatch.api.SubmitAnswer;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.ledger.GroupListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The meters that count as things happen, since the start of the process. All their labels exist from the start. */
final class Metrics implements CallListener, GroupListener, ClipTransition.Listener {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final List<String> OUTCOMES = List.of(
            "accepted", "rate_limited", "unavailable", "no_connection", "refused", "not_sent", "stopped", "in_doubt");
    private static final Duration[] ANSWER_TIMES = seconds(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120);
    private static final Duration[] DOWNLOAD_TIMES = seconds(0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600);
    private static final Duration[] GROUP_TIMES = seconds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5);
    private static final double[] GROUP_SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256};

    private final CallHealth callHealth;
    private final Map<String, Counter> submits = new HashMap<>();
    private final Map<ClipState, Counter> moves = new EnumMap<>(ClipState.class);
    private final Counter limitedSubmits;
    private final Counter limitedStatusCalls;
    private final Counter downloadedBytes;
    private final Timer submitTime;
    private final Timer statusTime;
    private final Timer downloadTime;
    private final DistributionSummary groupSize;
    private final Timer groupTime;

    Metrics(MeterRegistry registry, CallHealth callHealth) {
        this.callHealth = callHealth;
        OUTCOMES.forEach(outcome -> submits.put(
                outcome,
                Counter.builder("reelbatch.submits")
                        .description("Submissions by what the API answered")
                        .tag("outcome", outcome)
                        .register(registry)));
        for (ClipState state : ClipState.values()) {
            moves.put(
                    state,
                    Counter.builder("reelbatch.clip.moves")
                            .description("Clips that came into a state")
                            .tag("to", state.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        this.limitedSubmits = limited(registry, "submit");
        this.limitedStatusCalls = limited(registry, "status");
        this.downloadedBytes = Counter.builder("reelbatch.downloaded")
                .description("Bytes of videos that arrived")
                .baseUnit("bytes")
                .register(registry);
        this.submitTime = request(registry, "submit", ANSWER_TIMES);
        this.statusTime = request(registry, "status", ANSWER_TIMES);
        this.downloadTime = request(registry, "download", DOWNLOAD_TIMES);
        this.groupSize = DistributionSummary.builder("reelbatch.journal.group.size")
                .description("Entries that the journal committed together")
                .serviceLevelObjectives(GROUP_SIZES)
                .register(registry);
        this.groupTime = Timer.builder("reelbatch.journal.group.duration")
                .description("Time to commit a group and force it to the disk")
                .serviceLevelObjectives(GROUP_TIMES)
                .register(registry);
    }

    private static Counter limited(MeterRegistry registry, String operation) {
        return Counter.builder("reelbatch.rate.limited")
                .description("Answers with status 429: too many requests")
                .tag("operation", operation)
                .register(registry);
    }

    private static Timer request(MeterRegistry registry, String operation, Duration... buckets) {
        return Timer.builder("reelbatch.api.request.duration")
                .description("Time from a request to its complete answer, by operation")
                .tag("operation", operation)
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    private static Duration[] seconds(double... seconds) {
        Duration[] durations = new Duration[seconds.length];
        for (int i = 0; i < seconds.length; i++) {
            durations[i] = Duration.ofNanos(Math.round(seconds[i] * 1e9));
        }
        return durations;
    }

    @Override
    public void submitted(SubmitAnswer answer, Duration took) {
        callHealth.submitted(answer, took);
        submitTime.record(took);
        counter(answer).increment();
        if (answer instanceof SubmitAnswer.NotAccepted no && no.error().httpStatus() == TOO_MANY_REQUESTS) {
            limitedSubmits.increment();
        }
    }

    private Counter counter(SubmitAnswer answer) {
        return Objects.requireNonNull(submits.get(outcome(answer)));
    }

    private static String outcome(SubmitAnswer answer) {
        if (answer instanceof SubmitAnswer.Accepted) {
            return "accepted";
        } else if (answer instanceof SubmitAnswer.NotAccepted no) {
            return no.cause().name().toLowerCase(Locale.ROOT);
        } else if (answer instanceof SubmitAnswer.Refused) {
            return "refused";
        } else if (answer instanceof SubmitAnswer.NotSent) {
            return "not_sent";
        }
        return answer instanceof SubmitAnswer.Stopped ? "stopped" : "in_doubt";
    }

    @Override
    public void asked(StatusAnswer answer, Duration took) {
        callHealth.asked(answer, took);
        statusTime.record(took);
        if (answer instanceof StatusAnswer.Unanswered none && none.error().httpStatus() == TOO_MANY_REQUESTS) {
            limitedStatusCalls.increment();
        }
    }

    @Override
    public void downloaded(long bytes, Duration took) {
        downloadedBytes.increment(bytes);
        downloadTime.record(took);
    }

    @Override
    public void committed(int entries, Duration took) {
        groupSize.record(entries);
        groupTime.record(took);
    }

    @Override
    public void moved(ClipTransition move) {
        Objects.requireNonNull(moves.get(move.to())).increment();
    }
}
