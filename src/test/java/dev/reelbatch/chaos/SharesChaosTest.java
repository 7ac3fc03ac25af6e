package dev.reelbatch.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.simulator.AcceptedSubmit;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.simulator.Simulator;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole runs where a share of all calls of every kind goes wrong at once. */
@Tag("fire")
@Timeout(120)
class SharesChaosTest {

    private static final int ROWS = 40;

    private static ChaosHome home;

    @BeforeAll
    static void open(@TempDir Path folder) throws InterruptedException {
        home = new ChaosHome(folder, 50, Map.of("reelbatch.submit.parallel", "2"));
    }

    @AfterAll
    static void close() {
        home.close();
    }

    static Stream<Arguments> shares() {
        return Stream.of(
                Arguments.of("dropped after", 0.05, CallFault.processThenDrop(), true),
                Arguments.of("500", 0.05, CallFault.answer(ApiErrors.internalError()), true),
                Arguments.of(
                        "408", 0.05, CallFault.answer(ApiErrors.error(408, "timeout", "timeout", "Too slow")), true),
                Arguments.of("504", 0.05, CallFault.answer(ApiErrors.gatewayTimeout()), true),
                Arguments.of("429", 0.3, CallFault.answer(ApiErrors.rateLimit()), false),
                Arguments.of("503", 0.3, CallFault.answer(ApiErrors.unavailable()), false),
                Arguments.of("byte by byte", 0.2, CallFault.trickle(Duration.ZERO), false),
                Arguments.of("gzip", 0.3, CallFault.gzip(), false));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("shares")
    void whenAShareOfAllCallsGoesWrongThenOnlySubmitsThatMayBePaidForAreInDoubt(
            String name, double share, CallFault callFault, boolean unclear) {
        try (Simulator simulator = home.simulator(ChaosHome.QUICK)) {
            Queue<String> hit = new ConcurrentLinkedQueue<>();
            simulator.onSubmit(CallMatcher.share(share, 3), exchange -> {
                hit.add(exchange.call().prompt());
                return callFault.apply(exchange);
            });
            simulator.onStatus(CallMatcher.share(share, 5), callFault);
            simulator.onDownload(CallMatcher.share(share / 3, 7), callFault); // five in a row would be one too many
            ChaosSheet sheet = home.sheet(ROWS);
            ChaosSheet.Outcome outcome = sheet.run(simulator);
            assertThat(hit).isNotEmpty();
            assertThat(outcome.stopped()).isEmpty();
            List<String> inDoubt = outcome.rows().stream()
                    .filter(row -> row.path("status").asString().equals("in_doubt"))
                    .map(row -> row.path("prompt").asString())
                    .toList();
            assertThat(inDoubt).containsExactlyInAnyOrderElementsOf(unclear ? hit : List.of());
            assertThat(outcome.count("delivered")).isEqualTo(ROWS - inDoubt.size());
            assertThat(simulator.accepted())
                    .extracting(AcceptedSubmit::prompt)
                    .hasSizeGreaterThanOrEqualTo(ROWS - inDoubt.size());
        }
    }

    static Stream<Arguments> stops() {
        return Stream.of(
                Arguments.of("402", CallFault.answer(ApiErrors.error(402, "billing", "no_balance", "Pay up"))),
                Arguments.of("403", CallFault.answer(ApiErrors.forbidden())),
                Arguments.of("redirect", CallFault.redirectTo(URI.create("http://localhost:1/"))));
    }

    /** Each of these stops the submitting; whoever starts the run again and again gets every row, once. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("stops")
    void whenAShareOfCallsStopsTheRunThenRunningAgainDeliversEveryRowOnce(String name, CallFault callFault) {
        try (Simulator simulator = home.simulator(ChaosHome.QUICK)) {
            simulator.onSubmit(CallMatcher.share(0.1, 3), callFault);
            simulator.onStatus(CallMatcher.share(0.1, 5), callFault);
            simulator.onDownload(CallMatcher.share(0.03, 7), callFault);
            ChaosSheet sheet = home.sheet(ROWS);
            ChaosSheet.Outcome outcome = sheet.run(simulator);
            assertThat(outcome.stopped()).isNotEmpty();
            for (int again = 0; again < ROWS && outcome.stopped().isPresent(); again++) {
                outcome = sheet.run(simulator);
            }
            assertThat(outcome.stopped()).isEmpty();
            assertThat(outcome.statuses()).containsOnly("delivered");
        }
    }
}
