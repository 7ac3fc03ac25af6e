package dev.reelbatch.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.simulator.Answer;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.Call;
import dev.reelbatch.simulator.Fault;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.When;
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

    private static ChaosCase passes(String name, Fault fault) {
        return new ChaosCase(name, When.first(3), fault, "DD", 2);
    }

    private static ChaosCase always(String name, Fault fault, String rows) {
        return new ChaosCase(name + " always", When.always(), fault, rows, 2);
    }

    private static ChaosCase passes(int status) {
        return passes("" + status, Fault.answer(Answer.xml(status, "<Error/>")));
    }

    private static ChaosCase always(int status) {
        return always("" + status, Fault.answer(Answer.xml(status, "<Error/>")), "UU");
    }

    /** The first call as the first fault has it, all others as the second. */
    private static Fault first(Fault first, Fault then) {
        When isFirst = When.first(1);
        return exchange -> (isFirst.applies(exchange.call()) ? first : then).apply(exchange);
    }

    /** From {@code localhost} to the same video under another name of its host. */
    private static Fault elsewhere(String host) {
        return exchange -> {
            Call call = exchange.call();
            String asked = Objects.requireNonNull(call.header("Host"));
            return asked.startsWith(host)
                    ? exchange.process()
                    : Fault.redirectTo(URI.create("http://" + host + asked.substring(asked.indexOf(':')) + call.path()
                                    + "?expires=" + call.query().get("expires")))
                            .apply(exchange);
        };
    }

    static Stream<ChaosCase> cases() {
        Fault cut = Fault.cutAfter(10_000);
        return Stream.of(
                        IntStream.of(401, 402, 403, 404, 408, 410, 416, 429, 500, 502, 503, 504)
                                .mapToObj(DownloadChaosTest::passes),
                        IntStream.of(403, 404, 500).mapToObj(DownloadChaosTest::always),
                        Stream.of(
                                passes("dropped before", Fault.drop()),
                                passes("dropped after", Fault.processThenDrop()),
                                passes("cut", cut),
                                passes("cut, and nobody says so", Fault.cutUnnoticed(60_000)),
                                always("cut, and nobody says so", Fault.cutUnnoticed(60_000), "UU"),
                                passes("a page with 200", Fault.htmlPage()),
                                passes("nothing with 200", Fault.answer(Answer.html(200, ""))),
                                passes("zipped against our wish", Fault.gzip()),
                                passes("a redirect to nowhere", Fault.redirectTo(URI.create("http://localhost:1/"))),
                                always("dropped", Fault.drop(), "UU"),
                                always("cut at once", Fault.cutAfter(0), "UU"),
                                always("cut again and again", Fault.cutAfter(50_000), "DD"),
                                always("a page with 200", Fault.htmlPage(), "UU"),
                                always("zipped", Fault.gzip(), "DD"),
                                always("byte by byte", Fault.trickle(Duration.ZERO), "DD"),
                                always("chunked", Fault.chunked(), "DD"),
                                always("redirect to another host", elsewhere("127.0.0.1"), "DD"),
                                always("redirect in circles", elsewhere("nobody"), "UU"),
                                always("cut, then another ETag", first(cut, Fault.changedETag()), "DD"),
                                always("cut, then no ranges", first(cut, Fault.withoutRanges()), "DD"),
                                always(
                                        "cut, then too long",
                                        first(cut, first(Fault.tooLong(5000), Fault.chunked())),
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
                    When.first(3), Fault.rewrite(answer -> answer.replaceFirst("expires=\\d+", "expires=1")));
            simulator.onStatus(When.nth(1), Fault.answer(ApiErrors.internalError())); // for the fresh one
            assertThat(ChaosCase.letters(sheet.run(simulator))).isEqualTo("DDD");
        }
    }

    /** As long as the real time-out for a silence: a minute. */
    @Test
    @Timeout(150)
    void whenADownloadFallsSilentThenItIsAskedForAgain() {
        ChaosSheet sheet = home.sheet(1);
        try (Simulator simulator = home.simulator(ChaosHome.QUICK)) {
            simulator.onDownload(When.first(1), Fault.trickle(Duration.ofHours(3)));
            assertThat(ChaosCase.letters(sheet.run(simulator))).isEqualTo("D");
            assertThat(simulator.downloadCalls()).isEqualTo(2);
        }
    }

    /** Nothing tells that there is too much; a player ignores what follows the last box. */
    @Test
    void whenAVideoOfUnknownLengthIsTooLongThenItIsDeliveredWithAllItsBytes() {
        ChaosSheet sheet = home.sheet(1);
        try (Simulator simulator = home.simulator(ChaosHome.QUICK.videoBytes(150_000))) {
            simulator.onDownload(When.always(), Fault.tooLong(5000));
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
