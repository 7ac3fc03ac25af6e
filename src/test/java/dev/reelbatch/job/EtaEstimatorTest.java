package dev.reelbatch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.submit.Rate;
import dev.reelbatch.time.SettableTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EtaEstimatorTest {

    private static final int SEEDS = 8;
    private static final double A_FIFTH = 0.2;

    /** Runs that are held up by different things; times are seconds. */
    enum Shape {
        RATE_BOUND(new SimulatedRun.Shape(300).rate("60/min").inFlight(200).generation(60)),
        SLOW_RATE(new SimulatedRun.Shape(200).rate("600/h").inFlight(20).generation(60)),
        CEILING_BOUND(new SimulatedRun.Shape(200).rate("60/min").inFlight(20).generation(120)),
        FEW_WAVES(new SimulatedRun.Shape(100).rate("600/min").inFlight(20).generation(90)),
        WITH_FAILURES(new SimulatedRun.Shape(200)
                .rate("60/min")
                .inFlight(20)
                .generation(90)
                .failures(0.3)),
        ACCOUNT_LIMIT(new SimulatedRun.Shape(300)
                .rate("60/min")
                .inFlight(50)
                .generation(60)
                .accountLimit(8)),
        SLOW_DOWNLOADS(new SimulatedRun.Shape(200)
                .rate("60/min")
                .inFlight(50)
                .generation(30)
                .download(8)),
        EVEN_TIMES(new SimulatedRun.Shape(60)
                .rate("60/min")
                .inFlight(20)
                .generation(60)
                .spread(0.05));

        final SimulatedRun.Shape shape;

        Shape(SimulatedRun.Shape shape) {
            this.shape = shape;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenAQuarterIsOverThenTheEndIsRightWithinAFifth(Shape shape) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            SimulatedRun run = new SimulatedRun(shape.shape, seed);
            double total = run.play();
            assertThat(run.foresights())
                    .filteredOn(foresight -> foresight.at() >= total / 4)
                    .as("seed %d, %.0f s", seed, total)
                    .hasSizeGreaterThan((int) (total * 0.7) / SimulatedRun.LOOK_EVERY)
                    .allSatisfy(foresight -> assertThat(foresight.end()).isCloseTo(total, within(total * A_FIFTH)));
        }
    }

    /** Some videos take five times as long as others: which of them comes last is chance. */
    @ParameterizedTest
    @EnumSource(names = {"RATE_BOUND", "CEILING_BOUND", "WITH_FAILURES", "ACCOUNT_LIMIT"})
    void whenVideosTakeVeryDifferentTimesThenTheEndIsMostlyRight(Shape shape) {
        shape.shape.spread(0.5);
        int right = 0;
        int all = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            SimulatedRun run = new SimulatedRun(shape.shape, seed);
            double total = run.play();
            List<SimulatedRun.Foresight> judged = run.foresights().stream()
                    .filter(foresight -> foresight.at() >= total / 4)
                    .toList();
            all += judged.size();
            right += (int) judged.stream()
                    .filter(foresight -> Math.abs(foresight.end() - total) <= total * A_FIFTH)
                    .count();
        }
        shape.shape.spread(0.2);
        assertThat((double) right / all).isGreaterThan(0.9);
    }

    @Test
    void whenTheApiIsDownForAWhileThenTheEndMovesAwayByThatMuchAndNoFurther() {
        int down = 60;
        SimulatedRun smooth = new SimulatedRun(Shape.RATE_BOUND.shape, 1);
        double usual = smooth.play();
        SimulatedRun run = new SimulatedRun(
                new SimulatedRun.Shape(300)
                        .rate("60/min")
                        .inFlight(200)
                        .generation(60)
                        .down(150, 150 + down),
                1);
        double total = run.play();
        assertThat(total).isCloseTo(usual + down, within(usual / 10));
        for (SimulatedRun.Foresight foresight : run.foresights()) {
            if (foresight.at() > 120 && foresight.at() < 150) {
                assertThat(foresight.end()).isCloseTo(usual, within(usual * A_FIFTH));
            } else if (foresight.at() > 150 && foresight.at() <= 150 + down) {
                double longer = foresight.at() - 150;
                assertThat(foresight.end()).isCloseTo(usual + longer, within(usual * A_FIFTH));
            } else if (foresight.at() > 150 + down) {
                assertThat(foresight.end()).isCloseTo(total, within(total * A_FIFTH));
            }
        }
    }

    private final SettableTime time = new SettableTime();
    private final EtaEstimator expected = new EtaEstimator(1, Rate.of("60/min"), 20, time);

    private void move(long clip, ClipState... states) {
        for (int i = 1; i < states.length; i++) {
            expected.moved(new ClipTransition(clip, 1, states[i - 1], states[i]));
        }
    }

    @Test
    void whenNoVideoWasEverMadeThenNobodyKnows() {
        expected.start(new EtaStart(10, Map.of(), Set.of(), List.of()));
        assertThat(expected.left(true)).isEmpty();
        assertThat(expected.perMinute()).isZero();
    }

    @Test
    void whenEarlierRunsSayHowLongVideosTakeThenTheEndIsKnownAtOnce() {
        Duration minute = Duration.ofMinutes(1);
        expected.start(new EtaStart(10, Map.of(), Set.of(), List.of(minute, minute, minute)));
        assertThat(expected.left(true)).contains(Duration.ofSeconds(10 + 60));
    }

    @Test
    void whenNothingMoreIsSubmittedThenOnlyWhatIsOnItsWayCounts() {
        Duration minute = Duration.ofMinutes(1);
        expected.start(
                new EtaStart(10, Map.of(99L, Duration.ofSeconds(20)), Set.of(), List.of(minute, minute, minute)));
        assertThat(expected.left(false)).contains(Duration.ofSeconds(40));
    }

    @Test
    void whenATaskEndsWhileTheLedgerIsAskedThenItIsNotWaitedFor() {
        expected.startOver();
        move(99, ClipState.SUBMITTED, ClipState.GENERATED, ClipState.DELIVERED);
        expected.start(new EtaStart(0, Map.of(99L, Duration.ofSeconds(20)), Set.of(99L), List.of()));
        assertThat(expected.left(true)).contains(Duration.ZERO);
    }

    @Test
    void whenSubmitsAreRefusedForNowThenTheyWaitStillAndThePaceIsWhatWasAccepted() {
        expected.start(new EtaStart(3, Map.of(), Set.of(), List.of()));
        for (long clip = 1; clip <= 2; clip++) {
            move(clip, ClipState.QUEUED, ClipState.SUBMITTING, ClipState.QUEUED);
            time.advance(Duration.ofSeconds(15));
            move(clip, ClipState.QUEUED, ClipState.SUBMITTING, ClipState.SUBMITTED);
            time.advance(Duration.ofSeconds(15));
        }
        assertThat(expected.toSubmit()).isEqualTo(1);
        assertThat(expected.perMinute()).isCloseTo(60 / 45.0, within(0.01));
    }
}
