package dev.reelbatch.cli;

import dev.reelbatch.ledger.Wish;
import dev.reelbatch.plan.BudgetStatus;
import dev.reelbatch.plan.RerunChoice;
import dev.reelbatch.serve.ServedJob;
import dev.reelbatch.session.Session;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.terminal.AmountText;
import dev.reelbatch.terminal.CheckJson;
import dev.reelbatch.terminal.JsonOutput;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.terminal.Timestamps;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks the parts of a job file besides its sheet: schedule, folder, and the rows that it would rerun. */
final class JobFileCheck {

    private final JobFile file;
    private final HomeOptions options;
    private final Terminal terminal;
    private final boolean json;
    private final PrintWriter out;

    JobFileCheck(JobFile file, HomeOptions options, Terminal terminal, boolean json) {
        this.file = file;
        this.options = options;
        this.terminal = terminal;
        this.json = json;
        this.out = terminal.out();
    }

    /** Prints the next time at which {@code serve} would run it; nothing for a file without a schedule. */
    void printTimes() {
        Instant next = next();
        if (next != null) {
            out.println(Text.of("With serve, it runs next at %s.", Timestamps.local(next)));
        }
        String maxCost = file.value("max-cost");
        if (maxCost != null) {
            out.println(Text.of("Limits: max-cost %s", maxCost));
        }
    }

    private @Nullable Instant next() {
        ServedJob.When when = JobTimes.of(file).when();
        return when == null ? null : when.schedule().nextAfter(Time.system().now());
    }

    private void printBudget(@Nullable BudgetStatus budget) {
        if (budget != null) {
            out.println(Text.of("Budget: %s", AmountText.budget(budget)));
        }
    }

    /** Prints the findings for programs, as described by {@code docs/schema/job-file.json}. */
    private int printJson(boolean ok, @Nullable BudgetStatus budget, String kind, Map<String, ?> findings) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("job_file", file.file().toString());
        all.put("ok", ok);
        Instant next = next();
        all.put("next_run", next == null ? null : next.toString());
        all.put("max_cost", file.value("max-cost"));
        all.put("budget", budget == null ? null : CheckJson.budget(budget));
        all.put(kind, findings);
        out.println(JsonOutput.LINES.writeValueAsString(all));
        return ok ? ExitCode.DELIVERED : ExitCode.INVALID;
    }

    /** Checks an inbox. Returns the exit code. */
    int inbox(Settings settings) throws IOException, InterruptedException {
        ServedFiles.named(
                List.of(file.file()), terminal, options.home(terminal)); // reports mistakes in any of its keys
        Path folder = terminal.file(file.source()).toAbsolutePath().normalize();
        BudgetStatus budget = new CheckedHome(options, terminal, settings).budget();
        boolean isThere = Files.exists(folder);
        boolean isRight = !isThere || Files.isDirectory(folder) && Files.isWritable(folder);
        Long waiting = isThere && isRight ? waiting(folder) : null;
        if (json) {
            Map<String, @Nullable Object> findings = new LinkedHashMap<>();
            findings.put("folder", folder.toString());
            findings.put("files", waiting);
            return printJson(isRight, budget, "inbox", findings);
        }
        out.println(Text.of("%s watches the folder %s", file.file(), folder));
        printTimes();
        printBudget(budget);
        if (!isThere) {
            out.println(Text.of("The folder does not exist yet; serve makes it."));
            return ExitCode.DELIVERED;
        }
        if (!isRight) {
            out.println(Text.of("%s is not a folder that can be written to, so no sheet could be taken.", folder));
            return ExitCode.INVALID;
        }
        out.println(Text.of("Files in it now: %d", waiting));
        out.println(Text.of("No mistakes found."));
        return ExitCode.DELIVERED;
    }

    private static long waiting(Path folder) throws IOException {
        try (Stream<Path> sheets = Files.list(folder)) {
            return sheets.filter(Files::isRegularFile)
                    .filter(path -> !path.getFileName().toString().startsWith("."))
                    .count();
        }
    }

    /**
     * Checks a rerun. Returns the exit code.
     *
     * @param rerun the command that the file stands for, with its options
     */
    int rerun(RerunCommand rerun, Settings settings) throws InterruptedException {
        rerun.checkUsage();
        boolean rehearsal = options.home(terminal).rehearsal();
        try (Session session = options.reading(terminal, settings, Duration.ZERO)) {
            RerunChoice choice = session.reruns().choose(rerun.job(), rerun.selection(), Wish.By.SERVE);
            BudgetStatus budget = session.runs().budget().orElse(null);
            if (json) {
                Map<String, Object> findings = new LinkedHashMap<>();
                findings.put("job", rerun.job());
                findings.put("videos", choice.clips());
                findings.put("free", choice.free());
                findings.put("cost", choice.cost());
                findings.put("notes", choice.notes());
                return printJson(true, budget, "rerun", findings);
            }
            out.println(
                    choice.isEmpty()
                            ? Text.of("%s: no rows to rerun now", rerun.job())
                            : Text.of(
                                    "%s: %s to rerun now%s",
                                    rerun.job(),
                                    Text.counted(choice.clips() + choice.free(), "video"),
                                    AmountText.about(choice.cost(), 0) + AmountText.ofARehearsal(rehearsal)));
            choice.groups().forEach(group -> out.println(RerunCommand.line(group, rehearsal)));
            choice.notes().forEach(note -> out.println(Text.of("Note: %s", note)));
            printBudget(budget);
        }
        printTimes();
        return ExitCode.DELIVERED;
    }
}
