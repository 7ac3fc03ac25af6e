package dev.reelbatch.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.ClipState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class ProgressBarsTest {

    private static final int COLUMNS = 80;
    private static final Map<ClipState, Integer> MIDDLE =
            Map.of(ClipState.QUEUED, 5, ClipState.SUBMITTED, 3, ClipState.DELIVERED, 1, ClipState.FAILED, 1);

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private Terminal screen() throws IOException {
        Terminal screen = new ExternalTerminal(
                "test", "xterm", new ByteArrayInputStream(new byte[0]), written, StandardCharsets.UTF_8);
        screen.setSize(new Size(COLUMNS, 24));
        return screen;
    }

    private static List<String> lines(RunProgress runProgress) {
        return ProgressBlock.lines(runProgress, COLUMNS, false).stream()
                .map(AttributedString::toString)
                .toList();
    }

    @Test
    void whenLessThanASecondIsLeftThenItEndsAnyMoment() {
        assertThat(lines(ProgressLinesTest.look(65, MIDDLE, null, 0)).get(0)).startsWith("01:05  finishing now  ");
    }

    @Test
    void whenARunGoesOnThenEachStageHasALine() {
        List<String> lines = lines(ProgressLinesTest.look(65, MIDDLE, ProgressLinesTest.CEILING, 300));
        assertThat(lines).hasSize(7);
        assertThat(lines.get(0)).startsWith("01:05  about 5 min left (until ").endsWith(")  短视频");
        assertThat(lines.get(1))
                .startsWith("submitted   [####################   ")
                .endsWith("] 5 of 10");
        assertThat(lines.get(2)).startsWith("generating  [############   ").endsWith("] 3");
        assertThat(lines.get(3)).startsWith("downloaded  [####   ").endsWith("] 1 of 10");
        assertThat(lines.get(4)).startsWith("failed      [####   ").endsWith("] 1 failed");
        assertThat(lines.get(5)).isEqualTo("28.40 CNY so far; submitting 58/min of at most 60/min");
        assertThat(lines.get(6)).isEqualTo("20 tasks are running");
    }

    @Test
    void whenItIsARehearsalThenItsCostIsWhatItWouldHaveBeen() {
        RunProgress runProgress = ProgressLinesTest.look(65, MIDDLE, null, 300);
        RunProgress rehearsal = new RunProgress(
                runProgress.job(),
                true,
                runProgress.since(),
                runProgress.asOf(),
                runProgress.states(),
                runProgress.cost(),
                runProgress.perMinute(),
                runProgress.rate(),
                runProgress.slowdown(),
                runProgress.end());
        assertThat(lines(rehearsal).get(5))
                .isEqualTo("a real run would have cost 28.40 CNY so far; submitting 58/min of at most 60/min");
    }

    @Test
    void whenNoVideoIsDoneYetThenTheEndIsSaidToBeUnknown() {
        assertThat(lines(ProgressLinesTest.look(5, MIDDLE, null, -1)).get(0)).contains("after the first video");
    }

    @Test
    void whenAJobHasAWideNameThenNoLineReachesTheLastColumn() throws IOException {
        RunProgress runProgress = ProgressLinesTest.look(5, MIDDLE, null, 300);
        RunProgress wide = new RunProgress(
                "短视频".repeat(30),
                false,
                runProgress.since(),
                runProgress.asOf(),
                runProgress.states(),
                runProgress.cost(),
                runProgress.perMinute(),
                runProgress.rate(),
                runProgress.slowdown(),
                runProgress.end());
        try (ProgressBars bars = new ProgressBars(screen(), false)) {
            bars.onProgress(wide);
        }
        assertThat(written.toString(StandardCharsets.UTF_8).lines().toList())
                .allSatisfy(line -> assertThat(AttributedString.fromAnsi(line).columnLength())
                        .isLessThan(COLUMNS));
    }

    @Test
    void whenNoColourIsWantedThenThereIsNone() throws IOException {
        try (ProgressBars bars = new ProgressBars(screen(), false)) {
            bars.onProgress(ProgressLinesTest.look(5, MIDDLE, ProgressLinesTest.CEILING, 300));
        }
        assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContainPattern("\u001b\\[[0-9;]*3[0-9]m");
    }

    @Test
    void whenSomethingIsSaidInBetweenThenItStandsAboveTheBars() throws IOException {
        try (ProgressBars bars = new ProgressBars(screen(), true)) {
            bars.onProgress(ProgressLinesTest.look(5, MIDDLE, null, 300));
            bars.say("Stopping");
        }
        String text = written.toString(StandardCharsets.UTF_8);
        assertThat(text.substring(text.indexOf("Stopping"))).contains("submitted", "downloaded", "so far");
    }
}
