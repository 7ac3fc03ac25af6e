package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelbatch.e2e.CrashFigures.Figure;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.time.CrashPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Killed at every boundary and at any moment, then started again with the same words: no row is paid
 * for twice, no accepted task is forgotten, no broken file looks finished. Half of all sheets have a model whose lost
 * answers can be looked up: of these no row stays in doubt.
 *
 * <p>{@code mvn verify} kills at each boundary twice and 20 times at random, {@code -Pcrash} 20 times and 500
 * times; the figures go to {@code target/crash-report.md}.
 */
@Tag("crash")
@ExtendWith(Sandboxes.class)
class CrashIT {

    private static final int TIMES = Integer.getInteger("crash.times", 2);
    private static final int KILLS = Integer.getInteger("crash.kills", 20);
    private static final int KILLS_PER_LANE = 10;
    private static final int MOMENTS = 3;
    private static final int LONG_CHAIN = 30;
    private static final int ROWS = 6;
    private static final int LONG_SHEET = 40;
    private static final Duration MAKING_THE_HOME = Duration.ofMillis(500);
    private static final Duration WORKING = Duration.ofMillis(2000);
    private static final CrashFigures FIGURES = new CrashFigures();

    @AfterAll
    static void publish() {
        FIGURES.publish();
    }

    static IntStream chains() {
        return IntStream.range(0, TIMES);
    }

    /**
     * Halted at one boundary after the other, in the order of the job: every start goes on from the halt
     * before and runs into the next, and the last one ends the work.
     */
    @ParameterizedTest
    @MethodSource("chains")
    void whenHaltedAtEveryBoundaryThenTheSameCommandGoesOn(int n, Sandbox sandbox) throws Exception {
        boolean lookedUp = n % 2 == 1;
        Path sheet = sheet(sandbox, LONG_CHAIN, lookedUp);
        int time = 1 + n % MOMENTS;
        int submitting = 0;
        for (CrashPoint point : EnumSet.range(CrashPoint.LOADING, CrashPoint.REPORTING)) {
            Judge before = sandbox.judge();
            // small sheets are loaded in one chunk
            // few at once, so that on a slow machine, too, the halts leave enough rows for the last boundaries
            sandbox.halt(
                            point,
                            point == CrashPoint.LOADING ? 1 : time,
                            "run",
                            sheet,
                            "--rate",
                            "20/s",
                            "--max-in-flight",
                            "4")
                    .expect(Child.KILLED);
            int now = sandbox.submittingAtTheEnd();
            if (point == CrashPoint.BEFORE_POST || point == CrashPoint.BEFORE_ANSWER_RECORDED) {
                assertThat(now).as("%s", point).isPositive();
            }
            submitting += now;
            count(point.name(), 1, LONG_CHAIN, now, sandbox, before);
            assertThat(sandbox.judge().brokenFiles()).isEmpty();
        }
        goOn("after all of them", 0, LONG_CHAIN, submitting, sheet, lookedUp, sandbox);
    }

    static IntStream unanswered() {
        return IntStream.range(0, TIMES);
    }

    /** The held POST is accepted in every other case; in two of four it can be looked up which it was. */
    @ParameterizedTest
    @MethodSource("unanswered")
    void whenKilledBeforeThePostIsAnsweredThenItsRowAloneIsInDoubt(int n, Sandbox sandbox) throws Exception {
        boolean lookedUp = n % 4 == 0 || n % 4 == 3;
        Path sheet = sheet(sandbox, ROWS, lookedUp);
        Duration forLong = Duration.ofSeconds(30);
        CallFault held = n % 2 == 0
                ? CallFault.processThenDelay(forLong)
                : CallFault.delay(forLong).then(CallFault.drop());
        sandbox.simulator().onSubmit(CallMatcher.promptContains("clip 3"), held);
        Child child = sandbox.start("run", sheet);
        sandbox.awaitKnown(ROWS - 1, "clip 3");
        assertThat(child.kill()).isTrue();
        sandbox.simulator().clearFaults();
        int submitting = sandbox.submittingAtTheEnd();
        assertThat(submitting).isEqualTo(1);
        goOn("POST_UNANSWERED", 1, ROWS, submitting, sheet, lookedUp, sandbox);
    }

    private static Path sheet(Sandbox sandbox, int rows, boolean lookedUp) {
        return lookedUp ? sandbox.lookedUp("clips.csv", rows) : sandbox.prompts("clips.csv", rows);
    }

    private static void goOn(String at, int kills, int rows, int atKills, Path sheet, boolean lookedUp, Sandbox sandbox)
            throws Exception {
        String place = lookedUp ? at + ", looked up" : at;
        int submitting = lookedUp ? 0 : atKills;
        Judge before = sandbox.judge();
        Child.Ended again = sandbox.run("run", sheet).expect(submitting == 0 ? 0 : 3);
        Judge judge = sandbox.judge();
        count(place, kills, rows, kills == 0 ? 0 : atKills, sandbox, before);
        FIGURES.add(place, Figure.IN_DOUBT, judge.inDoubt());
        FIGURES.add(place, Figure.FORGOTTEN, judge.forgotten().size());
        judge.assertManifest(rows);
        assertThat(judge.inDoubt()).as(again.console()).isEqualTo(submitting);
        assertThat(judge.count("delivered")).isEqualTo(rows - submitting);
        judge.assertNobodyPaidTwice();
        judge.assertEveryAcceptedTaskIsKnown();
        if (submitting > 0) {
            sandbox.run("rerun", "clips", "--in-doubt").expect(0);
            Judge last = sandbox.judge();
            last.assertManifest(rows);
            assertThat(last.count("delivered")).isEqualTo(rows);
            assertThat(last.paidTwice()).isLessThanOrEqualTo(submitting);
        }
    }

    static Stream<Integer> lanes() {
        return IntStream.range(0, (KILLS + KILLS_PER_LANE - 1) / KILLS_PER_LANE).boxed();
    }

    @ParameterizedTest
    @MethodSource("lanes")
    void whenKilledAtAnyMomentAgainAndAgainThenNothingIsLost(int lane) throws Exception {
        Random random = new Random(lane + Long.getLong("crash.seed", System.nanoTime()));
        int kills = 0;
        while (kills < KILLS_PER_LANE) {
            Sandbox sandbox = Sandboxes.create("random");
            try (sandbox) {
                kills += killUntilComplete(sandbox, KILLS_PER_LANE - kills, lane % 2 == 1, random);
            }
            Trees.delete(sandbox.folder());
        }
    }

    /** Returns how often it was killed. */
    private static int killUntilComplete(Sandbox sandbox, int atMost, boolean lookedUp, Random random)
            throws Exception {
        Path sheet = sheet(sandbox, LONG_SHEET, lookedUp);
        sandbox.simulate(Sandbox.QUICK.submitLatency(Duration.ofMillis(200)));
        int kills = 0;
        int submitting = 0;
        while (kills < atMost) {
            Judge before = sandbox.judge();
            Child child = sandbox.start("run", sheet, "--rate", "20/s", "--max-in-flight", "12");
            if (!killAtAnyMoment(child, kills == 0, sandbox, random)) {
                break;
            }
            kills++;
            int now = sandbox.submittingAtTheEnd();
            submitting += now;
            count(lookedUp ? "at random, looked up" : "at random", 1, 0, now, sandbox, before);
            assertThat(sandbox.judge().brokenFiles()).isEmpty();
        }
        goOn("at random", 0, LONG_SHEET, submitting, sheet, lookedUp, sandbox);
        return kills;
    }

    /** The first time while the home is being made, else while it works. Returns whether it was in time. */
    private static boolean killAtAnyMoment(Child child, boolean first, Sandbox sandbox, Random random)
            throws InterruptedException {
        Path database = sandbox.home().resolve("ledger.mv.db");
        await().atMost(Child.LONG_ENOUGH)
                .pollInterval(Duration.ofMillis(5))
                .until(() ->
                        (first ? Files.exists(database) : child.console().contains("clips: ")) || !child.isRunning());
        long latest = (first ? MAKING_THE_HOME : WORKING).toMillis();
        return !child.endsWithin(Duration.ofMillis(random.nextLong(latest))) && child.kill();
    }

    /** Adds the effects of this kill and of the try before it to the figures. */
    private static void count(String place, int kills, int clips, int submitting, Sandbox sandbox, Judge before) {
        Judge judge = sandbox.judge();
        FIGURES.add(place, Figure.KILLS, kills);
        FIGURES.add(place, Figure.CLIPS, clips);
        FIGURES.add(place, Figure.PAID_TWICE, judge.paidTwice() - before.paidTwice());
        FIGURES.add(place, Figure.SUBMITTING_AT_KILL, submitting);
        FIGURES.add(place, Figure.PARTIAL_FILES, judge.brokenFiles().size());
    }
}
