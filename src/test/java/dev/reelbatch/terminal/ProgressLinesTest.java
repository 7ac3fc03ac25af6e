package dev.reelbatch.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.job.RunOutcome;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.submit.Rate;
import dev.reelbatch.submit.SlowdownReason;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProgressLinesTest {

    static final Instant START = Instant.parse("2026-04-01T08:00:00Z");
    static final SlowdownReason CEILING = new SlowdownReason(SlowdownReason.Kind.MAX_IN_FLIGHT, "20 tasks are running");

    private final StringWriter text = new StringWriter();
    private final StringWriter words = new StringWriter();
    private final ProgressView lines = new ProgressLines(new PrintWriter(text, true));
    private final ProgressView json = new ProgressJson(new PrintWriter(text, true), new PrintWriter(words, true));

    /** @param left seconds; negative: unknown */
    static RunProgress look(
            int second, Map<ClipState, Integer> states, @Nullable SlowdownReason slowdownReason, long left) {
        Instant now = START.plusSeconds(second);
        return new RunProgress(
                "短视频",
                false,
                START,
                now,
                states,
                new Cost(Map.of("CNY", new BigDecimal("28.4"))),
                57.96,
                Rate.of("60/min"),
                slowdownReason,
                left < 0 ? null : now.plusSeconds(left));
    }

    @Test
    void whenARunGoesOnThenALineSaysWhatStandsWhereHowFastItIsAndWhenItEnds() {
        lines.onProgress(look(1, Map.of(ClipState.QUEUED, 2), null, 60));
        lines.onProgress(
                look(2, Map.of(ClipState.DELIVERED, 1, ClipState.SUBMITTED, 3, ClipState.QUEUED, 2), CEILING, 300));
        assertThat(text.toString().strip())
                .matches("\\[00:02] 2 pending, 3 generating, 1 delivered; 58/min \\(20 tasks are running\\); "
                        + "about 5 min left \\(until [-0-9 ]*\\d\\d:05\\)");
    }

    @Test
    void whenItHasStoppedAndNothingIsAwaitedThenTheReasonIsLeftToTheSummary() {
        SlowdownReason stopped = new SlowdownReason(SlowdownReason.Kind.STOPPED, "the key is refused");
        lines.onProgress(look(2, Map.of(ClipState.QUEUED, 2, ClipState.SUBMITTED, 1), stopped, 60));
        lines.onProgress(look(60, Map.of(ClipState.QUEUED, 2, ClipState.DELIVERED, 1), stopped, -1));
        assertThat(text.toString().lines().map(line -> line.contains("the key is refused")))
                .containsExactly(true, false);
    }

    @Test
    void whenAHostDecidesWhenVideosComeThenNoTimeLeftIsGuessed() {
        SlowdownReason wait = new SlowdownReason(SlowdownReason.Kind.DOWNLOADS_WAIT, "next try in 1 h");
        lines.onProgress(look(2, Map.of(ClipState.GENERATED, 1), wait, 16));
        assertThat(text.toString()).contains("next try in 1 h").doesNotContain("left", "finishing");
        json.onProgress(look(2, Map.of(ClipState.GENERATED, 1), wait, 16));
        assertThat(text.toString()).contains("\"eta\":null");
    }

    @Test
    void whenOnlyTheEndMovesThenNothingIsSaid() {
        for (int second = 0; second < 100; second++) {
            lines.onProgress(look(second, Map.of(ClipState.SUBMITTED, 3), null, 100 + second));
        }
        assertThat(text.toString().lines()).hasSize(1);
    }

    @Test
    void whenARunIsLongThenLinesComeMoreSeldom() {
        for (int second = 1; second <= 3600; second++) {
            lines.onProgress(look(second, Map.of(ClipState.DELIVERED, second), null, 0));
        }
        assertThat(text.toString().lines().count()).isBetween(100L, 160L);
    }

    @Test
    void whenNothingGoesOnThenNoEndIsForetold() {
        lines.onProgress(look(5, Map.of(ClipState.DELIVERED, 4), null, 0));
        assertThat(text.toString()).contains("4 delivered").doesNotContain("ends");
    }

    @Test
    void whenAProgramReadsThenEachLineIsAnObjectWithStableNames() {
        json.onProgress(look(2, Map.of(ClipState.IN_DOUBT, 1, ClipState.SUBMITTED, 2), CEILING, 90));
        json.say("for a person");
        JsonNode line = JsonMapper.builder().build().readTree(text.toString());
        assertThat(line.propertyNames())
                .containsExactly(
                        "time",
                        "job",
                        "rehearsal",
                        "states",
                        "cost",
                        "pace",
                        "slowed_by",
                        "message",
                        "eta",
                        "outcome",
                        "exit_code");
        assertThat(line.get("time").asString()).isEqualTo("2026-04-01T08:00:02Z");
        assertThat(line.get("states").propertyNames()).hasSameSizeAs(ClipState.values());
        assertThat(line.at("/states/in_doubt").asInt()).isEqualTo(1);
        assertThat(line.at("/states/queued").asInt()).isZero();
        assertThat(line.at("/cost/CNY").decimalValue()).isEqualByComparingTo("28.40");
        assertThat(line.get("pace").asDouble()).isEqualTo(58.0);
        assertThat(line.get("slowed_by").asString()).isEqualTo("max_in_flight");
        assertThat(line.get("eta").asString()).isEqualTo("2026-04-01T08:01:32Z");
        assertThat(words.toString().strip()).isEqualTo("for a person");
    }

    @Test
    void whenARunEndsThenTheLastObjectSaysHow() {
        json.onProgress(look(2, Map.of(ClipState.SUBMITTED, 1), null, -1));
        json.onProgress(look(3, Map.of(ClipState.DELIVERED, 1), null, 0));
        json.ended(RunOutcome.INTERRUPTED, 130);
        json.close();
        assertThat(text.toString().lines())
                .hasSize(2)
                .last()
                .asString()
                .contains("\"delivered\":1", "\"eta\":null", "\"outcome\":\"interrupted\",\"exit_code\":130");
    }

    @Test
    void whenARunBreaksDownThenTheLastObjectSaysWhatWasSeenLast() {
        json.onProgress(look(2, Map.of(ClipState.SUBMITTED, 1), null, -1));
        json.onProgress(look(3, Map.of(ClipState.SUBMITTED, 2), null, -1));
        json.close();
        assertThat(text.toString().lines())
                .hasSize(2)
                .last()
                .asString()
                .contains("\"submitted\":2", "\"outcome\":null,\"exit_code\":null");
    }
}
