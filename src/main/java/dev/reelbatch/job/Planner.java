package dev.reelbatch.job;

import dev.reelbatch.home.Inputs;
import dev.reelbatch.home.OutFolder;
import dev.reelbatch.ledger.NamedJob;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.load.Catalogue;
import dev.reelbatch.load.Defaults;
import dev.reelbatch.load.Preflight;
import dev.reelbatch.load.PromptSheet;
import dev.reelbatch.load.Reading;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.load.SheetException;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes of a request what would be done: the sheet is copied and checked, the job and its latest run are found. */
final class Planner {

    private final Ledgers ledgers;
    private final Runs runs;
    private final Inputs inputs;
    private final Settings settings;
    private final Path workingDir;

    Planner(Ledgers ledgers, Runs runs, Inputs inputs, Settings settings, Path workingDir) {
        this.ledgers = ledgers;
        this.runs = runs;
        this.inputs = inputs;
        this.settings = settings;
        this.workingDir = workingDir;
    }

    /**
     * @throws SheetException if the sheet can't be used at all
     * @throws InvalidRowsException if rows are invalid and not to be skipped
     * @throws RunRefusedException if it can't be run as asked for
     */
    Plan plan(RunRequest request, Backend backend) {
        Source source = request.input() == null ? latest(request) : given(request, request.input());
        RunOptions options = source.options();
        RowRules rules =
                new RowRules(new Catalogue(settings.models()), options.defaults(), backend.name(), options.reading());
        Preflight sheet = Preflight.of(source.copy().file(), rules);
        check(sheet, () -> PromptSheet.open(source.copy().file(), rules), options, request.limits());
        Path out = out(request, source);
        OutFolder.Marker mine = runs.marker(
                source.job() == null ? source.jobName() : source.job().name());
        new OutFolder(out).check(mine);
        Run latest = source.job() == null
                ? null
                : ledgers.runs().latestRun(source.job()).orElse(null);
        Way way = latest == null ? Way.toFirstRun(request) : wayOnFrom(latest, request, sheet);
        checkGoesOn(source, request, way);
        Runs.Intent intent = new Runs.Intent(
                source.jobName(),
                source.folder(),
                out,
                source.copy(),
                source.inputPath(),
                sheet,
                rules,
                options,
                source.job(),
                latest,
                way.goOn(),
                way.freshOrigin());
        String loadKey = loadKey(intent);
        Adoption adoption = new Adoption(ledgers.load(), ledgers.runs());
        Preflight chosen = chosen(source, rules, sheet, request);
        Offer offer = way.goOn() && latest != null && loadKey.equals(latest.loadedAs())
                ? adoption.offer(latest, chosen, request.limits().rows())
                : adoption.offer(source.jobName(), chosen, way.adoptFrom());
        return new Plan(intent, loadKey, offer, backend, request.limits(), new OutFolder(out).willSetAside(mine));
    }

    /**
     * @param goOn with the latest run, since the content is the same
     * @param freshOrigin as in {@link dev.reelbatch.ledger.RunLedger#createRun}, for a new run
     * @param adoptFrom only clips of this paying-again are adopted; null for any
     */
    private record Way(
            boolean goOn,
            @Nullable Long freshOrigin,
            @Nullable Long adoptFrom) {

        static Way toFirstRun(RunRequest request) {
            return request.fresh() ? beginFresh() : new Way(false, null, null);
        }

        static Way beginFresh() {
            return new Way(false, 0L, 0L);
        }
    }

    /** A paying-again that was cut short goes on, also with a changed sheet; it does not start yet another. */
    private Way wayOnFrom(Run latest, RunRequest request, Preflight sheet) {
        boolean same = latest.contentHash().equals(sheet.contentHash());
        if (!request.fresh()) {
            return new Way(same, null, same ? latest.freshOrigin() : null);
        }
        return runs.isUnfinishedFresh(latest)
                ? new Way(same, latest.freshOrigin(), latest.freshOrigin())
                : Way.beginFresh();
    }

    /** The part of the sheet that this execution is for. */
    private static Preflight chosen(Source source, RowRules rules, Preflight sheet, RunRequest request) {
        RowRanges rows = request.limits().rows();
        if (rows.equals(RowRanges.ALL)) {
            return sheet;
        }
        Preflight chosen = Preflight.of(source.copy().file(), rules, rows);
        if (chosen.rows() == 0) {
            throw new RunRefusedException(Text.of("The sheet has none of the rows that --rows names."));
        }
        return chosen;
    }

    /**
     * Going on without the sheet never starts all over: the same sheet asks for something else where the
     * API or the catalogue is another, and would be paid for again.
     */
    private static void checkGoesOn(Source source, RunRequest request, Way way) {
        if (request.input() == null && request.defaults() == null && request.reading() == null && !way.goOn()) {
            throw new RunRefusedException(Text.of(
                    "The job \"%s\" last ran against another API, or with other settings of its models, so it can't go on from there. Say the same --api-url as then, or name the sheet to start anew: reelbatch run %s",
                    source.jobName(), source.inputPath()));
        }
    }

    /** Where the rows come from, and with which options they are read. */
    private record Source(
            Inputs.Copy copy,
            String inputPath,
            String jobName,
            String folder,
            @Nullable NamedJob job,
            RunOptions options,
            @Nullable Path outBefore) {}

    private Source given(RunRequest request, Path input) {
        Inputs.Copy copy = keep(input);
        Path file = input.toAbsolutePath().normalize();
        String folder = Objects.requireNonNull(file.getParent()).toString();
        String name = request.job() == null ? JobName.of(file) : JobName.checked(request.job());
        NamedJob job = runs.knownJob(name, folder, request.job() != null);
        RunOptions options = RunOptions.of(
                Objects.requireNonNullElse(request.defaults(), Defaults.NONE),
                request.skipInvalid(),
                Objects.requireNonNullElse(request.reading(), Reading.RECOGNISED));
        return new Source(copy, file.toString(), job == null ? name : job.name(), folder, job, options, null);
    }

    private Inputs.Copy keep(Path input) {
        byte[] bytes = PromptSheet.bytesOf(input);
        try {
            return inputs.keep(bytes);
        } catch (IOException e) {
            throw new RunRefusedException(Text.of("The sheet can't be copied into the home: %s", e.getMessage()));
        }
    }

    private Source latest(RunRequest request) {
        String name = JobName.checked(Objects.requireNonNull(request.job(), "either input or job"));
        NamedJob job = ledgers.runs().job(name).orElseThrow(() -> unknownJob(name));
        Run run = ledgers.runs().latestRun(job).orElseThrow(() -> unknownJob(name));
        RunOptions before = RunOptions.parse(run.options());
        RunOptions options = RunOptions.of(
                request.defaults() == null ? before.defaults() : request.defaults(),
                before.skipInvalid() || request.skipInvalid(),
                request.reading() == null ? before.reading() : request.reading());
        Inputs.Copy copy = new Inputs.Copy(inputs.copyOf(run.inputSha256()), run.inputSha256());
        return new Source(copy, run.inputPath(), job.name(), job.folder(), job, options, run.outDir());
    }

    private RunRefusedException unknownJob(String name) {
        String known = String.join(
                ", ", ledgers.runs().jobs().stream().map(NamedJob::name).toList());
        return new RunRefusedException(
                known.isEmpty()
                        ? Text.of("There is no job \"%s\"; this home has none yet.", name)
                        : Text.of("There is no job \"%s\". There are: %s", name, known));
    }

    private void check(Preflight sheet, Supplier<PromptSheet> rows, RunOptions options, RunRequest.Limits limits) {
        if (sheet.errorCount() > 0 && !options.skipInvalid()) {
            throw new InvalidRowsException(sheet, rows);
        }
        if (sheet.validRows() == 0) {
            throw new InvalidRowsException(sheet, rows);
        }
        boolean limited = limits.maxCost() != null || settings.parsedBudget() != null;
        if (limited && sheet.clipsWithoutPrice() > 0) {
            throw new RunRefusedException(Text.of(
                    "%d clips have no price, so a limit on cost can't be held. Give their model a price (reelbatch.models), or run without --max-cost and reelbatch.budget.",
                    sheet.clipsWithoutPrice()));
        }
        if (limited && sheet.cost().size() > 1) {
            throw new RunRefusedException(Text.of(
                    "The sheet's models are priced in %s; a limit on cost needs one currency.",
                    String.join(Text.of(" and "), sheet.cost().keySet())));
        }
    }

    private Path out(RunRequest request, Source source) {
        if (request.out() != null) {
            return workingDir.resolve(request.out()).normalize();
        }
        return source.outBefore() != null
                ? source.outBefore()
                : workingDir.resolve("out").resolve(source.jobName()).normalize();
    }

    /** What the rows in the ledger depend on: the bytes and how they are read, what they ask for, and the prices. */
    private static String loadKey(Runs.Intent intent) {
        Reading reading = intent.options().reading();
        return Inputs.sha256Of(intent.copy().sha256()
                + intent.sheet().contentHash()
                + intent.sheet().cost()
                + (reading.equals(Reading.RECOGNISED) ? "" : reading));
    }
}
