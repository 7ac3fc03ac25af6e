package dev.reelbatch.plan;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.home.Home;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.load.Catalogue;
import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.load.PromptSheet;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.load.SheetCheck;
import dev.reelbatch.load.SheetTotals;
import dev.reelbatch.plan.SheetSource.Source;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.sheet.OtherIds;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.sheet.SheetException;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/** Turns a request into a plan: copies and checks the sheet, and finds the job and its latest run. */
public final class Planner {

    private final Ledgers ledgers;
    private final RunRegistry runRegistry;
    private final HomeGuard guard;
    private final SheetSource sheetSource;
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
            Home home,
            Settings settings,
            Path workingDir) {
        this.ledgers = ledgers;
        this.runRegistry = runRegistry;
        this.guard = guard;
        this.sheetSource = sheetSource;
        this.home = home;
        this.earlier = new CheckCache(ledgers.runs());
        this.clipMatching = new ClipMatching(ledgers);
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
        Source source = sheetSource.of(request, said -> rules(said, apiTarget.name()));
        RunOptions options = source.options();
        RowRules rules = rules(options, apiTarget.name());
        RowRanges still = stillAskedFor(source, request, rules);
        RunLimits limits = request.limits().forRows(source.rows(still)).within(settings.parsedBudget());
        Sheet sheet = sheet(source, rules);
        costLimits.checkPrices(sheet.totals(), limits.spending());
        Path out = out(request, source);
        guard.check(out, source.jobName());
        guard.checkNeighbours(out);
        Way way = way(source, request, limits.rows(), sheet);
        checkGoesOn(source, request, way);
        ClipMatching.Found found = found(source, sheet, way, apiTarget.name(), limits.rows());
        Quote quote = found.offer();
        costLimits.checkAffordable(
                quote, way.goOn() ? source.latest() : null, limits.spending().maxCost());
        RunRegistry.Intent intent = new RunRegistry.Intent(
                source.jobName(),
                source.folder(),
                out,
                source.copy(),
                source.inputPath(),
                sheet.totals(),
                rules,
                options,
                source.job(),
                source.latest(),
                way.goOn(),
                source.corrected() != null,
                way.isLoaded(),
                way.said(),
                way.wish(),
                way.rerun(),
                options.reading().otherIds() == OtherIds.USE ? found.otherIds().keys() : Map.of());
        return new RunPlan(
                intent,
                loadKey(source, sheet.totals()),
                quote,
                apiTarget,
                limits,
                guard.folder(out).willSetAside(guard.marker(source.jobName())),
                found.otherIds().isEmpty() || options.reading().otherIds() != null
                        ? List.of()
                        : List.of(OtherIdText.paid(found.otherIds())),
                SingletonSupplier.of(() -> sheet.whole().wanted().keySet()));
    }

    private RowRules rules(RunOptions options, String api) {
        return new RowRules(new Catalogue(settings.models()), options.defaults(), api, options.reading());
    }

    /** See {@link SheetSource#correctedJob}. */
    public Optional<String> correctedJob(Path input, @Nullable ReadOptions readOptions) {
        return sheetSource.correctedJob(input, readOptions);
    }

    /** Determines which of the chosen rows exist already and which would be paid for. */
    private ClipMatching.Found found(Source source, Sheet sheet, Way way, String api, RowRanges chosen) {
        Run run = way.goOn() ? source.latest() : null;
        SheetTotals sheetTotals = sheet.totalsOf(chosen).with(source.notes());
        if (run != null && way.rerun() != null) {
            Quote quote = clipMatching.offer(run, way.rerun(), way.rerun().cost(), sheetTotals, chosen);
            return new ClipMatching.Found(quote);
        }
        if (run != null && way.isLoaded()) {
            return new ClipMatching.Found(clipMatching.offer(run, way.wishOrNone(), sheetTotals, chosen));
        }
        boolean keepsClips = source.corrected() != null || run != null && runRegistry.isLoadedAnew(run);
        Run loadedAnew = keepsClips ? source.latest() : null;
        ClipMatching.Adopter adopter = new ClipMatching.Adopter(
                source.jobName(), api, RunRegistry.takes(way.said(), way.wish(), chosen), loadedAnew);
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
                found.notes());
    }

    /** A sheet and its findings; its rows are read only when needed. */
    private record Sheet(
            Path file,
            RowRules rules,
            SheetTotals totals,
            @Nullable CheckedSheet read) {

        SheetTotals totalsOf(RowRanges rows) {
            if (rows.equals(RowRanges.ALL)) {
                return totals;
            }
            List<String> notes = RequestedRows.check(rows, PromptSheet.rowNumbers(file, rules.reading()));
            return CheckedSheet.of(file, rules, rows).found().totals().with(notes);
        }

        String contentHashAt(String api) {
            return CheckedSheet.of(file, rules.at(api)).found().totals().contentHash();
        }

        CheckedSheet whole() {
            return read == null ? CheckedSheet.of(file, rules) : read;
        }
    }

    /** Reads and checks the sheet, unless the latest run has loaded exactly this one. */
    private Sheet sheet(Source source, RowRules rules) {
        Path file = source.copy().file();
        boolean skipInvalid = source.options().skipInvalid();
        Run latest = source.latest();
        if (latest != null) {
            SheetTotals known = earlier.of(latest, source.copy(), rules)
                    .filter(found -> loadKey(source, found).equals(latest.loadedAs()))
                    .filter(found -> found.invalidRows() == 0 || skipInvalid)
                    .orElse(null);
            if (known != null) {
                return new Sheet(file, rules, known, null);
            }
        }
        CheckedSheet read = CheckedSheet.of(file, rules);
        SheetCheck found = read.found();
        if (found.errorCount() > 0 && !skipInvalid || found.validRows() == 0) {
            throw new InvalidRowsException(found, () -> PromptSheet.open(file, rules));
        }
        return new Sheet(file, rules, found.totals(), read);
    }

    /**
     * The relation of a request to the latest run.
     *
     * @param goOn true if the latest run is resumed because the content is the same
     * @param isLoaded true if the latest run's rows already hold their clips
     * @param wish the wish that is resumed; null if one begins
     * @param rerun rows to be run again; null if it is no rerun
     */
    private record Way(
            boolean goOn,
            boolean isLoaded,
            Wish.Draft said,
            @Nullable Wish wish,
            @Nullable RerunChoice rerun) {

        Wish wishOrNone() {
            return Objects.requireNonNullElse(wish, Wish.NONE);
        }
    }

    /**
     * Determines the relation. An interrupted wish to pay again is resumed even with a changed sheet; it never starts
     * another one.
     */
    private Way way(Source source, RunRequest request, RowRanges rows, Sheet sheet) {
        Wish.Draft said = request.wish(rows);
        Wish wish = request.said().goesOn();
        if (wish == null && source.job() != null && said.kind() != Wish.Kind.RERUN) {
            wish = ledgers.wishes().unfinished(source.job(), said).orElse(null);
        }
        Run latest = source.latest();
        boolean isFresh = said.kind() == Wish.Kind.FRESH;
        boolean isRerun = said.kind() == Wish.Kind.RERUN; // its rows hold their clips, whatever these cost by now
        boolean goOn = latest != null && (!isFresh || wish != null) && isSameContent(latest, sheet);
        boolean isLoaded = latest != null
                && goOn
                && (isRerun
                        ? latest.loadedAs() != null
                        : loadKey(source, sheet.totals()).equals(latest.loadedAs()))
                && (!isFresh || wish != null && ledgers.wishes().hasMadeAll(wish, latest, rows))
                && (isRerun || !ledgers.load().isPaidForSince(latest));
        return new Way(goOn, isLoaded, said, wish, request.said().rerun());
    }

    /** Compares the contents, even if the API had another name when the run was made. */
    private boolean isSameContent(Run run, Sheet sheet) {
        return run.contentHash().equals(sheet.totals().contentHash())
                || ledgers.identity().calledBefore(sheet.rules().apiName(), run).stream()
                        .map(sheet::contentHashAt)
                        .anyMatch(run.contentHash()::equals);
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
    private void checkGoesOn(Source source, RunRequest request, Way way) {
        Run latest = source.latest();
        boolean isBegun = latest != null && latest.loadedAs() != null;
        boolean isNamed = request.input() != null || request.defaults() != null || !saysNothing(request.reading());
        if (isBegun && !isNamed && !way.goOn()) {
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
            return workingDir.resolve(request.out()).normalize();
        }
        return source.outBefore() != null
                ? source.outBefore()
                : workingDir.resolve("out").resolve(source.jobName()).normalize();
    }

    /**
     * Returns a key of everything that the rows in the ledger depend on: the bytes and how they are read, the requests,
     * and the prices.
     */
    private static String loadKey(Source source, SheetTotals sheet) {
        return Sha256.of(source.copy().sha256()
                + sheet.contentHash()
                + sheet.cost().byCurrency()
                + source.options().reading().asText());
    }
}
