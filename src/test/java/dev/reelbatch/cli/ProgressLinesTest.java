package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.ClipState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {

    private final StringWriter text = new StringWriter();

    private ProgressLines lines(ProgressStyle style) {
        return new ProgressLines(new PrintWriter(text, true), style);
    }

    @Test
    void whenARunGoesOnThenALineSaysWhatStandsWhere() {
        ProgressLines lines = lines(ProgressStyle.AUTO);
        lines.look(Map.of(ClipState.QUEUED, 2), "");
        lines.look(
                Map.of(ClipState.DELIVERED, 1, ClipState.SUBMITTED, 3, ClipState.QUEUED, 2),
                "the API asks to slow down");
        assertThat(text.toString().strip())
                .isEqualTo("[00:02] 2 queued, 3 generating, 1 delivered (the API asks to slow down)");
    }

    @Test
    void whenNothingChangesThenNothingIsSaid() {
        ProgressLines lines = lines(ProgressStyle.PLAIN);
        for (int second = 0; second < 100; second++) {
            lines.look(Map.of(ClipState.SUBMITTED, 3), "");
        }
        assertThat(text.toString().lines()).hasSize(1);
    }

    @Test
    void whenARunIsLongThenLinesComeMoreSeldom() {
        ProgressLines lines = lines(ProgressStyle.PLAIN);
        for (int second = 1; second <= 3600; second++) {
            lines.look(Map.of(ClipState.DELIVERED, second), "");
        }
        assertThat(text.toString().lines().count()).isBetween(100L, 160L);
    }

    @Test
    void whenAScriptReadsThenEachLineIsJson() {
        ProgressLines lines = lines(ProgressStyle.JSON);
        lines.look(Map.of(), "");
        lines.look(Map.of(ClipState.IN_DOUBT, 1), "x");
        assertThat(text.toString().strip()).isEqualTo("{\"states\":{\"IN_DOUBT\":1},\"slowed_by\":\"x\"}");
    }

    @Test
    void whenNoneIsWantedThenNothingIsSaid() {
        ProgressLines lines = lines(ProgressStyle.NONE);
        lines.look(Map.of(ClipState.QUEUED, 1), "");
        lines.look(Map.of(ClipState.QUEUED, 1), "");
        assertThat(text.toString()).isEmpty();
    }
}
