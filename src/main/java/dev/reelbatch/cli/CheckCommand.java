package dev.reelbatch.cli;

import dev.reelbatch.home.Home;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.load.Catalogue;
import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.load.SheetCheck;
import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.plan.CorrectionPreview;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.plan.SheetPictures;
import dev.reelbatch.plan.SheetPreview;
import dev.reelbatch.session.Session;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.terminal.CheckCsv;
import dev.reelbatch.terminal.CheckJson;
import dev.reelbatch.terminal.CheckResult;
import dev.reelbatch.terminal.CheckText;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code check} command: reports what a run of the sheet would do. It sends nothing and needs no key. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        defaultValueProvider = JobFileDefaults.class,
        description = {
            "Checks a sheet without sending anything: how it is read, which videos already exist, cost and time of the "
                    + "rest, and any mistakes."
        },
        footerHeading = "Examples",
        footer = {
            "  See what a sheet would cost:",
            "    reelbatch check launch.xlsx",
            "  Get all findings as a table:",
            "    reelbatch check launch.xlsx --format=csv > findings.csv"
        })
final class CheckCommand implements Callable<Integer>, HandedOver {

    /** Output formats of the findings. */
    enum Format {
        TEXT,
        JSON,
        CSV
    }

    private final Terminal terminal;

    @Parameters(
            paramLabel = "INPUT",
            converter = Input.SheetConverter.class,
            description =
                    "the sheet, .xlsx or CSV, with a column `prompt`: a file, an https link, or - for standard input; or a job file (.yaml)")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Input input;

    @Option(
            names = "--format",
            paramLabel = "HOW",
            converter = SheetConverters.FormatConverter.class,
            defaultValue = "text",
            description = "output format of the findings: text, json or csv (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Format format;

    @Mixin
    private final CheckedKeys keys = new CheckedKeys();

    @Mixin
    private final SheetOptions defaults = new SheetOptions();

    @Mixin
    private final ReadingOptions reading = new ReadingOptions();

    @Mixin
    private final PaceOptions pace = new PaceOptions();

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HomeOptions home;

    private @Nullable Path fetched; // from a link or from standard input, for as long as the command takes
    private boolean isUploaded; // over HTTP

    CheckCommand(Terminal terminal) {
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
    public Integer call() throws Exception {
        JobFile jobFile = input.jobFile();
        return jobFile == null ? checkSheet() : checkJobFile(jobFile);
    }

    private int checkSheet() throws InterruptedException, IOException {
        Settings settings = home.settings(terminal);
        if (input.isNamed()) {
            return checkSheet(settings);
        }
        try (TemporarySheet sheet = TemporarySheet.fetch(input, reading.reading(), settings, terminal)) {
            fetched = sheet.file();
            return checkSheet(settings);
        }
    }

    private int checkSheet(Settings settings) throws InterruptedException {
        String api = home.isRehearsal()
                ? ApiTarget.REHEARSAL
                : settings.api().names().of(pace.apiUrl());
        Catalogue catalogue = new Catalogue(settings.models());
        NamedSheet.checkReadable(sheet(), input.shown(), reading.reading());
        SheetQuestions questions = new SheetQuestions(terminal, terminal.canAsk() && format == Format.TEXT);
        CheckedHome checkedHome = new CheckedHome(home, terminal, settings);
        CheckResult findings = findings(questions, checkedHome, catalogue, api);
        switch (format) {
            case TEXT -> new CheckText(terminal.out(), findings).print();
            case JSON -> CheckJson.print(findings, terminal.out());
            case CSV -> CheckCsv.print(findings, terminal.out());
        }
        return keys.isRight(findings.sheet()) && isAffordable(findings) ? ExitCode.DELIVERED : ExitCode.INVALID;
    }

    /** Returns the findings on an uploaded sheet in a home that this process has open, where nobody can be asked. */
    CheckResult findings(Session held, Home folder, Settings settings, String api) {
        isUploaded = true;
        CheckedHome checkedHome = new CheckedHome(home, terminal, settings, folder, held);
        NamedSheet.checkReadable(sheet(), input.shown(), reading.reading());
        SheetQuestions nobody = new SheetQuestions(terminal, false);
        try {
            return findings(nobody, checkedHome, new Catalogue(settings.models()), api);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private CheckResult findings(SheetQuestions questions, CheckedHome checkedHome, Catalogue catalogue, String api)
            throws InterruptedException {
        Optional<CorrectionPreview> correction = NamedSheet.readable(
                input.shown(),
                () -> questions.settle(reading.reading(), how -> checkedHome.correction(request(how), api)));
        if (correction.isPresent()) {
            CorrectionPreview found = correction.get();
            return findings(found.found(), checkedHome.look(session -> found.preview()), found, List.of());
        }
        List<String> notes = new ArrayList<>();
        CheckedSheet checked = NamedSheet.readable(
                input.shown(),
                () -> questions.settle(
                        reading.reading(), how -> keys.checked(sheet(), rules(catalogue, api, how), notes)));
        CheckedHome.Look look =
                checkedHome.look(session -> session.runs().preview(checked, reading.reading(), api, keys.fresh()));
        return findings(checked.found(), look, null, notes);
    }

    private CheckResult findings(
            SheetCheck found, CheckedHome.Look look, @Nullable CorrectionPreview correction, List<String> notes) {
        return new CheckResult(
                input.shown(),
                home.isRehearsal(),
                found,
                look.isOfNewHome() ? SheetPreview.ofNothing(found) : look.preview(),
                look.whyNot(),
                correction,
                look.budget(),
                notes,
                pace.rate(),
                pace.maxInFlight());
    }

    /** Returns the request of a run, except that all invalid rows are reported. */
    private RunRequest request(@Nullable ReadOptions how) {
        RunLimits limits =
                new RunLimits(keys.rows(), pace.rate(), pace.maxInFlight(), SpendingLimits.NONE, null, Duration.ZERO);
        return new RunRequest(sheet(), null, null, defaults.defaults(), how, true, keys.fresh(), limits);
    }

    /**
     * Returns true if a run would not be refused because of its cost. Otherwise reports it as the run would; a refused
     * run spends nothing.
     */
    private boolean isAffordable(CheckResult findings) {
        Optional<String> refusal = whyTooExpensive(findings);
        refusal.ifPresent((format == Format.TEXT ? terminal.out() : terminal.err())::println);
        return refusal.isEmpty();
    }

    /** Returns the message of a run that is refused because of its cost; empty if it is not. */
    Optional<String> whyTooExpensive(CheckResult findings) {
        return keys.whyTooExpensive(findings);
    }

    private RowRules rules(Catalogue catalogue, String api, @Nullable ReadOptions how) {
        ReadOptions known = how == null ? ReadOptions.RECOGNISED : how;
        return new RowRules(catalogue, defaults.defaults(), api, known)
                .with(isUploaded ? SheetPictures.uploadedIn(sheet()) : SheetPictures.beside(sheet(), known));
    }

    private Path sheet() {
        return fetched == null ? terminal.file(input.source()) : fetched;
    }

    /** Checks a job file as far as possible now; messages about a mistake name the file. */
    private int checkJobFile(JobFile jobFile) throws Exception {
        if (format == Format.CSV && jobFile.kind() != JobFile.Source.INPUT) {
            throw new UserException(
                    Text.of("--format csv lists the mistakes of a sheet, and %s has no sheet", jobFile.file()));
        }
        JobFileCheck check = new JobFileCheck(jobFile, home, terminal, format == Format.JSON);
        if (jobFile.kind() == JobFile.Source.RERUN) {
            RerunCommand rerun = CommandLines.parsed(new RerunCommand(terminal), jobFile, terminal);
            return check.rerun(rerun, home.settings(terminal));
        }
        CommandLines.parsed(new RunCommand(terminal), jobFile, terminal); // checks all of its keys
        if (jobFile.kind() == JobFile.Source.INBOX) {
            return check.inbox(home.settings(terminal));
        }
        int exitCode = checkSheet();
        if (format == Format.TEXT) {
            check.printTimes();
        }
        return exitCode;
    }
}
