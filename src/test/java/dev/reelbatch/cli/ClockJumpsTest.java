package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.serve.Schedule;
import dev.reelbatch.serve.ServedJob;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.submit.Rate;
import dev.reelbatch.time.JumpingTime;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A {@code serve} whose machine's clock is set while it works. */
@Timeout(240)
class ClockJumpsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int SCHEDULED = 2;
    private static final int REQUESTED = 1;

    @TempDir
    private Path folder;

    /** Pays for its rows again at each of its times, so that a time that comes twice shows. */
    private ServedJob paysEachTime(Instant due) throws IOException {
        Path sheet = Files.writeString(folder.resolve("nightly.csv"), "prompt\na kite over the sea\na boat at dawn\n");
        RunLimits limits =
                new RunLimits(RowRanges.ALL, Rate.of("600/min"), 20, SpendingLimits.NONE, null, Duration.ofDays(300));
        RunRequest request = new RunRequest(null, "nightly", null, null, null, false, true, limits).served();
        OffsetDateTime at = due.atOffset(ZoneOffset.UTC);
        String yearly = "%d %d %d %d *".formatted(at.getMinute(), at.getHour(), at.getDayOfMonth(), at.getMonthValue());
        return new ServedJob(
                "nightly",
                "nightly.yaml",
                new ServedJob.Sheet(sheet),
                request.forSheet(sheet, "nightly", folder.resolve("out-nightly")),
                new ServedJob.When(Schedule.parse(yearly, ZoneOffset.UTC), false));
    }

    private static void awaitAccepted(Simulator simulator, int count) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> simulator.acceptedCount() >= count);
    }

    /** Long enough for a run that is due to begin. */
    private static void assertNoMore(Simulator simulator, int count) throws InterruptedException {
        TimeUnit.SECONDS.sleep(2);
        assertThat(simulator.acceptedCount()).isEqualTo(count);
    }

    private static void awaitNightly(ApiRig rig, int run) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(100))
                .until(
                        () -> rig.json("/api/v1/schedules").path(0).path("last_run"),
                        last -> last.path("run").asInt() == run
                                && last.path("outcome").asString().equals("completed"));
    }

    @Test
    void whenTheClockJumpsWhileTasksAreOpenThenNoTimeComesTwiceOrIsLostAndNothingIsPaidTwice() throws Exception {
        Instant due = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES);
        JumpingTime time = new JumpingTime(Time.faster(50));
        try (ApiRig rig = new ApiRig(
                folder, ApiRig.simulator(Duration.ofMinutes(8)), Map.of(), List.of(paysEachTime(due)), time)) {
            time.setWallClock(due.minus(Duration.ofMinutes(10)));
            rig.serve();
            String requested = rig.run("kites.csv", "prompt\na kite\n", "max_cost=none")
                    .path("id")
                    .asString();
            awaitAccepted(rig.simulator, REQUESTED);
            time.setWallClock(time.now().plus(HOUR)); // past its time: it runs once, late
            awaitAccepted(rig.simulator, REQUESTED + SCHEDULED);
            time.setWallClock(time.now().minus(HOUR)); // before its time, with open tasks
            assertNoMore(rig.simulator, REQUESTED + SCHEDULED);
            time.setWallClock(time.now().plus(HOUR)); // past it again
            rig.awaitState(requested, "completed");
            awaitNightly(rig, 1);
            assertNoMore(rig.simulator, REQUESTED + SCHEDULED);
            assertThat(rig.json("/api/v1/jobs/nightly")
                            .path("states")
                            .path("delivered")
                            .asInt())
                    .isEqualTo(SCHEDULED);
            time.setWallClock(due.atOffset(ZoneOffset.UTC).plusYears(1).toInstant());
            awaitAccepted(rig.simulator, REQUESTED + 2 * SCHEDULED); // the next time is not lost
            time.setWallClock(time.now().minus(HOUR));
            awaitNightly(rig, 2);
            assertNoMore(rig.simulator, REQUESTED + 2 * SCHEDULED);
        }
    }
}
