package dev.reelbatch.web.console;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run that is running.
 *
 * @param meta its number, size, person and start
 * @param left time left; empty if it is unknown
 * @param until its expected end, or why it is unknown
 * @param limit the most that it may cost; empty for no limit
 * @param pace recent videos a minute, and how many are being made; empty if it waits for its next try
 * @param slowdown why it is slower than its limits allow; empty if it is not
 */
record RunningView(
        String job,
        String address,
        StateView state,
        String meta,
        String left,
        String until,
        BarView bar,
        String cost,
        String limit,
        String pace,
        String slowdown) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static RunningView of(
            RequestedRun run, @Nullable JobStanding standing, @Nullable RunProgress progress, ShownTimes times) {
        Map<ClipState, Integer> states =
                progress != null ? progress.states() : standing == null ? Map.of() : standing.states();
        Cost cost = progress != null ? progress.cost() : standing == null ? Cost.NONE : Cost.of(standing.money());
        Instant end = progress == null ? null : progress.end();
        int videos = states.values().stream().mapToInt(Integer::intValue).sum();
        Instant since = progress == null ? run.requestedAt() : progress.since();
        return new RunningView(
                run.job(),
                Addresses.ofRun(run.id()),
                StateView.of(run.state()),
                joined(
                        RunRowView.number(standing),
                        videos == 0 ? "" : Text.counted(videos, "video"),
                        RunRowView.by(run),
                        Text.of("since %s", times.text(since))),
                end == null || progress == null ? "" : left(progress.asOf(), end),
                until(progress, times),
                BarView.of(states),
                Amounts.text(cost),
                limit(run),
                progress == null ? "" : pace(progress),
                progress == null || progress.slowdown() == null
                        ? ""
                        : progress.slowdown().message());
    }

    /** Returns the same while it waits for its next try. */
    RunningView waiting(String why) {
        return new RunningView(job, address, state, meta, "", "", bar, cost, limit, pace, why);
    }

    static String joined(String... parts) {
        return String.join(
                " · ", List.of(parts).stream().filter(part -> !part.isEmpty()).toList());
    }

    private static String left(Instant now, Instant end) {
        Duration left = Duration.between(now, end);
        return left.toSeconds() < 1 ? Text.of("finishing now") : Text.of("about %s left", Durations.text(left));
    }

    private static String until(@Nullable RunProgress progress, ShownTimes times) {
        Instant end = progress == null ? null : progress.end();
        if (end != null) {
            return Text.of("until %s", times.text(end));
        }
        return progress == null || progress.clips(ClipState.DELIVERED) > 0
                ? ""
                : Text.of("time left is shown after the first video");
    }

    private static String pace(RunProgress progress) {
        String made = Text.of("%d being made", progress.clips(ClipState::isInFlight));
        return progress.perMinute() <= 0
                ? made
                : Text.of("%s a minute, %s", String.format(Locale.ROOT, "%.1f", progress.perMinute()), made);
    }

    /** Returns the greatest cost that its request allows. */
    static String limit(RequestedRun run) {
        try {
            Map<String, Object> fields = JSON.readValue(run.options(), new TypeReference<>() {});
            Object limit = fields.get("max_cost");
            String text = limit instanceof List<?> all && !all.isEmpty() ? Objects.toString(all.get(0)) : "none";
            return text.equals("none") ? "" : Amounts.text(new BigDecimal(text.strip()));
        } catch (RuntimeException e) { // a text that this page does not know
            return "";
        }
    }
}
