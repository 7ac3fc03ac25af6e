package dev.reelbatch.job;

import dev.reelbatch.home.Home;
import dev.reelbatch.home.Inputs;
import dev.reelbatch.job.Sources.Source;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.load.Catalogue;
import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.load.OtherIds;
import dev.reelbatch.load.Preflight;
import dev.reelbatch.load.PromptSheet;
import dev.reelbatch.load.Reading;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.load.SheetException;
import dev.reelbatch.load.Totals;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.text.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/** Makes of a request what would be done: the sheet is copied and checked, the job and its latest run are found. */
final class Planner {

    private final Ledgers ledgers;
    private final Runs runs;
    private final HomeGuard guard;
    private final Sources sources;
    private final EarlierCheck earlier;
    private final Adoption adoption;
    private final CostLimits costLimits;
    private final Home home;
    private final Settings settings;
    private final Path workingDir;

    Planner(
            Ledgers ledgers,
            Runs runs,
            Sources sources,
            HomeGuard guard,
            Home home,
            Settings settings,
            Path workingDir) {
        this.ledgers = ledgers;
        this.runs = runs;
        this.guard = guard;
        this.sources = sources;
        this.home = home;
        this.earlier = new EarlierCheck(ledgers.runs());
        this.adoption = new Adoption(ledgers);
        this.costLimits = new CostLimits(ledgers, runs, settings);
        this.settings = settings;
        this.workingDir = workingDir;
    }

    /**
     * @throws SheetException if the sheet can't be used at all
     * @throws InvalidRowsException if rows are invalid and not to be skipped
     * @throws RunRefusedException if it can't be run as asked for
     */
    Plan plan(RunRequest request, Backend backend) {
        Source source = sources.of(request, said -> rules(said, backend.name()));
        RunOptions options = source.options();
        RowRules rules = rules(options, backend.name());
        RowRanges still = stillAskedFor(source, request, rules);
        RunRequest.Limits limits = request.limits().forRows(source.rows(still));
        Sheet sheet = sheet(source, rules);
        costLimits.checkPrices(sheet.totals(), limits);
        Path out = out(request, source);
        guard.check(out, source.jobName());
        Way way = way(source, request, limits.rows(), sheet);
        checkGoesOn(source, request, way);
        Adoption.Found found = found(source, sheet, way, backend.name(), limits.rows());
        Offer offer = found.offer();
        costLimits.checkAffordable(offer, way.goOn() ? source.latest() : null, limits.maxCost());
        Runs.Intent intent = new Runs.Intent(
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
        return new Plan(
                intent,
                loadKey(source, sheet.totals()),
                offer,
                backend,
                limits,
                guard.folder(out).willSetAside(guard.marker(source.jobName())),
                found.otherIds().isEmpty() || options.reading().otherIds() != null
                        ? List.of()
                        : List.of(OtherIdWords.paid(found.otherIds())),
                SingletonSupplier.of(() -> sheet.whole().wanted().keySet()));
    }

    private RowRules rules(RunOptions options, String api) {
        return new RowRules(new Catalogue(settings.models()), options.defaults(), api, options.reading());
    }

    /** See {@link Sources#correctedJob}. */
    Optional<String> correctedJob(Path input, @Nullable Reading reading) {
        return sources.correctedJob(input, reading);
    }

    /** What of the chosen rows exists already, and what would be paid for. */
    private Adoption.Found found(Source source, Sheet sheet, Way way, String api, RowRanges chosen) {
        Run run = way.goOn() ? source.latest() : null;
        Totals totals = sheet.totalsOf(chosen).with(source.notes());
        if (run != null && way.rerun() != null) {
            Offer offer = adoption.offer(run, way.rerun(), way.rerun().cost(), totals, chosen);
            return new Adoption.Found(offer, OtherIdRows.NONE);
        }
        if (run != null && way.isLoaded()) {
            return new Adoption.Found(adoption.offer(run, way.wishOrNone(), totals, chosen), OtherIdRows.NONE);
        }
        boolean keepsClips = source.corrected() != null || run != null && runs.isLoadedAnew(run);
        Run loadedAnew = keepsClips ? source.latest() : null;
        Adoption.Adopter adopter =
                new Adoption.Adopter(source.jobName(), api, Runs.takes(way.said(), way.wish(), chosen), loadedAnew);
        CheckedSheet whole = sheet.whole();
        Reading reading = source.options().reading();
        new EarlierReading(ledgers).check(adopter, whole, reading);
        new EarlierFailedFile(ledgers).check(adopter, whole);
        Adoption.Found found = adoption.offer(adopter, whole, totals, chosen, reading.otherIds());
        return found.otherIds().isEmpty() ? found : told(found, reading);
    }

    /** Another id is another wish; where a person can be asked, or one of the two has none, somebody has to say so. */
    private static Adoption.Found told(Adoption.Found found, Reading reading) {
        OtherIds meant = reading.otherIds();
        if (meant == OtherIds.ASK || meant == null && found.otherIds().isIdMissing()) {
            throw OtherIdWords.question(found.otherIds(), reading);
        }
        return new Adoption.Found(
                found.offer().with(List.of(OtherIdWords.note(found.otherIds(), meant))), found.otherIds());
    }

    /** A sheet, and what is known of it; its rows are read when they are asked for. */
    private record Sheet(
            Path file,
            RowRules rules,
            Totals totals,
            @Nullable CheckedSheet read) {

        Totals totalsOf(RowRanges rows) {
            if (rows.equals(RowRanges.ALL)) {
                return totals;
            }
            List<String> notes = NamedRows.check(rows, PromptSheet.rowNumbers(file, rules.reading()));
            return CheckedSheet.of(file, rules, rows).found().totals().with(notes);
        }

        String contentHashAt(String api) {
            return CheckedSheet.of(file, rules.at(api)).found().totals().contentHash();
        }

        CheckedSheet whole() {
            return read == null ? CheckedSheet.of(file, rules) : read;
        }
    }

    /** Read and checked, unless just this sheet is what the latest run has loaded. */
    private Sheet sheet(Source source, RowRules rules) {
        Path file = source.copy().file();
        boolean skipInvalid = source.options().skipInvalid();
        Run latest = source.latest();
        if (latest != null) {
            Totals known = earlier.of(latest, source.copy(), rules)
                    .filter(found -> loadKey(source, found).equals(latest.loadedAs()))
                    .filter(found -> found.invalidRows() == 0 || skipInvalid)
                    .orElse(null);
            if (known != null) {
                return new Sheet(file, rules, known, null);
            }
        }
        CheckedSheet read = CheckedSheet.of(file, rules);
        Preflight found = read.found();
        if (found.errorCount() > 0 && !skipInvalid || found.validRows() == 0) {
            throw new InvalidRowsException(found, () -> PromptSheet.open(file, rules));
        }
        return new Sheet(file, rules, found.totals(), read);
    }

    /**
     * @param goOn with the latest run, since the content is the same
     * @param isLoaded whether the latest run's rows hold what they are to hold
     * @param wish that goes on; null where one begins
     * @param rerun rows that are to be brought back; null if it is no rerun
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

    /** A paying-again that was cut short goes on, also with a changed sheet; it does not start yet another. */
    private Way way(Source source, RunRequest request, RowRanges rows, Sheet sheet) {
        Wish.Draft said = request.wish(rows);
        Wish wish = request.said().goesOn();
        if (wish == null && source.job() != null && said.kind() != Wish.Kind.RERUN) {
            wish = ledgers.wishes().unfinished(source.job(), said).orElse(null);
        }
        Run latest = source.latest();
        boolean isFresh = said.kind() == Wish.Kind.FRESH;
        boolean isRerun = said.kind() == Wish.Kind.RERUN; // whose rows hold their clips, whatever these cost by now
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

    /** Also where the API was called otherwise when the run was made. */
    private boolean isSameContent(Run run, Sheet sheet) {
        return run.contentHash().equals(sheet.totals().contentHash())
                || ledgers.identity().calledBefore(sheet.rules().apiName(), run).stream()
                        .map(sheet::contentHashAt)
                        .anyMatch(run.contentHash()::equals);
    }

    /** The rows of what goes on that the sheet has still: it may have been edited since. */
    private RowRanges stillAskedFor(Source source, RunRequest request, RowRules rules) {
        RowRanges rows = request.limits().rows();
        if (request.said().sheetNow() == null) {
            return rows;
        }
        RowRanges still = sources.stillIn(request.said().sheetNow(), source, rules, rows);
        if (still.equals(RowRanges.NONE)) {
            throw new RunRefusedException(Text.of(
                    "None of the rows that were interrupted is in %s any more, so they are not submitted.",
                    request.said().sheetNow()));
        }
        return still;
    }

    /**
     * Going on without the sheet never starts all over: the same sheet asks for something else where the
     * API or the catalogue is another, and would be paid for again.
     */
    private void checkGoesOn(Source source, RunRequest request, Way way) {
        Run latest = source.latest();
        boolean isBegun = latest != null && latest.loadedAs() != null;
        boolean isNamed = request.input() != null || request.defaults() != null || !saysNothing(request.reading());
        if (isBegun && !isNamed && !way.goOn()) {
            throw new RunRefusedException(Text.of(
                    "The job \"%s\" last ran against another API, or with other settings of its models, so it can't go on from there. Say the same --api-url as then, or name the sheet to start anew: %s",
                    source.jobName(), home.command("run", source.inputPath())));
        }
    }

    private static boolean saysNothing(@Nullable Reading reading) {
        return reading == null || reading.saysNothing();
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
    private static String loadKey(Source source, Totals sheet) {
        return Inputs.sha256Of(source.copy().sha256()
                + sheet.contentHash()
                + sheet.cost()
                + source.options().reading().words());
    }
}
