package dev.reelbatch.web.console;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.HttpText;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A requested run in a table; the partial {@code run-rows} shows it.
 *
 * @param number as in {@code run 4}; empty until it has begun
 * @param videos number of its videos; empty until it has begun, as are delivered and cost
 * @param when its end; while it has none, when it was requested
 * @param message the reason for its end; empty if there is none
 */
record RunRowView(
        String job,
        String address,
        String number,
        StateView state,
        String videos,
        String delivered,
        String cost,
        String by,
        String when,
        String message) {

    /** @param standing null until it has begun */
    static RunRowView of(RequestedRun run, @Nullable JobStanding standing, ShownTimes times) {
        Instant at = Objects.requireNonNullElse(run.endedAt(), run.requestedAt());
        return new RunRowView(
                run.job(),
                Addresses.ofRun(run.id()),
                number(standing),
                StateView.of(run.state()),
                standing == null ? "" : String.valueOf(videos(standing)),
                standing == null ? "" : String.valueOf(standing.states().getOrDefault(ClipState.DELIVERED, 0)),
                standing == null ? "" : Amounts.text(Cost.of(standing.money())),
                by(run),
                times.text(at),
                message(run));
    }

    static String number(@Nullable JobStanding standing) {
        return standing == null ? "" : Text.of("run %d", standing.run().number());
    }

    static int videos(JobStanding standing) {
        return standing.states().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns the number of videos that are missing and were not accepted as such; -1 if it never began. */
    static int missing(@Nullable JobStanding standing) {
        return standing == null
                ? -1
                : videos(standing)
                        - standing.states().getOrDefault(ClipState.DELIVERED, 0)
                        - standing.states().getOrDefault(ClipState.CANCELLED, 0)
                        - standing.accepted()
                        + standing.invalidRows();
    }

    static String by(RequestedRun run) {
        return run.requestedBy().isEmpty() && run.jobFile() != null
                ? Text.of("job file %s", run.jobFile())
                : run.requestedBy().isEmpty() ? Text.of("a command") : run.requestedBy();
    }

    static String message(RequestedRun run) {
        return run.message() == null ? "" : HttpText.of(run.message());
    }
}
