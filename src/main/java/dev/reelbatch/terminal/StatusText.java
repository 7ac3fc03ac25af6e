package dev.reelbatch.terminal;

import dev.reelbatch.home.StatusFile;
import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.Charges;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.StateText;
import dev.reelbatch.text.Text;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the status for people and for scripts. */
public final class StatusText {

    private static final String INVALID = "INVALID";

    private final PrintWriter out;
    private final boolean json;
    private final boolean rehearsal;

    /** @param rehearsal true for the home of rehearsals, where nothing was charged */
    public StatusText(PrintWriter out, boolean json, boolean rehearsal) {
        this.out = out;
        this.json = json;
        this.rehearsal = rehearsal;
    }

    /**
     * Writes the status during runs.
     *
     * @param running runs under way, from their processes' snapshots, accurate to the second
     * @param jobs the jobs as the database has them
     */
    public void running(List<StatusFile.Status> running, List<JobStanding> jobs, Map<String, Integer> openElsewhere) {
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("running", running.stream().map(StatusText::asMap).toList());
            addJobs(jobs, openElsewhere, all);
            out.println(JsonOutput.LINES.writeValueAsString(all));
            return;
        }
        running.forEach(this::running);
        Set<String> told = running.stream().map(StatusFile.Status::job).collect(Collectors.toSet());
        jobs.stream().filter(standing -> !told.contains(standing.job().name())).forEach(this::job);
        QuoteText.printElsewhere(openElsewhere, out);
    }

    private void running(StatusFile.Status status) {
        out.println(Text.of(
                "%s, run %d, running since %s (process %d)",
                status.job(), status.run(), Timestamps.local(status.since()), status.pid()));
        out.println("  " + states(status.states()));
        status.cost().forEach((currency, amount) -> money(running(Cost.text(new BigDecimal(amount), currency))));
        if (status.stopping() != null) {
            out.println("  " + status.stopping());
        }
        out.println("  " + status.out());
    }

    /**
     * Writes the status of jobs.
     *
     * @param openElsewhere number of videos that no run checks, by the address they were submitted to
     */
    public void jobs(List<JobStanding> jobs, Map<String, Integer> openElsewhere) {
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            addJobs(jobs, openElsewhere, all);
            out.println(JsonOutput.LINES.writeValueAsString(all));
            return;
        }
        if (jobs.isEmpty()) {
            out.println(Text.of("This home folder has no jobs yet."));
        } else {
            jobs.forEach(this::job);
        }
        QuoteText.printElsewhere(openElsewhere, out);
    }

    private void addJobs(List<JobStanding> jobs, Map<String, Integer> openElsewhere, Map<String, Object> json) {
        json.put("rehearsal", rehearsal);
        json.put("jobs", jobs.stream().map(StatusText::asMap).toList());
        json.put("open_elsewhere", openElsewhere);
    }

    private void job(JobStanding standing) {
        out.println(Text.of(
                "%s, run %d of %s",
                standing.job().name(),
                standing.run().number(),
                Timestamps.local(standing.run().createdAt())));
        if (standing.runningSince() != null) {
            out.println("  " + Text.of("running since %s", Timestamps.local(standing.runningSince())));
        }
        String accepted = standing.accepted() == 0 ? "" : Text.of(" (%d accepted)", standing.accepted());
        out.println("  " + states(byName(standing)) + accepted);
        if (standing.atRest() > 0) {
            out.println("  "
                    + Text.of(
                            "%s took days without a result, so later runs no longer check; a rerun checks again, free of charge",
                            Text.counted(standing.atRest(), "video")));
        }
        standing.money().forEach(charges -> money(charged(charges)));
        out.println("  " + standing.run().outDir());
    }

    private String running(String money) {
        return rehearsal
                ? Text.of("Rehearsal: nothing is charged. A real run would have cost %s so far", money)
                : Text.of("paid or possibly paid %s", money);
    }

    private String charged(Charges charges) {
        String paid = Cost.text(charges.paid(), charges.currency());
        String text = rehearsal
                ? Text.of("Rehearsal: nothing was charged. A real run would have cost %s", paid)
                : Text.of("paid %s", paid);
        if (charges.inDoubt().signum() > 0) {
            String inDoubt = Cost.text(charges.inDoubt(), charges.currency());
            text = rehearsal
                    ? Text.of("%s, possibly %s more (in doubt)", text, inDoubt)
                    : Text.of("%s, possibly paid %s (in doubt)", text, inDoubt);
        }
        if (charges.open().signum() > 0) {
            text = Text.of("%s, waiting for a response %s", text, Cost.text(charges.open(), charges.currency()));
        }
        return text;
    }

    private void money(String line) {
        out.println("  " + line);
    }

    private static Map<String, Integer> byName(JobStanding standing) {
        Map<String, Integer> byName = new TreeMap<>();
        standing.states().forEach((state, clips) -> byName.put(state.name(), clips));
        if (standing.invalidRows() > 0) {
            byName.put(INVALID, standing.invalidRows());
        }
        return byName;
    }

    /** Returns the same counts with lower-case keys, for programs. */
    private static Map<String, Integer> inLowerCase(Map<String, Integer> byName) {
        Map<String, Integer> states = new TreeMap<>();
        byName.forEach((name, clips) -> states.put(name.toLowerCase(Locale.ROOT), clips));
        return states;
    }

    private static String states(Map<String, Integer> byName) {
        Map<ClipState, Integer> known = new EnumMap<>(ClipState.class);
        byName.forEach((name, clips) -> {
            if (!name.equals(INVALID)) {
                known.put(ClipState.valueOf(name), clips);
            }
        });
        String invalid = byName.containsKey(INVALID) ? Text.of("%d invalid", byName.get(INVALID)) : "";
        String all = Stream.of(StateText.of(known), invalid)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(Text.of(", ")));
        return all.isEmpty() ? Text.of("nothing loaded yet") : all;
    }

    private static Map<String, @Nullable Object> asMap(StatusFile.Status status) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("job", status.job());
        map.put("run", status.run());
        map.put("pid", status.pid());
        map.put("running_since", status.since().toString());
        map.put("time", status.asOf().toString());
        map.put("out", status.out());
        map.put("states", inLowerCase(status.states()));
        map.put("cost", numbers(status.cost()));
        map.put("stopping", status.stopping());
        return map;
    }

    private static Map<String, BigDecimal> numbers(Map<String, String> amounts) {
        Map<String, BigDecimal> numbers = new TreeMap<>();
        amounts.forEach((currency, amount) -> numbers.put(currency, new BigDecimal(amount)));
        return numbers;
    }

    public static Map<String, @Nullable Object> asMap(JobStanding standing) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("job", standing.job().name());
        map.put("run", standing.run().number());
        map.put("created_at", standing.run().createdAt().toString());
        map.put("ended_at", Objects.toString(standing.run().endedAt(), null));
        map.put("running_since", Objects.toString(standing.runningSince(), null));
        map.put("out", standing.run().outDir().toString());
        map.put("states", inLowerCase(byName(standing)));
        map.put("accepted", standing.accepted());
        map.put("at_rest", standing.atRest());
        map.put("money", standing.money());
        return map;
    }
}
