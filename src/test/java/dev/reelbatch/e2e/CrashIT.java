package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelbatch.e2e.CrashFigures.Figure;
import dev.reelbatch.fault.FaultPoint;
import dev.reelbatch.simulator.Fault;
import dev.reelbatch.simulator.When;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Killed at every boundary and at any moment, then started again with the same words: no row is paid
 * for twice, no accepted task is forgotten, no broken file looks finished.
 *
 * <p>{@code mvn verify} kills at each boundary twice and 20 times at random, {@code mvn verify -Pcrash}
 * 20 times and 500 times; the figures go to {@code target/crash-report.md}.
 */
@ExtendWith(Sandboxes.class)
class CrashIT {

    private static final int TIMES = Integer.getInteger("crash.times", 2);
    private static final int KILLS = Integer.getInteger("crash.kills", 20);
    private static final int KILLS_PER_LANE = 5;
    private static final int REPORTS = 4;
    private static final int ROWS = 6;
    private static final int LONG_SHEET = 40;
    private static final Duration STARTING = Duration.ofMillis(1500);
    private static final Duration WORKING = Duration.ofMillis(2000);
    private static final CrashFigures FIGURES = new CrashFigures();

    @AfterAll
    static void publish() {
        FIGURES.publish();
    }

    static Stream<Arguments> boundaries() {
        return Stream.of(FaultPoint.values())
                .flatMap(point -> IntStream.range(0, TIMES).mapToObj(n -> Arguments.of(point, nthTime(point, n))));
    }

    /** Different moments of the same boundary, as far as a small sheet has them. */
    private static int nthTime(FaultPoint point, int n) {
        return switch (point) {
            case LOADING -> 1; // a small sheet is one chunk
            case REPORTING -> 1 + n % REPORTS;
            default -> 1 + (n * 2) % ROWS;
        };
    }

    @ParameterizedTest
    @MethodSource("boundaries")
    void whenHaltedThenTheSameCommandGoesOn(FaultPoint point, int time, Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", ROWS);
        sandbox.halt(point, time, "run", sheet).expect(Child.KILLED);
        int submitting = sandbox.submittingAtTheEnd();
        if (point == FaultPoint.BEFORE_POST || point == FaultPoint.BEFORE_ANSWER_RECORDED) {
            assertThat(submitting).isPositive();
        }
        goOn(point.name(), submitting, sheet, sandbox);
    }

    static IntStream unanswered() {
        return IntStream.range(0, TIMES);
    }

    @ParameterizedTest
    @MethodSource("unanswered")
    void whenKilledBeforeThePostIsAnsweredThenItsRowAloneIsInDoubt(int n, Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", ROWS);
        Duration forLong = Duration.ofSeconds(30);
        Fault held = n % 2 == 0 ? Fault.processThenDelay(forLong) : Fault.delay(forLong);
        sandbox.simulator().onSubmit(When.promptContains("clip 3"), held);
        Child child = sandbox.start("run", sheet);
        sandbox.awaitKnown(ROWS - 1, "clip 3");
        assertThat(child.kill()).isTrue();
        sandbox.simulator().clearFaults();
        int submitting = sandbox.submittingAtTheEnd();
        assertThat(submitting).isEqualTo(1);
        goOn("POST_UNANSWERED", submitting, sheet, sandbox);
    }

    private static void goOn(String place, int submitting, Path sheet, Sandbox sandbox) throws Exception {
        int broken = sandbox.judge().brokenFiles().size();
        Child.Ended again = sandbox.run("run", sheet).expect(submitting == 0 ? 0 : 3);
        Judge judge = sandbox.judge();
        count(place, 1, ROWS, submitting, broken, judge);
        judge.assertManifest(ROWS);
        assertThat(judge.inDoubt()).as(again.console()).isEqualTo(submitting);
        assertThat(judge.count("delivered")).isEqualTo(ROWS - submitting);
        judge.assertNobodyPaidTwice();
        judge.assertEveryAcceptedTaskIsKnown();
        assertThat(broken).isZero();
        if (submitting > 0) {
            sandbox.run("rerun", "clips", "--in-doubt").expect(0);
            sandbox.judge().assertManifest(ROWS);
            assertThat(sandbox.judge().count("delivered")).isEqualTo(ROWS);
            assertThat(sandbox.judge().paidTwice()).isLessThanOrEqualTo(submitting);
        }
    }

    static Stream<Integer> lanes() {
        return IntStream.range(0, (KILLS + KILLS_PER_LANE - 1) / KILLS_PER_LANE).boxed();
    }

    @ParameterizedTest
    @MethodSource("lanes")
    void whenKilledAtAnyMomentAgainAndAgainThenNothingIsLost(int lane) throws Exception {
        Packaged.java();
        Random random = new Random(lane + Long.getLong("crash.seed", System.nanoTime()));
        int kills = 0;
        while (kills < KILLS_PER_LANE) {
            Sandbox sandbox = Sandboxes.create("random");
            try (sandbox) {
                kills += killUntilComplete(sandbox, KILLS_PER_LANE - kills, random);
            }
            Trees.delete(sandbox.folder());
        }
    }

    /** Returns how often it was killed. */
    private static int killUntilComplete(Sandbox sandbox, int atMost, Random random) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", LONG_SHEET);
        int kills = 0;
        int submitting = 0;
        int broken = 0;
        while (kills < atMost) {
            Child child = sandbox.start("run", sheet, "--rate", "20/s", "--max-in-flight", "12");
            if (!killAtAnyMoment(child, random)) {
                break;
            }
            kills++;
            submitting += sandbox.submittingAtTheEnd();
            broken += sandbox.judge().brokenFiles().size();
        }
        sandbox.run("run", sheet).expect(submitting == 0 ? 0 : 3);
        Judge judge = sandbox.judge();
        count("at random", kills, LONG_SHEET, submitting, broken, judge);
        judge.assertManifest(LONG_SHEET);
        judge.assertNobodyPaidTwice();
        judge.assertEveryAcceptedTaskIsKnown();
        assertThat(judge.inDoubt()).isEqualTo(submitting);
        assertThat(judge.count("delivered")).isEqualTo(LONG_SHEET - submitting);
        assertThat(broken).isZero();
        return kills;
    }

    /** One time in four while it starts, else while it works. Returns whether it was in time. */
    private static boolean killAtAnyMoment(Child child, Random random) throws InterruptedException {
        boolean starting = random.nextInt(4) == 0;
        if (!starting) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> child.console().contains("clips: ") || !child.isRunning());
        }
        long latest = (starting ? STARTING : WORKING).toMillis();
        return !child.endsWithin(Duration.ofMillis(random.nextLong(latest))) && child.kill();
    }

    private static void count(String place, int kills, int clips, int submitting, int broken, Judge judge) {
        FIGURES.add(place, Figure.KILLS, kills);
        FIGURES.add(place, Figure.CLIPS, clips);
        FIGURES.add(place, Figure.PAID_TWICE, judge.paidTwice());
        FIGURES.add(place, Figure.FORGOTTEN, judge.forgotten().size());
        FIGURES.add(place, Figure.SUBMITTING_AT_KILL, submitting);
        FIGURES.add(place, Figure.IN_DOUBT, judge.inDoubt());
        FIGURES.add(place, Figure.PARTIAL_FILES, broken);
    }
}
