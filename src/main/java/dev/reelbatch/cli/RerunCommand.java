package dev.reelbatch.cli;

import dev.reelbatch.job.JobStatuses;
import dev.reelbatch.job.RunOutcome;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.plan.Quote;
import dev.reelbatch.plan.RerunChoice;
import dev.reelbatch.plan.RerunPlanner;
import dev.reelbatch.plan.RowGroup;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.session.Session;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.terminal.AmountText;
import dev.reelbatch.terminal.ProgressView;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code rerun} command: runs rows of a job again. */
@Command(
        name = RerunCommand.NAME,
        mixinStandardHelpOptions = true,
        defaultValueProvider = JobFileDefaults.class,
        description = {
            "Reruns rows of a job's latest run: the failed ones by default. It shows them by reason and cost, and asks "
                    + "before anything is charged."
        },
        footerHeading = "Examples",
        footer = {
            "  Rerun the rows that failed:",
            "    reelbatch rerun launch",
            "  Generate new versions of some rows, and pay for them:",
            "    reelbatch rerun launch --rows=3,7-9 --pay-again"
        })
final class RerunCommand implements Callable<Integer>, HandedOver {

    static final String NAME = "rerun";

    private final Terminal terminal;

    @Parameters(
            paramLabel = "JOB",
            converter = Input.JobConverter.class,
            description = "the job's name; or a job file (.yaml) with the key rerun")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Input input;

    @Option(names = "--failed", description = "the rows that failed (this is the default)")
    private boolean failed;

    @Option(names = "--in-doubt", description = "the rows that may have been charged; check your account first")
    private boolean inDoubt;

    @Option(
            names = "--rows",
            paramLabel = "3,7-9",
            converter = SheetConverters.RowsConverter.class,
            description = "these rows, if failed, in doubt or cancelled; with --pay-again in any state")
    private List<RowRanges> chosen = new ArrayList<>();

    @Option(
            names = "--error",
            paramLabel = "CODE",
            description = "only rows with this error, for example sensitive_check_error")
    private @Nullable String error;

    @Option(
            names = "--pay-again",
            description = "with --rows: pay again even for delivered rows; existing files are kept")
    private boolean payAgain;

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HomeOptions home;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    RerunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public HomeOptions home() {
        return home;
    }

    @Override
    public boolean movesCursor() {
        return true;
    }

    @Override
    public Integer call() throws Exception {
        if (input.jobFile() != null) {
            JobFileKeys.check(input.jobFile(), spec);
        }
        checkUsage();
        Settings settings = home.settings(terminal);
        RunNotifications runNotifications = new RunNotifications(settings, terminal, home.isRehearsal());
        return runNotifications.watch(job(), () -> rerun(settings, runNotifications));
    }

    private int rerun(Settings settings, RunNotifications runNotifications) throws Exception {
        try (ApiConnection apiConnection = home.connect(limits.apiUrl(), settings, terminal);
                Session session = home.open(terminal, settings, apiConnection.time(), limits.messages(terminal))) {
            RerunChoice choice = session.reruns().choose(job(), selection(), Wish.By.SHELL);
            if (choice.isEmpty() && !choice.isResumed()) {
                showNothing(choice);
                RunOutcome runOutcome = choice.isRunCutShort() ? RunOutcome.STOPPED : RunOutcome.DELIVERED;
                int exitCode = choice.isRunCutShort() ? ExitCode.STOPPED : ExitCode.DELIVERED;
                if (limits.writesJson()) {
                    writeEnd(session.standing().job(job()), runOutcome, exitCode);
                }
                return exitCode;
            }
            RunPlan runPlan =
                    session.runs().plan(home.request(request(), terminal).forRerun(choice), apiConnection.backend());
            show(choice);
            boolean ask = choice.clips() > 0 && limits.asks(terminal) && !home.isRehearsal();
            if (ask && !terminal.confirm(question(runPlan.offer()))) {
                return limits.declined(terminal);
            }
            return home.run(runPlan, new Runner(session.runs(), terminal, limits, runNotifications));
        }
    }

    void checkUsage() {
        if (payAgain && chosen.isEmpty()) {
            throw new UserException(Text.of("--pay-again needs --rows, so that nothing is charged by accident"));
        }
    }

    /** Returns the request that its options describe. */
    RunRequest request() {
        return new RunRequest(null, job(), null, null, null, false, false, limits.limits(RowRanges.ALL, terminal));
    }

    LimitOptions limits() {
        return limits;
    }

    String job() {
        return input.source();
    }

    RerunPlanner.Selection selection() {
        Set<ClipState> states = EnumSet.noneOf(ClipState.class);
        if (failed || (chosen.isEmpty() && !inDoubt)) {
            states.add(ClipState.FAILED);
        }
        if (inDoubt) {
            states.add(ClipState.IN_DOUBT);
        }
        return new RerunPlanner.Selection(states, RowRanges.union(chosen), error, payAgain);
    }

    private void show(RerunChoice choice) {
        PrintWriter out = limits.messages(terminal);
        if (choice.isEmpty()) {
            out.println(Text.of("%s: no more rows to rerun; resuming the interrupted rerun", job()));
        } else {
            out.println(Text.of("%s: %s to rerun", job(), Text.counted(choice.clips() + choice.free(), "video")));
        }
        choice.groups().forEach(group -> out.println(line(group, home.isRehearsal())));
        choice.notes().forEach(note -> out.println(Text.of("Note: %s", note)));
        out.flush();
    }

    /** Writes the line that ends every run, for a rerun without rows. */
    private void writeEnd(JobStatuses.JobStanding standing, RunOutcome runOutcome, int exitCode) {
        Instant now = Time.system().now();
        RunProgress ended = new RunProgress(
                standing.job().name(),
                home.isRehearsal(),
                now,
                now,
                standing.states(),
                Cost.of(standing.money()),
                0,
                request().limits().rate(),
                null,
                null);
        try (ProgressView progress = limits.progressAt(terminal)) {
            progress.onProgress(ended);
            progress.ended(runOutcome, exitCode);
        }
    }

    private void showNothing(RerunChoice choice) {
        PrintWriter out = limits.messages(terminal);
        out.println(Text.of("No rows to rerun."));
        choice.notes().forEach(note -> out.println(Text.of("Note: %s", note)));
        if (!choice.left().isEmpty()) {
            out.println(Text.of("Rows not selected (choose them with --failed, --in-doubt, --error or --rows):"));
            choice.left().forEach(group -> out.println(line(group, home.isRehearsal())));
        }
        choice.waiting()
                .forEach(group -> out.println(Text.of(
                        "Not submitted yet: %s%s. To submit them: %s",
                        Text.counted(group.clips(), "video"),
                        AmountText.about(group.cost(), 0) + AmountText.ofARehearsal(home.isRehearsal()),
                        home.home(terminal).command("run", "--job", job()))));
    }

    static String line(RowGroup group, boolean rehearsal) {
        String cost =
                group.cost().isEmpty() ? Text.of("price unknown") : group.cost().text();
        return "  %d  %s"
                .formatted(group.clips(), Text.of("%s, %s", group.reason(), cost) + AmountText.ofARehearsal(rehearsal));
    }

    private static String question(Quote quote) {
        return Text.of("Submit %s%s?", Text.counted(quote.toPay(), "video"), AmountText.about(quote.cost(), 0));
    }
}
