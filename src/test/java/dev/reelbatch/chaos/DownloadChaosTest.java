package dev.reelbatch.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.simulator.Answer;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.Call;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.simulator.Simulator;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole runs whose downloads go wrong: what is delivered is whole, and the video of its own task. */
@Tag("fire")
@Timeout(120)
class DownloadChaosTest {

    private static ChaosHome home;

    @BeforeAll
    static void open(@TempDir Path folder) throws InterruptedException {
        home = new ChaosHome(folder, 50, Map.of("reelbatch.download.parallel", "1"));
    }

    @AfterAll
    static void close() {
        home.close();
    }

    private static ChaosCase passes(String name, CallFault callFault) {
        return new ChaosCase(name, CallMatcher.first(3), callFault, "DD", 2);
    }

    private static ChaosCase always(String name, CallFault callFault, String rows) {
        return new ChaosCase(name + " always", CallMatcher.always(), callFault, rows, 2);
    }

    private static ChaosCase passes(int status) {
        return passes("" + status, CallFault.answer(Answer.xml(status, "<Error/>")));
    }

    private static ChaosCase always(int status) {
        return always("" + status, CallFault.answer(Answer.xml(status, "<Error/>")), "UU");
    }

    /** The first call as the first fault has it, all others as the second. */
    private static CallFault first(CallFault first, CallFault then) {
        CallMatcher isFirst = CallMatcher.first(1);
        return exchange -> (isFirst.applies(exchange.call()) ? first : then).apply(exchange);
    }

    /** From {@code localhost} to the same video under another name of its host. */
    private static CallFault elsewhere(String host) {
        return exchange -> {
            Call call = exchange.call();
            String asked = Objects.requireNonNull(call.header("Host"));
            return asked.startsWith(host)
                    ? exchange.process()
                    : CallFault.redirectTo(URI.create("http://" + host + asked.substring(asked.indexOf(':'))
                                    + call.path() + "?expires=" + call.query().get("expires")))
                            .apply(exchange);
        };
    }

    static Stream<ChaosCase> cases() {
        CallFault cut = CallFault.cutAfter(10_000);
        return Stream.of(
                        IntStream.of(401, 402, 403, 404, 408, 410, 416, 429, 500, 502, 503, 504)
                                .mapToObj(DownloadChaosTest::passes),
                        IntStream.of(403, 404, 500).mapToObj(DownloadChaosTest::always),
                        Stream.of(
                                passes("dropped before", CallFault.drop()),
                                passes("dropped after", CallFault.processThenDrop()),
                                passes("cut", cut),
                                passes("cut, and nobody says so", CallFault.cutUnnoticed(60_000)),
                                always("cut, and nobody says so", CallFault.cutUnnoticed(60_000), "UU"),
                                passes("a page with 200", CallFault.htmlPage()),
                                passes("nothing with 200", CallFault.answer(Answer.html(200, ""))),
                                passes("zipped against our wish", CallFault.gzip()),
                                passes(
                                        "a redirect to nowhere",
                                        CallFault.redirectTo(URI.create("http://localhost:1/"))),
                                always("dropped", CallFault.drop(), "UU"),
                                always("cut at once", CallFault.cutAfter(0), "UU"),
                                always("cut again and again", CallFault.cutAfter(50_000), "DD"),
                                always("a page with 200", CallFault.htmlPage(), "UU"),
                                always("zipped", CallFault.gzip(), "DD"),
                                always("byte by byte", CallFault.trickle(Duration.ZERO), "DD"),
                                always("chunked", CallFault.chunked(), "DD"),
                                always("redirect to another host", elsewhere("127.0.0.1"), "DD"),
                                always("redirect in circles", elsewhere("nobody"), "UU"),
                                always("cut, then another ETag", first(cut, CallFault.changedETag()), "DD"),
                                always("cut, then no ranges", first(cut, CallFault.withoutRanges()), "DD"),
                                always(
                                        "cut, then too long",
                                        first(cut, first(CallFault.tooLong(5000), CallFault.chunked())),
                                        "DD")))
                .flatMap(cases -> cases);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whenDownloadsGoWrongThenEachRowEndsAsItShould(ChaosCase chaos) {
        ChaosSheet sheet = home.sheet(2);
        try (Simulator simulator = home.simulator(ChaosHome.QUICK.videoBytes(150_000))) {
            simulator.onDownload(chaos.when(), chaos.fault());
            ChaosSheet.Outcome outcome = sheet.run(simulator);
            assertThat(ChaosCase.letters(outcome)).isEqualTo(chaos.rows());
            if (chaos.rows().contains("U")) {
                simulator.clearFaults();
                assertThat(ChaosCase.letters(sheet.run(simulator))).isEqualTo("DD");
            }
            assertThat(simulator.submitCalls()).isEqualTo(2);
        }
    }

    @Test
    void whenUrlsHaveExpiredThenFreshOnesAreAskedFor() {
        ChaosSheet sheet = home.sheet(3);
        try (Simulator simulator = home.simulator(ChaosHome.QUICK)) {
            simulator.onStatus(
                    CallMatcher.first(3),
                    CallFault.rewrite(answer -> answer.replaceFirst("expires=\\d+", "expires=1")));
            simulator.onStatus(CallMatcher.nth(1), CallFault.answer(ApiErrors.internalError())); // for the fresh one
            assertThat(ChaosCase.letters(sheet.run(simulator))).isEqualTo("DDD");
        }
    }

    /** As long as the real time-out for a silence: a minute. */
    @Test
    @Timeout(150)
    void whenADownloadFallsSilentThenItIsAskedForAgain() {
        ChaosSheet sheet = home.sheet(1);
        try (Simulator simulator = home.simulator(ChaosHome.QUICK)) {
            simulator.onDownload(CallMatcher.first(1), CallFault.trickle(Duration.ofHours(3)));
            assertThat(ChaosCase.letters(sheet.run(simulator))).isEqualTo("D");
            assertThat(simulator.downloadCalls()).isEqualTo(2);
        }
    }

    /** Nothing tells that there is too much; a player ignores what follows the last box. */
    @Test
    void whenAVideoOfUnknownLengthIsTooLongThenItIsDeliveredWithAllItsBytes() {
        ChaosSheet sheet = home.sheet(1);
        try (Simulator simulator = home.simulator(ChaosHome.QUICK.videoBytes(150_000))) {
            simulator.onDownload(CallMatcher.always(), CallFault.tooLong(5000));
            assertThat(sheet.run(simulator)
                            .rows()
                            .get(0)
                            .path("files")
                            .get(0)
                            .path("bytes")
                            .asInt())
                    .isEqualTo(155_000);
        }
    }

    @Test
    void whenAVideoHas100MegabytesThenItNeedsLittleMemory() {
        ChaosSheet sheet = home.sheet(1);
        try (Simulator simulator = home.simulator(ChaosHome.QUICK.videoBytes(100_000_000))) {
            ChaosSheet.Outcome outcome = sheet.run(simulator);
            assertThat(outcome.rows().get(0).path("files").get(0).path("bytes").asInt())
                    .isEqualTo(100_000_000);
            assertThat(sheet.allocatedByRun).as("by all threads of both sides").isLessThan(80_000_000L);
        }
    }
}
