package dev.reelbatch.job;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.plan.Quote;
import dev.reelbatch.plan.RunPlan;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a line to the log when a run begins and when it ends, in words and as key-value pairs. */
final class RunLog {

    private static final Logger log = LoggerFactory.getLogger("reelbatch.runs");

    private RunLog() {}

    static void began(Run run, RunPlan plan) {
        Quote quote = plan.offer();
        int rows = quote.sheet().validRows();
        log.atInfo()
                .addKeyValue("event", "run_started")
                .addKeyValue("job", run.job().name())
                .addKeyValue("run", run.number())
                .addKeyValue("rows", rows)
                .addKeyValue("to_submit", quote.toPay())
                .addKeyValue("cost", quote.cost().text())
                .log(
                        "Run {} of {} starts: {} rows, {} to submit for {}{}",
                        run.number(),
                        run.job().name(),
                        rows,
                        quote.toPay(),
                        quote.cost().isEmpty()
                                ? "an unknown price"
                                : quote.cost().text(),
                        plan.backend().isRehearsal() ? " (rehearsal)" : "");
    }

    /** @param cost all that the run may have cost, in all its tries */
    static void ended(RunResult result, Map<ClipState, Integer> states, Cost cost, Duration took) {
        Run run = result.run();
        String counts = states.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        log.atInfo()
                .addKeyValue("event", "run_ended")
                .addKeyValue("job", run.job().name())
                .addKeyValue("run", run.number())
                .addKeyValue("outcome", result.ending().word())
                .addKeyValue("counts", counts)
                .addKeyValue("cost", cost.text())
                .addKeyValue("seconds", took.toSeconds())
                .log(
                        "Run {} of {} ended after {} s, {}: {}; cost {}{}",
                        run.number(),
                        run.job().name(),
                        took.toSeconds(),
                        result.ending().word(),
                        counts,
                        cost.isEmpty() ? "none" : cost.text(),
                        result.stopped().map(cause -> "; " + cause.message()).orElse(""));
    }
}
