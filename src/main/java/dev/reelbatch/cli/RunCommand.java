package dev.reelbatch.cli;

import dev.reelbatch.api.SheetLink;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.session.Session;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.terminal.QuoteText;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code run} command: load, submit, poll, download, report. Started again, it resumes. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        defaultValueProvider = JobFileDefaults.class,
        description = {"Turns a sheet into videos. Run the same sheet again to resume; no row is paid for twice."},
        footerHeading = "Examples",
        footer = {
            "  Try the whole sheet free of charge, against the built-in simulator:",
            "    reelbatch run launch.xlsx --rehearse",
            "  Make the videos, and stop before they cost more than 200:",
            "    reelbatch run launch.xlsx --max-cost=200",
            "  Resume a job's latest run:",
            "    reelbatch run --job=launch",
            "  Make cheap drafts first, then the real videos of the good ones:",
            "    reelbatch run launch.xlsx --draft",
            "    reelbatch run --job=launch --from-drafts --rows=2,5-7"
        })
final class RunCommand implements Callable<Integer>, HandedOver {

    private final Terminal terminal;

    @Mixin
    private final RunInput input = new RunInput();

    @Option(
            names = "--job",
            paramLabel = "NAME",
            description = "the job's name (default: the sheet's, without its extension)")
    private @Nullable String job;

    @Option(names = "--out", paramLabel = "DIR", description = "folder for the results (default: out/<job>)")
    private @Nullable Path out;

    @Option(
            names = "--rows",
            paramLabel = "2-4,9",
            converter = SheetConverters.RowsConverter.class,
            description = "submit these rows only, by the numbers a spreadsheet shows; the others stay pending")
    private List<RowRanges> chosen = new ArrayList<>();

    @Option(names = "--skip-invalid", description = "run the valid rows; the others are reported as failed")
    private boolean skipInvalid;

    @Option(names = "--fresh", description = "generate (and pay for) a new version of every row, or of those of --rows")
    private boolean fresh;

    @Option(
            names = "--from-drafts",
            description = "make the real videos of the job's delivered drafts: of all, or of the rows of --rows")
    private boolean fromDrafts;

    @Mixin
    private final SheetOptions defaults = new SheetOptions();

    @Mixin
    private final ReadingOptions reading = new ReadingOptions();

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HomeOptions home;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public HomeOptions home() {
        return home;
    }

    @Override
    public boolean readsInput() {
        return input.isStandardInput();
    }

    @Override
    public boolean movesCursor() {
        return true;
    }

    @Override
    public Integer call() throws Exception {
        JobFile jobFile = Input.jobFile(spec);
        if (jobFile != null && jobFile.kind() == JobFile.Source.RERUN) {
            return rerun(jobFile).call();
        } else if (jobFile != null) {
            input.check(jobFile, home.home(terminal));
        }
        Settings settings = home.settings(terminal);
        RunNotifications runNotifications = new RunNotifications(settings, terminal, home.isRehearsal());
        return runNotifications.watch(name(), () -> run(settings, runNotifications));
    }

    /** Returns the job's name, as far as it is known before the sheet is read. */
    private String name() {
        return job == null ? input.jobName(terminal) : job;
    }

    private int run(Settings settings, RunNotifications runNotifications) throws Exception {
        checkUsage();
        byte[] typed = readsInput() ? InputBytes.read(terminal, settings) : new byte[0];
        try (ApiConnection apiConnection = home.connect(limits.apiUrl(), settings, terminal);
                Session session = home.open(terminal, settings, apiConnection.time(), limits.messages(terminal))) {
            input.fetch(session.fetchedSheets(ApiConnection.proxies(terminal.environment())), typed, reading);
            RunPlan runPlan = plan(session, apiConnection);
            if (home.isRehearsal()) {
                limits.messages(terminal)
                        .println(Text.of("Rehearsal: nothing is sent to the API, nothing is charged."));
            }
            if (runPlan.setsRehearsalAside()) {
                limits.messages(terminal)
                        .println(Text.of(
                                "This folder holds rehearsal results; it has been renamed, so nothing is lost."));
            }
            QuoteText.print(runPlan.offer(), home.isRehearsal(), limits.messages(terminal));
            if (fresh && runPlan.offer().toPay() > 0) { // printed even if nobody is asked, as in a cron job's mail
                limits.messages(terminal).println("  " + Text.of("--fresh: these are new versions, charged again"));
            }
            QuoteText.printElsewhere(
                    session.standing().openElsewhere(apiConnection.backend().name()), limits.messages(terminal));
            boolean ask = limits.asks(terminal) && runPlan.offer().toPay() > 0 && !home.isRehearsal();
            if (ask && !terminal.confirm(QuoteText.question(runPlan.offer()))) {
                return limits.declined(terminal);
            }
            return home.run(runPlan, new Runner(session.runs(), terminal, limits, runNotifications));
        }
    }

    /** Returns the {@code rerun} that the job file stands for, with the options of this command line. */
    private RerunCommand rerun(JobFile jobFile) {
        List<String> line = spec.commandLine().getParseResult().originalArgs();
        List<String> options = line.subList(line.indexOf(spec.name()) + 1, line.size());
        return CommandLines.parsed(new RerunCommand(terminal), jobFile, terminal, home.served(), options);
    }

    private @Nullable Path sheet() {
        return input.sheet(terminal);
    }

    /** Returns the link to the sheet; null if it is a file. */
    @Nullable SheetLink link() {
        return input.link(reading);
    }

    private void checkUsage() {
        if (!input.isGiven() && job == null) {
            throw new UserException(
                    Text.of(
                            "No sheet given. Use reelbatch run INPUT, or reelbatch run --job NAME to resume a job's latest run"));
        }
        if (fromDrafts && defaults.defaults().draft()) {
            throw new UserException(Text.of("--draft makes drafts, and --from-drafts their real videos; choose one"));
        }
        if (fromDrafts && input.isGiven()) {
            throw new UserException(Text.of(
                    "--from-drafts makes the real videos of the drafts as they are, whatever the sheet says now. Name the job instead of the sheet: reelbatch run --job %s --from-drafts",
                    name()));
        }
        if (!input.isGiven() && fresh) {
            throw new UserException(Text.of("--fresh needs the sheet: reelbatch run INPUT --fresh"));
        }
        if (input.isStandardInput() && job == null) {
            throw new UserException(
                    Text.of("A sheet from standard input has no name, so its job needs one: add --job NAME"));
        }
        Path path = sheet();
        if (path != null) {
            NamedSheet.checkReadable(path, reading.reading());
        }
    }

    private RunPlan plan(Session session, ApiConnection apiConnection) {
        if (fromDrafts) {
            return session.runs().plan(home.request(fromDrafts(session), terminal), apiConnection.backend());
        }
        SheetQuestions questions = new SheetQuestions(terminal, limits.asks(terminal));
        return NamedSheet.readable(
                input.shown(),
                () -> questions.settle(limits.asks(terminal) ? reading.asking() : said(), readOptions -> session.runs()
                        .plan(home.request(request(readOptions), terminal), apiConnection.backend())));
    }

    /** Returns the request for the real videos of a job's drafts: a file that corrects rows of the job. */
    private RunRequest fromDrafts(Session session) {
        Path file = session.runs().draftExport(name(), RowRanges.union(chosen));
        return new RunRequest(
                file, name(), out, null, null, skipInvalid, fresh, limits.limits(RowRanges.ALL, terminal));
    }

    /** Returns the options for reading the sheet; null to read it as the resumed run did. */
    private @Nullable ReadOptions said() {
        return !input.hasSheet() && !reading.areGiven() ? null : reading.reading();
    }

    /** Returns the request that its options describe. */
    RunRequest request() {
        return request(said());
    }

    private RunRequest request(@Nullable ReadOptions howToRead) {
        return new RunRequest(
                sheet(),
                job,
                out,
                !input.hasSheet() && !defaults.areGiven() ? null : defaults.defaults(),
                howToRead,
                skipInvalid,
                fresh,
                limits.limits(Objects.requireNonNullElse(RowRanges.union(chosen), RowRanges.ALL), terminal));
    }

    LimitOptions limits() {
        return limits;
    }
}
