package dev.reelbatch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelbatch.ledger.ClipMove;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.submit.Rate;
import dev.reelbatch.time.SettableTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExpectedEndTest {

    private static final int SEEDS = 20;

    /** Runs of different shapes; times are seconds. */
    enum Shape {
        RATE_BOUND(new SimulatedRun.Shape(300).rate("60/min").inFlight(200).generation(60)),
        SLOW_RATE(new SimulatedRun.Shape(200).rate("600/h").inFlight(20).generation(60)),
        CEILING_BOUND(new SimulatedRun.Shape(200).rate("60/min").inFlight(20).generation(120)),
        FEW_WAVES(new SimulatedRun.Shape(100).rate("600/min").inFlight(20).generation(90)),
        WITH_FAILURES(new SimulatedRun.Shape(200).rate("60/min").inFlight(20).generation(90).failures(0.3)),
        ACCOUNT_LIMIT(new SimulatedRun.Shape(300).rate("60/min").inFlight(50).generation(60).accountLimit(8)),
        SLOW_DOWNLOADS(new SimulatedRun.Shape(200).rate("60/min").inFlight(50).generation(30).download(8)),
        EVEN_TIMES(new SimulatedRun.Shape(60).rate("60/min").inFlight(20).generation(60).spread(0.05));

        final SimulatedRun.Shape shape;

        Shape(SimulatedRun.Shape shape) {
            this.shape = shape;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenAQuarterIsOverThenTheEndIsRightWithinAFifth(Shape shape) {
        double worst = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            SimulatedRun run = new SimulatedRun(shape.shape, seed);
            double total = run.play();
            for (SimulatedRun.Foresight foresight : run.foresights()) {
                if (foresight.at() >= total / 4) {
                    worst = Math.max(worst, Math.abs(foresight.end() - total) / total);
                }
            }
        }
        System.out.println(shape + " " + worst);
        assertThat(worst).as("error, as a share of the run").isLessThan(0.2);
    }
}
