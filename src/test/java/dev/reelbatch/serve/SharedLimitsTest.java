package dev.reelbatch.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.submit.Rate;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedLimitsTest {

    private static ServedJob job(String name, String rate, int maxInFlight, int minutes) {
        RunLimits limits = new RunLimits(
                RowRanges.ALL,
                Rate.of(rate),
                maxInFlight,
                SpendingLimits.ofRun(BigDecimal.TEN, false),
                null,
                Duration.ofMinutes(minutes));
        Path sheet = Path.of(name + ".csv");
        return new ServedJob(
                name,
                name + ".yaml",
                new ServedJob.Sheet(sheet),
                new RunRequest(sheet, name, null, null, null, false, false, limits),
                null);
    }

    @Test
    void whenJobsShareAnAccountThenTheLowestOfEachLimitHoldsForAll() {
        List<ServedJob> jobs = List.of(job("a", "30/min", 20, 15), job("b", "1/s", 5, 30), job("c", "3600/h", 10, 20));
        SharedLimits shared =
                SharedLimits.of(jobs, job("none", "9/s", 99, 99).request().limits());
        assertThat(shared).isEqualTo(new SharedLimits(Rate.of("30/min"), 5, Duration.ofMinutes(15)));
        RunLimits held = shared.hold(jobs.get(1)).request().limits();
        assertThat(held.rate()).isEqualTo(Rate.of("30/min"));
        assertThat(held.maxInFlight()).isEqualTo(5);
        assertThat(held.spending()).isEqualTo(SpendingLimits.ofRun(BigDecimal.TEN, false));
    }
}
