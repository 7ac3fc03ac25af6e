package dev.reelbatch.web.console;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.Charges;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A figure below the stages of a run.
 *
 * @param detail empty for none
 * @param warns true for what is not as it should be
 */
record FactView(String name, String value, String detail, boolean warns) {

    static List<FactView> all(RunData data, JobStanding standing, RunningView running, ShownTimes times) {
        RequestedRun run = data.run();
        List<FactView> facts = new ArrayList<>();
        if (!running.left().isEmpty()) {
            facts.add(new FactView(Text.of("Time left"), running.left(), running.until(), false));
        } else if (data.progress() != null) {
            facts.add(new FactView(
                    Text.of("Time left"), Text.of("not known yet"), Text.of("known after the first video"), false));
        }
        if (run.endedAt() != null) {
            facts.add(new FactView(
                    Text.of("Ended"),
                    times.text(run.endedAt()),
                    Text.of(
                            "%s after it was requested",
                            Durations.text(Duration.between(run.requestedAt(), run.endedAt()))),
                    false));
        }
        String inDoubt = inDoubt(standing);
        facts.add(new FactView(
                data.rehearsal() ? Text.of("A real run would cost") : Text.of("Charged"),
                Amounts.text(sum(standing, Charges::paid)),
                RunningView.joined(
                        running.limit().isEmpty() ? "" : Text.of("stops above %s", running.limit()),
                        inDoubt.isEmpty() ? "" : Text.of("%s in doubt", inDoubt)),
                false));
        if (!running.pace().isEmpty()) {
            facts.add(new FactView(Text.of("Pace"), running.pace(), "", false));
        }
        if (!running.slowdown().isEmpty()) {
            facts.add(new FactView(Text.of("Slowed"), running.slowdown(), "", true));
        }
        return facts;
    }

    /** Returns what may have been charged without an answer; empty for nothing. */
    static String inDoubt(JobStanding standing) {
        Cost cost = sum(standing, Charges::inDoubt);
        return cost.isEmpty() ? "" : Amounts.text(cost);
    }

    private static Cost sum(JobStanding standing, Function<Charges, BigDecimal> part) {
        Map<String, BigDecimal> sum = new TreeMap<>();
        for (Charges charges : standing.money()) {
            if (part.apply(charges).signum() > 0) {
                sum.merge(charges.currency(), part.apply(charges), BigDecimal::add);
            }
        }
        return new Cost(sum);
    }
}
