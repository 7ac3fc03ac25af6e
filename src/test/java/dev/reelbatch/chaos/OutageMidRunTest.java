package dev.reelbatch.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.SimulatorSettings;
import dev.reelbatch.stage.StopSignal.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The API goes away in the middle of a run, and comes back or does not. */
@Tag("fire")
@Timeout(120)
class OutageMidRunTest {

    private static final int ROWS = 30;
    private static final int A_HANDFUL = 6; // two are open, two more follow one by one; a busy machine may add two
    private static final long PROBES_IN_FIVE_MINUTES = 2;

    private ChaosHome home;
    private ChaosSheet sheet;

    @BeforeEach
    void open(@TempDir Path folder) throws InterruptedException {
        home = new ChaosHome(folder, 20, Map.of());
        sheet = home.sheet(ROWS);
        sheet.rate = "1/s"; // so that few POSTs are open at a time, also on a busy machine
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void whenConnectionsAreRefusedForAWhileThenTheRunGoesOnByItself() throws Exception {
        Simulator before = home.simulator(ChaosHome.QUICK);
        CompletableFuture<ChaosSheet.Outcome> run = CompletableFuture.supplyAsync(() -> sheet.run(before));
        await().until(() -> before.acceptedCount() >= 10);
        SimulatorSettings samePorts = samePorts(before);
        before.close();
        long closed = home.time.nanos();
        await().until(() -> home.time.since(closed).compareTo(Duration.ofSeconds(60)) > 0);
        try (Simulator after = home.simulator(samePorts)) {
            sheet.alsoCount(after);
            ChaosSheet.Outcome outcome = run.get(60, TimeUnit.SECONDS);
            assertThat(outcome.stopped()).isEmpty();
            assertThat(outcome.count("in_doubt")).isLessThanOrEqualTo(A_HANDFUL);
            assertThat(outcome.count("delivered")).isEqualTo(ROWS - outcome.count("in_doubt"));
        }
    }

    @Test
    void whenConnectionsAreRefusedForTooLongThenTheRunEndsAndTheNextOneDeliversTheRest() throws Exception {
        sheet.patience = Duration.ofMinutes(1);
        Simulator before = home.simulator(ChaosHome.QUICK);
        CompletableFuture<ChaosSheet.Outcome> run = CompletableFuture.supplyAsync(() -> sheet.run(before));
        await().until(() -> before.acceptedCount() >= 10);
        SimulatorSettings samePorts = samePorts(before);
        before.close();
        ChaosSheet.Outcome stopped = run.get(60, TimeUnit.SECONDS);
        assertThat(stopped.stopped()).contains(Kind.NO_ANSWER);
        assertThat(stopped.count("in_doubt")).isLessThanOrEqualTo(A_HANDFUL);
        assertThat(stopped.open()).isPositive();
        assertThat(stopped.statuses()).isSubsetOf("delivered", "in_doubt", "pending");
        restIsDelivered(samePorts, stopped);
    }

    @Test
    void whenEveryCallIsUnclearForMinutesThenTheRunGoesOnByItself() {
        try (Simulator simulator = home.simulator(ChaosHome.QUICK)) {
            CallMatcher outage = outage(Duration.ofMinutes(5));
            simulator.onSubmit(outage, CallFault.processThenAnswer(ApiErrors.internalError()));
            simulator.onStatus(outage, CallFault.answer(ApiErrors.gatewayTimeout()));
            ChaosSheet.Outcome outcome = sheet.run(simulator);
            assertThat(outcome.stopped()).isEmpty();
            assertThat(outcome.count("in_doubt")).isBetween(3L, (long) A_HANDFUL);
            assertThat(outcome.count("delivered")).isEqualTo(ROWS - outcome.count("in_doubt"));
        }
    }

    @Test
    void whenSubmitsAloneAreUnclearForMinutesThenTheRunGoesOnByItself() {
        try (Simulator simulator = home.simulator(ChaosHome.QUICK)) {
            simulator.onSubmit(outage(Duration.ofMinutes(5)), CallFault.processThenAnswer(ApiErrors.internalError()));
            ChaosSheet.Outcome outcome = sheet.run(simulator);
            assertThat(outcome.stopped()).isEmpty();
            assertThat(outcome.count("in_doubt")).isBetween(3L, A_HANDFUL + PROBES_IN_FIVE_MINUTES);
            assertThat(outcome.count("delivered")).isEqualTo(ROWS - outcome.count("in_doubt"));
        }
    }

    @Test
    void whenEveryCallHangsForMinutesThenTheRunGoesOnByItself() {
        sheet.responseTimeout = Duration.ofSeconds(2); // 40 s by the clock of the run
        sheet.rate = "10/min"; // a busy machine looks slow in fast time, and what the pace needs is open
        try (Simulator simulator = home.simulator(ChaosHome.QUICK)) {
            CallMatcher outage = outage(Duration.ofMinutes(3));
            simulator.onSubmit(outage, CallFault.processThenDelay(Duration.ofHours(1)));
            simulator.onStatus(outage, CallFault.delay(Duration.ofHours(1)));
            ChaosSheet.Outcome outcome = sheet.run(simulator);
            assertThat(outcome.stopped()).isEmpty();
            assertThat(outcome.count("in_doubt")).isBetween(3L, (long) A_HANDFUL);
            assertThat(outcome.count("delivered")).isEqualTo(ROWS - outcome.count("in_doubt"));
        }
    }

    @Test
    void whenEveryCallIsUnclearForGoodThenTheRunStopsAndTheNextOneDeliversTheRest() {
        sheet.patience = Duration.ofMinutes(3);
        try (Simulator simulator = home.simulator(ChaosHome.QUICK)) {
            CallMatcher first = CallMatcher.first(10);
            AtomicBoolean down = new AtomicBoolean();
            simulator.onSubmit(
                    call -> !first.applies(call) && !down.getAndSet(true) || down.get(),
                    CallFault.answer(ApiErrors.gatewayTimeout()));
            simulator.onStatus(call -> down.get(), CallFault.answer(ApiErrors.gatewayTimeout()));
            CompletableFuture<ChaosSheet.Outcome> run = CompletableFuture.supplyAsync(() -> sheet.run(simulator));
            await().atMost(Duration.ofSeconds(90)).until(sheet::isSubmittingStopped);
            down.set(false);
            simulator.clearFaults();
            ChaosSheet.Outcome stopped = run.join();
            assertThat(stopped.stopped()).contains(Kind.OUTAGE);
            assertThat(stopped.count("in_doubt")).isBetween(3L, (long) A_HANDFUL);
            assertThat(stopped.count("delivered")).as("accepted before").isEqualTo(10);
            assertThat(stopped.open()).isEqualTo((int) stopped.count("pending"));
            ChaosSheet.Outcome next = sheet.run(simulator);
            assertThat(next.count("in_doubt")).isEqualTo(stopped.count("in_doubt"));
            assertThat(next.count("delivered")).isEqualTo(ROWS - next.count("in_doubt"));
        }
    }

    /** From the eleventh submit on, for a while. */
    private CallMatcher outage(Duration lasts) {
        CallMatcher before = CallMatcher.first(10);
        AtomicLong began = new AtomicLong(Long.MIN_VALUE);
        return call -> {
            if (began.get() == Long.MIN_VALUE && (call.prompt().isEmpty() || before.applies(call))) {
                return false;
            }
            began.compareAndSet(Long.MIN_VALUE, home.time.nanos());
            return home.time.since(began.get()).compareTo(lasts) < 0;
        };
    }

    private void restIsDelivered(SimulatorSettings settings, ChaosSheet.Outcome stopped) {
        try (Simulator after = home.simulator(settings)) {
            ChaosSheet.Outcome next = sheet.run(after);
            assertThat(next.stopped()).isEmpty();
            assertThat(next.count("in_doubt")).isEqualTo(stopped.count("in_doubt"));
            assertThat(next.count("delivered")).isEqualTo(ROWS - next.count("in_doubt"));
        }
    }

    private static SimulatorSettings samePorts(Simulator simulator) {
        return ChaosHome.QUICK
                .apiPort(simulator.apiUrl().getPort())
                .videoPort(simulator.videoUrl().getPort());
    }
}
