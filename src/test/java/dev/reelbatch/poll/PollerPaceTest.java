package dev.reelbatch.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.LedgerFixture;
import dev.reelbatch.ledger.QueuedClip;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.stage.StageRig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PollerPaceTest {

    @Test
    void whenManyTasksAreOpenThenTheyAreAskedUnderTheRateAndEachNotTooOften(@TempDir Path out) throws Exception {
        try (StageRig rig = new StageRig(out, StageRig.QUICK.generationTime(Duration.ofSeconds(6)))) {
            PollRig polls = new PollRig(rig);
            polls.settings = new PollSettings(
                    Duration.ofSeconds(2),
                    Duration.ofMillis(1),
                    Duration.ofMillis(200),
                    Duration.ofHours(2),
                    Duration.ofDays(7),
                    Duration.ofSeconds(10),
                    4);
            polls.submit(rig.runOf(15));
            List<Long> all = Collections.synchronizedList(new ArrayList<>());
            Map<String, ConcurrentLinkedQueue<Long>> perTask = new ConcurrentHashMap<>();
            rig.simulator.onStatus(CallMatcher.always(), exchange -> {
                all.add(rig.time.nanos());
                perTask.computeIfAbsent(exchange.call().taskId(), id -> new ConcurrentLinkedQueue<>())
                        .add(rig.time.nanos());
                return exchange.process();
            });
            long start = rig.time.nanos();
            assertThat(polls.poll()).containsOnly(ClipState.GENERATED);
            Duration took = rig.time.since(start);
            assertThat((long) all.size()).isLessThanOrEqualTo(took.toMillis() / 200 + 1);
            perTask.values().forEach(asked -> assertApart(List.copyOf(asked), Duration.ofSeconds(2)));
        }
    }

    @Test
    void whenEarlierDurationsAreKnownThenNoTaskIsPolledFromItsBeginning(@TempDir Path out) throws Exception {
        try (StageRig rig = new StageRig(out, StageRig.QUICK.generationTime(Duration.ofMinutes(1)))) {
            PollRig polls = new PollRig(rig).submit(rig.runOf(5));
            Duration took = rig.time.onWallClock(Duration.ofMinutes(1));
            rig.ledger
                    .polls
                    .open(LedgerFixture.API)
                    .forEach(task -> rig.ledger.polls.generated(
                            task, List.of("http://x/1"), task.submittedAt().plus(took)));
            assertThat(polls.submit(rig.run("another")).poll()).containsOnly(ClipState.GENERATED);
            // polled each second it would be sixty, fewer on a slow machine
            assertThat(rig.simulator.statusCalls()).isLessThan(15);
        }
    }

    private static void assertApart(List<Long> ticks, Duration least) {
        for (int n = 1; n < ticks.size(); n++) {
            assertThat(ticks.get(n) - ticks.get(n - 1)).isGreaterThanOrEqualTo(least.toNanos());
        }
    }

    @Test
    void whenSubmittingHasNotEndedThenThePollerWaitsForMore(@TempDir Path out) throws Exception {
        try (StageRig rig = new StageRig(out)) {
            PollRig polls = new PollRig(rig);
            polls.submittingEnded = false;
            Run run = rig.runOf(2);
            Poller poller = polls.poller();
            CompletableFuture<Void> polling = polls.start(poller);
            for (QueuedClip clip : rig.ledger.queued(run)) {
                polls.submit(run, clip);
                await().until(() -> rig.count(ClipState.SUBMITTED) == 0);
                assertThat(polling).isNotDone();
            }
            polls.submittingEnded = true;
            poller.wake();
            polling.get(60, TimeUnit.SECONDS);
            assertThat(rig.states()).containsOnly(ClipState.GENERATED);
        }
    }

    @RepeatedTest(10)
    void whenSubmittingEndsAtAnyMomentThenNothingIsLeftBehind(@TempDir Path out) throws Exception {
        try (StageRig rig = new StageRig(out)) {
            PollRig polls = new PollRig(rig);
            polls.submittingEnded = false;
            Run run = rig.runOf(5);
            Poller poller = polls.poller();
            CompletableFuture<Void> polling = polls.start(poller);
            polls.submit(run);
            polls.submittingEnded = true;
            poller.wake();
            polling.get(60, TimeUnit.SECONDS);
            assertThat(rig.states()).containsOnly(ClipState.GENERATED);
        }
    }
}
