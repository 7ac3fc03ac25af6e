package dev.reelbatch.cli;

import dev.reelbatch.home.StatusFile;
import dev.reelbatch.job.Standing.JobStanding;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Money;
import dev.reelbatch.ledger.ReportLedger.SubmissionLine;
import dev.reelbatch.ledger.Submission;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The status for people and for scripts. */
final class StatusText {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PrintWriter out;
    private final boolean json;

    StatusText(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** The runs that are going on, as their process says. */
    void running(List<StatusFile.Status> runs) {
        if (json) {
            out.println(JSON.writeValueAsString(Map.of("running", runs)));
        } else {
            runs.forEach(this::running);
        }
    }

    private void running(StatusFile.Status status) {
        out.printf(
                "%s, run %d, is going on since %s (process %d)%n",
                status.job(), status.run(), Stamps.local(status.since()), status.pid());
        out.printf("  %s%n", states(status.states()));
        status.cost().forEach((currency, amount) -> out.printf("  paid or possibly paid %s %s%n", amount, currency));
        if (status.stopping() != null) {
            out.println("  " + status.stopping());
        }
        out.println("  " + status.out());
    }

    void jobs(List<JobStanding> jobs) {
        if (json) {
            out.println(JSON.writeValueAsString(
                    Map.of("jobs", jobs.stream().map(StatusText::asMap).toList())));
        } else if (jobs.isEmpty()) {
            out.println("This home has no jobs yet.");
        } else {
            jobs.forEach(this::job);
        }
    }

    private void job(JobStanding standing) {
        out.printf(
                "%s, run %d of %s%n",
                standing.job().name(),
                standing.run().number(),
                Stamps.local(standing.run().createdAt()));
        if (standing.runningSince() != null) {
            out.println("  is going on since " + Stamps.local(standing.runningSince()));
        }
        String accepted = standing.accepted() == 0 ? "" : " (%d accepted)".formatted(standing.accepted());
        out.printf("  %s%s%n", states(byName(standing)), accepted);
        for (Money money : standing.money()) {
            out.printf(
                    "  paid %s, possibly paid %s, still open %s%n",
                    Amounts.money(money.paid(), money.currency()),
                    Amounts.money(money.inDoubt(), money.currency()),
                    Amounts.money(money.open(), money.currency()));
        }
        out.println("  " + standing.run().outDir());
    }

    private static Map<String, Integer> byName(JobStanding standing) {
        Map<String, Integer> byName = new TreeMap<>();
        standing.states().forEach((state, clips) -> byName.put(state.name(), clips));
        if (standing.invalidRows() > 0) {
            byName.put("INVALID", standing.invalidRows());
        }
        return byName;
    }

    private static String states(Map<String, Integer> byName) {
        String known = Stream.of(ClipState.values())
                .filter(state -> byName.containsKey(state.name()))
                .map(state -> byName.get(state.name()) + " "
                        + state.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
        String invalid = byName.containsKey("INVALID") ? byName.get("INVALID") + " invalid" : "";
        String all = Stream.of(known, invalid).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
        return all.isEmpty() ? "nothing loaded yet" : all;
    }

    private static Map<String, @Nullable Object> asMap(JobStanding standing) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("job", standing.job().name());
        map.put("run", standing.run().number());
        map.put("created_at", standing.run().createdAt().toString());
        map.put("ended_at", Objects.toString(standing.run().endedAt(), null));
        map.put("running_since", Objects.toString(standing.runningSince(), null));
        map.put("out", standing.run().outDir().toString());
        map.put("states", byName(standing));
        map.put("accepted", standing.accepted());
        map.put("money", standing.money());
        return map;
    }

    void submissions(Stream<SubmissionLine> lines) {
        if (!json) {
            out.println("run  row   sent_at                     outcome       http  price        task_id / error");
        }
        lines.forEach(json ? this::submissionJson : this::submission);
    }

    /** The API's text, which must not steer the terminal. */
    private static String visible(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private void submission(SubmissionLine line) {
        Submission s = line.submission();
        out.printf(
                "%-4d %-5s %-27s %-13s %-5s %-12s %s%n",
                line.run(),
                or(line.row(), "-"),
                Stamps.local(s.sentAt()),
                or(s.outcome(), "unanswered").toLowerCase(Locale.ROOT),
                or(s.httpStatus(), "-"),
                s.price() == null
                        ? "-"
                        : Amounts.money(s.price().amount(), s.price().currency()),
                s.taskId() != null ? visible(s.taskId()) : or(s.errorCode(), "") + " " + or(s.errorMessage(), ""));
    }

    private static String or(@Nullable Object value, String otherwise) {
        return Objects.toString(value, otherwise);
    }

    private void submissionJson(SubmissionLine line) {
        Submission s = line.submission();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("id", s.id());
        map.put("run", line.run());
        map.put("row", line.row());
        map.put("clip", s.clipId());
        map.put("sent_at", s.sentAt().toString());
        map.put("answered_at", s.answeredAt() == null ? null : s.answeredAt().toString());
        map.put("outcome", s.outcome());
        map.put("http_status", s.httpStatus());
        map.put("price", s.price());
        map.put("task_id", s.taskId());
        map.put("request_id", s.requestId());
        map.put("error_code", s.errorCode());
        map.put("error_message", s.errorMessage());
        out.println(JSON.writeValueAsString(map));
    }
}
