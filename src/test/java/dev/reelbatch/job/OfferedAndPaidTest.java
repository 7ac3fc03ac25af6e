package dev.reelbatch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.reelbatch.home.ForgottenResultsException;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.DoubtLedger;
import dev.reelbatch.ledger.RowClip;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.load.Defaults;
import dev.reelbatch.plan.HomeGuard;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.plan.Quote;
import dev.reelbatch.plan.RerunChoice;
import dev.reelbatch.plan.RerunPlanner;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.report.ManifestReader;
import dev.reelbatch.serve.ServedJob;
import dev.reelbatch.session.Acceptance;
import dev.reelbatch.session.Cancellation;
import dev.reelbatch.session.Reconciliation;
import dev.reelbatch.session.Resolution;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever people do with their sheets, one deed after another: a run pays for what was offered before it, nothing
 * waits after it, and no request is paid for more often than it was asked for. The seed decides the deeds; a failure
 * lists them.
 */
@Timeout(300)
class OfferedAndPaidTest {

    private static final long SEQUENCES = Long.getLong("reelbatch.test.sequences", 2);
    private static final long FIRST = Long.getLong("reelbatch.test.first-sequence", 1001);
    private static final int DEEDS = 14;

    private final Map<String, RandomSheet> sheets = new HashMap<>();
    private final Wishes wishes = new Wishes();
    private final List<String> deeds = new ArrayList<>();
    private Random random = new Random();
    private @Nullable Backed backup;

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    static LongStream seeds() {
        return LongStream.range(FIRST, FIRST + SEQUENCES);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whenPeopleDoOneDeedAfterAnotherThenWhatIsOfferedIsPaid(long seed) throws InterruptedException {
        random = new Random(seed);
        JobFixture fixture = JobFixture.onDisk(folder, JobFixture.simulator());
        try {
            for (int i = 0; i < DEEDS; i++) {
                String job = oneOf("mugs", "mugs", "mugs", "cups");
                if (fixture.simulator.submitCalls() > 0 && chance(0.1)) {
                    backup =
                            new Backed(fixture.backup("backup " + i), wishes.memory(), fixture.simulator.submitCalls());
                    deeds.add("backup");
                } else if (backup != null && chance(0.15)) {
                    fixture = restore(fixture, backup);
                } else if (sheets.containsKey(job) && chance(0.25)) {
                    rerun(fixture, job);
                } else if (sheets.containsKey(job) && chance(0.05)) {
                    accept(fixture, job);
                } else if (sheets.containsKey(job) && chance(0.1)) {
                    resolve(fixture, job);
                } else if (sheets.containsKey(job) && chance(0.05)) {
                    cancel(fixture, job);
                } else if (chance(0.12)) {
                    startServing(fixture);
                } else if (chance(0.12)) {
                    serve(fixture);
                } else {
                    RandomSheet sheet = sheets.computeIfAbsent(job, name -> newSheet());
                    sheet.edit();
                    run(fixture, job, sheet);
                }
            }
        } finally {
            fixture.close();
        }
    }

    /**
     * A backup.
     *
     * @param wishes brings back what went on then
     * @param submitted how many submissions it knows
     */
    private record Backed(Path file, Runnable wishes, int submitted) {}

    /** The home knows too little: it pays for nothing, until it has taken over what the results show. */
    private JobFixture restore(JobFixture lost, Backed from) {
        JobFixture fixture = lost.restore(from.file());
        deeds.add("restore");
        boolean knowsAll = fixture.simulator.submitCalls() == from.submitted();
        HomeGuard guard = fixture.bean(HomeGuard.class);
        List<Path> results = sheets.keySet().stream()
                .map(this::out)
                .filter(out -> Files.exists(out.resolve(".reelbatch.json")))
                .toList();
        if (!knowsAll) {
            sheets.keySet().forEach(job -> assertThat(catchThrowable(() -> guard.check(out(job), job)))
                    .as("%s", deeds)
                    .isInstanceOf(ForgottenResultsException.class));
        }
        Reconciliation reconciliation = fixture.bean(Reconciliation.class);
        reconciliation.find(results).forEach(found -> takeOver(reconciliation, found));
        sheets.keySet().forEach(job -> guard.check(out(job), job));
        from.wishes().run();
        wishes.forget(unknown(fixture));
        return fixture;
    }

    private void takeOver(Reconciliation reconciliation, Reconciliation.Found found) {
        try {
            deeds.add("%s taken over from %s".formatted(reconciliation.takeOver(found), found.out()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Paid clips that are in neither the home nor any results by now: all results have been taken over. */
    private Map<String, Integer> unknown(JobFixture fixture) {
        Set<String> known = new HashSet<>(fixture.jdbc
                .sql("select task_id from submission where task_id is not null")
                .query(String.class)
                .list());
        for (String job : sheets.keySet()) {
            new ManifestReader(out(job))
                    .read().clips().stream()
                            .filter(clip -> clip.taskId() != null)
                            .forEach(clip ->
                                    assertThat(known).as("%s %s", clip, deeds).contains(clip.taskId()));
        }
        return unknown(fixture, "'ACCEPTED', 'UNKNOWN', 'CHARGED'");
    }

    /** How often each request was charged for, besides the submissions with these outcomes. */
    private static Map<String, Integer> unknown(JobFixture fixture, String outcomes) {
        Map<String, Integer> unknown = new TreeMap<>();
        fixture.simulator.accepted().forEach(submit -> unknown.merge(Wishes.of(submit.body()), 1, Integer::sum));
        fixture.jdbc
                .sql("select c.request from submission s join clip c on c.id = s.clip_id where s.outcome in (%s)"
                        .formatted(outcomes))
                .query(String.class)
                .list()
                .forEach(request -> unknown.merge(Wishes.of(request), -1, Integer::sum));
        return unknown;
    }

    private void accept(JobFixture fixture, String job) {
        if (fixture.bean(Ledgers.class).jobs().job(job).isPresent()) { // not if its sheet was refused until now
            Acceptance acceptance = fixture.bean(Acceptance.class);
            acceptance.accept(acceptance.choose(job, null));
            deeds.add("accept " + job);
        }
    }

    private void cancel(JobFixture fixture, String job) {
        if (fixture.bean(Ledgers.class).jobs().job(job).isPresent()) {
            Cancellation cancellation = fixture.bean(Cancellation.class);
            Cancellation.Choice choice = cancellation.choose(job, null);
            cancellation.cancel(choice);
            deeds.add("cancel %s: %d".formatted(job, choice.rows().size()));
        }
    }

    /** A person finds in the account exactly those charges for which the home knows no task. */
    private void resolve(JobFixture fixture, String job) {
        if (fixture.bean(Ledgers.class).jobs().job(job).isEmpty()) {
            return;
        }
        Resolution resolution = fixture.bean(Resolution.class);
        Resolution.Choice choice = resolution.choose(job, null);
        Map<String, Integer> unknown = unknown(fixture, "'ACCEPTED', 'CHARGED'");
        List<DoubtLedger.Finding> findings = choice.rows().stream()
                .map(row -> new DoubtLedger.Finding(
                        row, unknown.merge(Wishes.of(row.clip().request()), -1, Integer::sum) >= 0))
                .toList();
        resolution.settle(choice.run(), findings);
        deeds.add("resolve %s: %s charged of %d"
                .formatted(
                        job,
                        findings.stream().filter(DoubtLedger.Finding::isCharged).count(),
                        findings.size()));
    }

    /** Resumes the runs that `serve` had begun, with the sheets as they are now; nobody requests more. */
    private void startServing(JobFixture fixture) {
        for (String job : List.copyOf(sheets.keySet())) {
            Path edited = fixture.sheet(
                    job + ".csv", Objects.requireNonNull(sheets.get(job)).csv(",", "duration"));
            for (Wish wish : fixture.runs().unfinished().cutShort(job)) {
                Path out = out(job);
                RunRequest now = JobFixture.request(edited, job, out).served();
                RunRequest goOn = wish.kind() == Wish.Kind.RERUN
                        ? now.forRerun(fixture.bean(RerunPlanner.class)
                                .choose(job, RerunPlanner.Selection.of(wish).orElseThrow(), Wish.By.SERVE))
                        : now.resume(job, wish, edited);
                deeds.add("serve goes on with %s %s %s of %s"
                        .formatted(job, wish.kind(), wish.details(), sheets.get(job)));
                RunPlan runPlan = planned(fixture, goOn);
                if (runPlan != null) {
                    run(fixture, runPlan);
                }
            }
        }
    }

    /** The same by the server itself; its job files were edited meanwhile, which asks for nothing now. */
    private void serve(JobFixture fixture) throws InterruptedException {
        List<ServedJob> jobs = new ArrayList<>();
        int cutShort = 0;
        for (String job : sheets.keySet()) {
            Path sheet = fixture.sheet(
                    job + ".csv", Objects.requireNonNull(sheets.get(job)).csv(",", "duration"));
            RunRequest said = JobFixture.request(sheet, job, out(job));
            Defaults defaults = new Defaults(null, null, chance(0.5) ? 8 : 4);
            RunRequest edited =
                    new RunRequest(sheet, job, said.out(), defaults, null, true, chance(0.3), said.limits());
            jobs.add(ServedJobs.of(edited));
            for (Wish wish : fixture.runs().unfinished().cutShort(job)) {
                cutShort += wish.kind() == Wish.Kind.RERUN ? 0 : 1;
            }
        }
        if (jobs.isEmpty()) {
            return;
        }
        deeds.add("serve with %d cut short of %s".formatted(cutShort, sheets));
        for (RunResult result : new ServedJobs(fixture).serve(jobs, cutShort)) {
            deeds.add("-> %s".formatted(result.ending()));
            if (result.stopped().isEmpty()) {
                wishes.finished(
                        result.run().job().name(),
                        result.wish().kind() + result.wish().details());
            }
        }
        checkNothingIsPaidTooOften(fixture);
    }

    private RandomSheet newSheet() {
        return sheets.isEmpty() || chance(0.7)
                ? new RandomSheet(random)
                : sheets.values().iterator().next().copy();
    }

    private void run(JobFixture fixture, String job, RandomSheet sheet) {
        boolean fresh = chance(0.2);
        boolean skipInvalid = chance(0.8);
        int usual = chance(0.1) ? 8 : 4;
        RowRanges rows = chance(0.35) ? RowRanges.of(oneOf("2", "2-3", "3", "4", "5")) : RowRanges.ALL;
        boolean maps = chance(0.2);
        String text = sheet.csv(oneOf(",", ";"), maps ? "Sek" : "duration");
        Path file = fixture.sheet(job + ".csv", text);
        RunLimits usually = fixture.request(file).limits();
        RunLimits limits = new RunLimits(
                rows,
                usually.rate(),
                usually.maxInFlight(),
                SpendingLimits.ofRun(chance(0.1) ? BigDecimal.valueOf(4) : null, true),
                null,
                usually.patience());
        Path out = out(job);
        Defaults defaults = new Defaults(null, null, usual);
        ReadOptions readOptions = maps ? new ReadOptions(null, null, null, null, Map.of("duration", "Sek")) : null;
        RunRequest said = new RunRequest(file, job, out, defaults, readOptions, skipInvalid, fresh, limits);
        RunRequest request = chance(0.3) ? said.served() : said;
        deeds.add("%s: run %s%s of %s, %d s, max %s, %s"
                .formatted(
                        request.said().by(),
                        job,
                        fresh ? " --fresh" : "",
                        sheet,
                        usual,
                        limits.spending().maxCost(),
                        rows.canonicalText()));
        RunPlan runPlan = planned(fixture, request);
        if (runPlan == null) {
            return;
        }
        if (fresh) {
            wishes.again(job, words(runPlan), request.said().by(), sheet.asked(usual, rows::contains));
        } else {
            wishes.run(job, text + usual, sheet, usual, rows);
        }
        run(fixture, runPlan);
    }

    /** The wish that is resumed if the same command is repeated. */
    private static String words(RunPlan runPlan) {
        return runPlan.said().kind() + runPlan.said().details();
    }

    private @Nullable RunPlan planned(JobFixture fixture, RunRequest request) {
        try {
            return fixture.plan(request);
        } catch (UserException e) {
            deeds.add("refused: " + e.getMessage());
            return null;
        }
    }

    private void run(JobFixture fixture, RunPlan runPlan) {
        StopSignal stop = new StopSignal();
        boolean undisturbed = chance(0.6) && runPlan.limits().spending().maxCost() == null;
        if (!undisturbed) {
            disturb(fixture, stop);
        }
        int sent = fixture.simulator.submitCalls();
        BigDecimal spent = spent(fixture);
        RunResult result = fixture.runs().run(runPlan, stop, runProgress -> {});
        boolean settled = chance(0.85); // else the process is killed right before
        if (settled) {
            fixture.runs().close(result);
        }
        if (!settled || chance(0.2)) {
            fixture.restart();
        }
        fixture.simulator.clearFaults();
        deeds.add("-> %s, offered %s, settled %s".formatted(result.ending(), runPlan.offer(), settled));
        int paid = fixture.simulator.submitCalls() - sent;
        assertThat(paid).as("%s", deeds).isLessThanOrEqualTo(runPlan.offer().toPay());
        if (undisturbed) {
            assertThat(paid).as("%s", deeds).isEqualTo(runPlan.offer().toPay());
            assertThat(spent(fixture).subtract(spent)).as("%s", deeds).isEqualByComparingTo(cost(runPlan.offer()));
            assertThat(result.open()).as("%s", deeds).isZero();
            assertThat(result.stopped()).as("%s", deeds).isEmpty();
        }
        if (settled && result.stopped().isEmpty()) {
            wishes.finished(result.run().job().name(), words(runPlan));
        }
        checkNothingIsPaidTooOften(fixture);
    }

    private void disturb(JobFixture fixture, StopSignal stop) {
        CallMatcher nth = CallMatcher.nth(1 + random.nextInt(2));
        CallMatcher stopping = call -> {
            if (nth.applies(call)) {
                stop.stopAll(new StopSignal.Cause(StopSignal.Kind.INTERRUPTED, "Ctrl-C"));
            }
            return false;
        };
        switch (random.nextInt(5)) {
            case 0 -> stop.stopAll(new StopSignal.Cause(StopSignal.Kind.INTERRUPTED, "Ctrl-C"));
            case 1 -> fixture.simulator.onSubmit(stopping, CallFault.drop());
            case 2 -> fixture.simulator.onSubmit(nth, CallFault.answer(ApiErrors.paramError("no")));
            case 3 -> fixture.simulator.onSubmit(nth, CallFault.processThenDrop());
            default -> fixture.simulator.onDownload(CallMatcher.always(), CallFault.answer(ApiErrors.notFound()));
        }
    }

    /** Some rows are brought back, and the job goes on, or is started again only later. */
    private void rerun(JobFixture fixture, String job) {
        RerunPlanner rerunPlanner = fixture.bean(RerunPlanner.class);
        RowRanges rows = chance(0.7) ? RowRanges.of(oneOf("2", "3", "2-4")) : null;
        Set<ClipState> states =
                rows == null ? EnumSet.of(ClipState.FAILED, ClipState.IN_DOUBT) : EnumSet.noneOf(ClipState.class);
        RunLimits limits = fixture.request(folder).limits();
        RunRequest said = new RunRequest(null, job, null, null, null, false, false, limits);
        RunRequest goOn = chance(0.3) ? said.served() : said;
        RunPlan before = planned(fixture, goOn);
        if (before == null) {
            return;
        }
        RerunPlanner.Selection selection = new RerunPlanner.Selection(states, rows, null, rows != null);
        Wish.By by = goOn.said().by();
        RerunChoice choice;
        try {
            choice = rerunPlanner.choose(job, selection, by);
        } catch (UserException e) { // the sheet has no such row
            deeds.add("refused: " + e.getMessage());
            return;
        }
        wishes.again(job, Wish.Kind.RERUN + selection.json(), by, chosen(fixture, job, states, rows));
        RunPlan runPlan = fixture.plan(goOn.forRerun(choice));
        deeds.add("rerun %s %s %s, %d back".formatted(job, states, rows, choice.clips()));
        assertThat(runPlan.offer().toPay()).as("%s", deeds).isEqualTo(choice.clips());
        run(fixture, runPlan);
    }

    private static Map<String, Integer> chosen(
            JobFixture fixture, String job, Set<ClipState> states, @Nullable RowRanges rows) {
        Map<String, Integer> chosen = new TreeMap<>();
        Ledgers ledgers = fixture.bean(Ledgers.class);
        for (RowClip row : ledgers.rerun().rows(ledgers.latestRun(job).id())) {
            if (rows == null ? states.contains(row.clip().state()) : rows.contains(row.row())) {
                chosen.merge(Wishes.of(row.clip().request()), 1, Integer::sum);
            }
        }
        return chosen;
    }

    private void checkNothingIsPaidTooOften(JobFixture fixture) {
        Map<String, Integer> paid = new TreeMap<>();
        fixture.simulator.accepted().forEach(submit -> paid.merge(Wishes.of(submit.body()), 1, Integer::sum));
        paid.forEach((request, times) ->
                assertThat(times).as("%s %s", request, deeds).isLessThanOrEqualTo(wishes.timesOf(request)));
    }

    private static BigDecimal spent(JobFixture fixture) {
        return fixture.jdbc
                .sql("select coalesce(sum(price), 0) from submission")
                .query(BigDecimal.class)
                .single();
    }

    private static BigDecimal cost(Quote quote) {
        return quote.cost().in("CNY");
    }

    private Path out(String job) {
        return folder.resolve("out of " + job);
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private String oneOf(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
