package dev.reelbatch.plan;

import dev.reelbatch.home.Home;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.load.Catalogue;
import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.load.SheetTotals;
import dev.reelbatch.plan.SheetSource.Source;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.sheet.OtherIds;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.sheet.SheetException;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a request into a plan: copies and checks the sheet, and finds the job and its latest run. */
public final class Planner {

    private final Ledgers ledgers;
    private final RunRegistry runRegistry;
    private final HomeGuard guard;
    private final SheetSource sheetSource;
    private final SheetPictures pictures;
    private final CheckCache earlier;
    private final ClipMatching clipMatching;
    private final CostLimits costLimits;
    private final Home home;
    private final Settings settings;
    private final Path workingDir;

    public Planner(
            Ledgers ledgers,
            RunRegistry runRegistry,
            SheetSource sheetSource,
            HomeGuard guard,
            DraftCheck draftCheck,
            Home home,
            Settings settings,
            Path workingDir) {
        this.ledgers = ledgers;
        this.runRegistry = runRegistry;
        this.guard = guard;
        this.sheetSource = sheetSource;
        this.pictures = new SheetPictures(home);
        this.home = home;
        this.earlier = new CheckCache(ledgers.runs());
        this.clipMatching = new ClipMatching(ledgers, draftCheck);
        this.costLimits = new CostLimits(ledgers, runRegistry);
        this.settings = settings;
        this.workingDir = workingDir;
    }

    /**
     * Plans the request.
     *
     * @throws SheetException if the sheet can't be used at all
     * @throws InvalidRowsException if rows are invalid and not to be skipped
     * @throws UserException if it can't be run as requested
     */
    public RunPlan plan(RunRequest request, ApiTarget apiTarget) {
        Source named = sheetSource.of(request, said -> rules(said, apiTarget.name()));
        RunOptions options = named.options();
        RowRules rules = rules(options, apiTarget.name()).with(named.pictures());
        RowRanges still = stillAskedFor(named, request, rules);
        RunLimits limits = request.limits().forRows(named.rows(still)).within(settings.parsedBudget());
        PlannedSheet sheet = PlannedSheet.of(named, rules, earlier);
        Source source = named.with(pictures.noted(options, named.pictures()));
        costLimits.checkPrices(sheet.totals(), limits.spending());
        Path out = out(request, source);
        guard.check(out, source.jobName());
        guard.checkNeighbours(out);
        Resumption resumption = Resumption.of(request, limits.rows(), source, sheet, ledgers);
        checkResumes(source, request, resumption);
        ClipMatching.Found found = found(source, sheet, resumption, apiTarget.name(), limits.rows());
        Quote quote = noted(found.offer(), source);
        costLimits.checkAffordable(
                quote,
                resumption.resumesRun() ? source.latest() : null,
                limits.spending().maxCost());
        if (!isItsOwn(resumption.wish(), request)) { // one under way stops at a budget and resumes in its next period
            new BudgetCheck(ledgers).check(quote.cost(), limits.spending());
        }
        OtherIds otherIds = options.reading().otherIds();
        return new RunPlan(
                request,
                source,
                sheet,
                resumption,
                out,
                quote,
                apiTarget,
                limits,
                otherIds == OtherIds.USE ? found.otherIds().keys() : Map.of(),
                guard.folder(out).willSetAside(guard.marker(source.jobName())),
                found.otherIds().isEmpty() || otherIds != null
                        ? List.of()
                        : List.of(OtherIdText.paid(found.otherIds())));
    }

    private boolean isItsOwn(@Nullable Wish resumed, RunRequest request) {
        return resumed != null
                && Objects.equals(
                        ledgers.wishes().requestOf(resumed).orElse(null),
                        request.said().requestedRun());
    }

    /** Notes that real videos are going to be paid for though their drafts exist, and that the template changed. */
    private Quote noted(Quote quote, Source source) {
        Run latest = source.latest();
        boolean hasDrafts = latest != null
                && RunOptions.parse(latest.options()).makesDrafts()
                && !source.options().makesDrafts();
        List<String> notes = new ArrayList<>();
        if (hasDrafts) {
            notes.add(Text.of(
                    "the job's latest run made drafts. These are real videos from the prompts, which may look different. To make them from the drafts, at the same price: %s",
                    home.command("run", "--job", source.jobName(), "--from-drafts")));
        }
        if (latest != null && hasOtherTemplate(latest, source)) {
            notes.add(
                    Text.of(
                            "the template is not that of the job's latest run: rows whose prompts change are new requests and are charged"));
        }
        return notes.isEmpty() || quote.toPay() == 0 ? quote : quote.with(notes);
    }

    private static boolean hasOtherTemplate(Run latest, Source source) {
        return !Objects.equals(
                RunOptions.parse(latest.options()).reading().template(),
                source.options().reading().template());
    }

    /**
     * Writes a file into the home that makes the real videos of a job's drafts when it is run.
     *
     * @param rows only these rows; null for all that have a delivered draft
     * @throws UserException if there is no such draft, or a named row has none
     */
    public Path draftExport(String jobName, @Nullable RowRanges rows) {
        return new DraftExport(ledgers, new Catalogue(settings.models()), home).write(jobName, rows);
    }

    private RowRules rules(RunOptions options, String api) {
        return new RowRules(new Catalogue(settings.models()), options.defaults(), api, options.reading());
    }

    /** See {@link SheetSource#correctedJob}. */
    public Optional<String> correctedJob(Path input, @Nullable ReadOptions readOptions) {
        return sheetSource.correctedJob(input, readOptions);
    }

    /** Determines which of the chosen rows exist already and which would be paid for. */
    private ClipMatching.Found found(
            Source source, PlannedSheet sheet, Resumption resumption, String api, RowRanges chosen) {
        Run run = resumption.resumesRun() ? source.latest() : null;
        SheetTotals sheetTotals = sheet.totalsOf(chosen).with(source.notes());
        if (run != null && resumption.rerun() != null) {
            Quote quote = clipMatching.offer(
                    run, resumption.rerun(), resumption.rerun().cost(), sheetTotals, chosen);
            return new ClipMatching.Found(quote);
        }
        if (run != null && resumption.isLoaded()) {
            return new ClipMatching.Found(clipMatching.offer(run, resumption.wishOrNone(), sheetTotals, chosen));
        }
        boolean keepsClips = source.corrected() != null || run != null && runRegistry.isLoadedAnew(run);
        Run loadedAnew = keepsClips ? source.latest() : null;
        ClipMatching.Adopter adopter =
                new ClipMatching.Adopter(source.jobName(), api, resumption.takes(chosen), loadedAnew);
        CheckedSheet whole = sheet.whole();
        ReadOptions readOptions = source.options().reading();
        new EarlierReading(ledgers).check(adopter, whole, readOptions);
        new EarlierFailedFile(ledgers).check(adopter, whole);
        ClipMatching.Found found = clipMatching.offer(adopter, whole, sheetTotals, chosen, readOptions.otherIds());
        return found.otherIds().isEmpty() ? found : told(found, readOptions);
    }

    /**
     * Requires a decision on rows under another id. Another id is another request, unless a person can be asked or one
     * of the two has no id.
     */
    private static ClipMatching.Found told(ClipMatching.Found found, ReadOptions readOptions) {
        OtherIds meant = readOptions.otherIds();
        if (meant == OtherIds.ASK || meant == null && found.otherIds().isIdMissing()) {
            throw OtherIdText.question(found.otherIds(), readOptions);
        }
        return new ClipMatching.Found(
                found.offer().with(List.of(OtherIdText.note(found.otherIds(), meant))),
                found.otherIds(),
                found.notes(),
                found.rows());
    }

    /** Returns the resumed rows that are still in the sheet, which may have been edited since. */
    private RowRanges stillAskedFor(Source source, RunRequest request, RowRules rules) {
        RowRanges rows = request.limits().rows();
        if (request.said().sheetNow() == null) {
            return rows;
        }
        RowRanges still = sheetSource.stillIn(request.said().sheetNow(), source, rules, rows);
        if (still.equals(RowRanges.NONE)) {
            throw new UserException(Text.of(
                    "The interrupted rows are no longer in %s, so they are not submitted.",
                    request.said().sheetNow()));
        }
        return still;
    }

    /**
     * Refuses to start all over when resuming without the sheet: with another API or catalogue the same sheet makes
     * other requests, which would be paid for again.
     */
    private void checkResumes(Source source, RunRequest request, Resumption resumption) {
        Run latest = source.latest();
        boolean isBegun = latest != null && latest.loadedAs() != null;
        boolean isNamed = request.input() != null || request.defaults() != null || !saysNothing(request.reading());
        if (isBegun && !isNamed && !resumption.resumesRun()) {
            throw new UserException(Text.of(
                    "The job \"%s\" last ran against another API, or with other model settings, so it can't be resumed. Use the same --api-url as then, or name the sheet to start over: %s",
                    source.jobName(), home.command("run", source.inputPath())));
        }
    }

    private static boolean saysNothing(@Nullable ReadOptions readOptions) {
        return readOptions == null || readOptions.saysNothing();
    }

    private Path out(RunRequest request, Source source) {
        if (request.out() != null) {
            return request.folder(workingDir).resolve(request.out()).normalize();
        }
        return source.outBefore() != null
                ? source.outBefore()
                : request.folder(workingDir)
                        .resolve("out")
                        .resolve(source.jobName())
                        .normalize();
    }
}
