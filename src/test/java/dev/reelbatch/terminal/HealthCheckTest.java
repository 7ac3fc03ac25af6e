package dev.reelbatch.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.NamedJob;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.terminal.HealthCheck.Verdict;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HealthCheckTest {

    private static final Instant NOW = Instant.parse("2026-04-02T08:00:00Z");
    private static final Duration WITHIN = Duration.ofHours(26);

    private static JobStanding standing(
            Map<ClipState, Integer> states,
            int accepted,
            int invalid,
            @Nullable Instant ended,
            @Nullable Instant since) {
        NamedJob job = new NamedJob(1, "mugs", "/sheets");
        Run run = new Run(1, job, 3, "c", "s", "p", "{}", Path.of("out"), "loaded", 1, BigDecimal.ZERO, NOW, ended);
        return new JobStanding(job, run, states, accepted, 0, invalid, List.of(), since);
    }

    private static HealthCheck ended(Map<ClipState, Integer> states, int accepted, int invalid) {
        return of(standing(states, accepted, invalid, NOW.minus(Duration.ofHours(2)), null));
    }

    private static HealthCheck of(@Nullable JobStanding standing) {
        return HealthCheck.of("mugs", standing, WITHIN, NOW);
    }

    private static HealthCheck answer(Verdict verdict, String line) {
        return new HealthCheck("mugs", 3, verdict, line);
    }

    @Test
    void whenEverythingIsDeliveredOrAcceptedInTimeThenItIsGood() {
        HealthCheck night = ended(Map.of(ClipState.DELIVERED, 8, ClipState.FAILED, 2), 2, 0);
        assertThat(night.isGood()).isTrue();
        assertThat(of(null).isGood()).isFalse();
        assertThat(night.line()).isEqualTo("mugs, run 3, ended 2 h ago with everything delivered or accepted");
    }

    @Test
    void whenSomethingIsWrongThenTheLineSaysWhat() {
        assertThat(of(null)).isEqualTo(new HealthCheck("mugs", null, Verdict.NEVER_RAN, "mugs never ran"));
        assertThat(of(standing(Map.of(ClipState.DELIVERED, 8), 0, 0, null, null)))
                .isEqualTo(answer(Verdict.INTERRUPTED, "mugs, run 3, was interrupted; run it again to resume"));
        assertThat(ended(Map.of(ClipState.DELIVERED, 8, ClipState.FAILED, 2), 1, 1))
                .isEqualTo(answer(Verdict.VIDEOS_MISSING, "mugs, run 3, ended 2 h ago with 2 videos missing"));
        assertThat(ended(Map.of(ClipState.DELIVERED, 8, ClipState.QUEUED, 2), 0, 0))
                .isEqualTo(
                        answer(Verdict.ROWS_LEFT, "mugs, run 3, ended 2 h ago with rows left; run it again to resume"));
        Instant longAgo = NOW.minus(Duration.ofHours(27));
        assertThat(of(standing(Map.of(ClipState.DELIVERED, 8), 0, 0, longAgo, null)))
                .isEqualTo(answer(Verdict.TOO_OLD, "mugs, run 3, ended 27 h ago, longer than 26 h"));
    }

    @Test
    void whenItIsGoingOnThenThatIsGoodUnlessItTakesTooLong() {
        Map<ClipState, Integer> states = Map.of(ClipState.QUEUED, 8);
        assertThat(of(standing(states, 0, 0, null, NOW.minus(Duration.ofHours(1)))))
                .isEqualTo(answer(Verdict.RUNNING, "mugs, run 3, is running; it started 1 h ago"));
        assertThat(of(standing(states, 0, 0, null, NOW.minus(Duration.ofHours(30)))))
                .isEqualTo(answer(
                        Verdict.RUNNING_TOO_LONG, "mugs, run 3, is running; it started 30 h ago, longer than 26 h"));
    }
}
