package dev.reelbatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.load.Defaults;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.Fault;
import dev.reelbatch.simulator.When;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private static final long FIRST = Long.getLong("reelbatch.test.first-sequence", 15);
    private static final int DEEDS = 14;

    private final Map<String, RandomSheet> sheets = new HashMap<>();
    private final Wishes wishes = new Wishes();
    private final List<String> deeds = new ArrayList<>();
    private Random random = new Random();

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    static LongStream seeds() {
        return LongStream.range(FIRST, FIRST + SEQUENCES);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whenPeopleDoOneDeedAfterAnotherThenWhatIsOfferedIsPaid(long seed) {
        random = new Random(seed);
        try (JobFixture fixture = new JobFixture(folder)) {
            for (int i = 0; i < DEEDS; i++) {
                String job = oneOf("mugs", "mugs", "mugs", "cups");
                if (sheets.containsKey(job) && chance(0.25)) {
                    rerun(fixture, job);
                } else if (sheets.containsKey(job) && chance(0.05)) {
                    Acceptance acceptance = fixture.bean(Acceptance.class);
                    acceptance.accept(acceptance.choose(job, null));
                    deeds.add("accept " + job);
                } else {
                    RandomSheet sheet = sheets.computeIfAbsent(job, name -> newSheet());
                    sheet.edit();
                    run(fixture, job, sheet);
                }
            }
        }
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
        Path file = fixture.sheet(job + ".csv", sheet.csv(oneOf(",", ";")));
        RunRequest.Limits usually = fixture.request(file).limits();
        RunRequest.Limits limits = new RunRequest.Limits(
                rows,
                usually.rate(),
                usually.maxInFlight(),
                chance(0.1) ? new RunRequest.MaxCost(BigDecimal.valueOf(4), true) : null,
                null,
                usually.patience());
        Path out = folder.resolve("out of " + job);
        Defaults defaults = new Defaults(null, null, usual);
        deeds.add("run %s%s of %s, %d s, max %s, %s"
                .formatted(job, fresh ? " --fresh" : "", sheet, usual, limits.maxCost(), rows));
        Plan plan = planned(fixture, new RunRequest(file, job, out, defaults, null, skipInvalid, fresh, limits));
        if (plan == null) {
            return;
        }
        Map<String, Integer> asked = sheet.asked(usual);
        if (fresh) {
            wishes.runFresh(job, asked);
        } else {
            wishes.run(job, asked);
        }
        run(fixture, plan);
    }

    private @Nullable Plan planned(JobFixture fixture, RunRequest request) {
        try {
            return fixture.plan(request);
        } catch (InvalidRowsException | RunRefusedException e) {
            deeds.add("refused: " + e.getMessage());
            return null;
        }
    }

    private void run(JobFixture fixture, Plan plan) {
        StopSignal stop = new StopSignal();
        boolean undisturbed = chance(0.6) && plan.limits().maxCost() == null;
        if (!undisturbed) {
            disturb(fixture, stop);
        }
        int sent = fixture.simulator.submitCalls();
        BigDecimal spent = spent(fixture);
        RunResult result = fixture.runs().run(plan, stop, look -> {});
        boolean settled = chance(0.85); // else the process is killed right before
        if (settled) {
            fixture.runs().settled(result);
        }
        fixture.simulator.clearFaults();
        deeds.add("-> %s, offered %s, settled %s".formatted(result.ending(), plan.offer(), settled));
        int paid = fixture.simulator.submitCalls() - sent;
        assertThat(paid).as("%s", deeds).isLessThanOrEqualTo(plan.offer().toPay());
        if (undisturbed) {
            assertThat(paid).as("%s", deeds).isEqualTo(plan.offer().toPay());
            assertThat(spent(fixture).subtract(spent)).as("%s", deeds).isEqualByComparingTo(cost(plan.offer()));
            assertThat(result.open()).as("%s", deeds).isZero();
            assertThat(result.stopped()).as("%s", deeds).isEmpty();
        }
        if (settled && !isWaiting(fixture, result)) {
            wishes.finished(result.run().job().name());
        }
        checkNothingIsPaidTooOften(fixture);
    }

    private void disturb(JobFixture fixture, StopSignal stop) {
        When nth = When.nth(1 + random.nextInt(2));
        When stopping = call -> {
            if (nth.applies(call)) {
                stop.stopAll(new StopSignal.Cause(StopSignal.Kind.INTERRUPTED, "Ctrl-C"));
            }
            return false;
        };
        switch (random.nextInt(5)) {
            case 0 -> stop.stopAll(new StopSignal.Cause(StopSignal.Kind.INTERRUPTED, "Ctrl-C"));
            case 1 -> fixture.simulator.onSubmit(stopping, Fault.drop());
            case 2 -> fixture.simulator.onSubmit(nth, Fault.answer(ApiErrors.paramError("no")));
            case 3 -> fixture.simulator.onSubmit(nth, Fault.processThenDrop());
            default -> fixture.simulator.onDownload(When.always(), Fault.answer(ApiErrors.notFound()));
        }
    }

    /** Some rows are brought back, and the job goes on, or is started again only later. */
    private void rerun(JobFixture fixture, String job) {
        Reruns reruns = fixture.bean(Reruns.class);
        RowRanges rows = chance(0.7) ? RowRanges.of(oneOf("2", "3", "2-4")) : null;
        Set<ClipState> states =
                rows == null ? EnumSet.of(ClipState.FAILED, ClipState.IN_DOUBT) : EnumSet.noneOf(ClipState.class);
        RunRequest.Limits limits = fixture.request(folder).limits();
        RunRequest goOn = new RunRequest(null, job, null, null, null, false, false, limits);
        Plan before = planned(fixture, goOn);
        if (before == null) {
            return;
        }
        Reruns.Choice choice = reruns.choose(job, new Reruns.Selection(states, rows, null, rows != null));
        Map<String, Integer> back = queued(fixture);
        reruns.bringBack(choice);
        Map<String, Integer> again = queued(fixture);
        back.forEach((request, clips) -> again.merge(request, -clips, Integer::sum));
        wishes.again(again);
        Plan after = fixture.plan(goOn);
        deeds.add("rerun %s %s %s, %d back".formatted(job, states, rows, choice.clips()));
        assertThat(after.offer().toPay())
                .as("%s", deeds)
                .isEqualTo(before.offer().toPay() + choice.clips());
        if (chance(0.6)) {
            run(fixture, after);
        }
    }

    private void checkNothingIsPaidTooOften(JobFixture fixture) {
        Map<String, Integer> paid = new TreeMap<>();
        fixture.simulator.accepted().forEach(submit -> paid.merge(Wishes.of(submit.body()), 1, Integer::sum));
        paid.forEach((request, times) ->
                assertThat(times).as("%s %s", request, deeds).isLessThanOrEqualTo(wishes.timesOf(request)));
    }

    private static boolean isWaiting(JobFixture fixture, RunResult result) {
        return fixture.bean(Ledgers.class).rows().states(result.run().id()).containsKey(ClipState.QUEUED);
    }

    private static Map<String, Integer> queued(JobFixture fixture) {
        Map<String, Integer> queued = new TreeMap<>();
        fixture.jdbc
                .sql("select request from clip where state = 'QUEUED'")
                .query(String.class)
                .list()
                .forEach(request -> queued.merge(Wishes.of(request), 1, Integer::sum));
        return queued;
    }

    private static BigDecimal spent(JobFixture fixture) {
        return fixture.jdbc
                .sql("select coalesce(sum(price), 0) from submission")
                .query(BigDecimal.class)
                .single();
    }

    private static BigDecimal cost(Offer offer) {
        return offer.cost().getOrDefault("CNY", BigDecimal.ZERO);
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private String oneOf(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
