package dev.reelbatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Any sequence of the ledger's verbs, legal or not, against a simple model of what should come of it. */
class LedgerModelTest {

    private static final int CLIPS = 4;
    private static final ClipError FAULT = new ClipError(500, "code", "message");
    private static final List<ClipTransition> HEARD = new ArrayList<>();
    private static @Nullable LedgerFixture shared;
    private static int tries;

    @BeforeContainer
    static void open() {
        LedgerFixture ledger = new LedgerFixture();
        ledger.journal.listen(move -> {
            String state = ledger.jdbc
                    .sql("select state from clip where id = ?")
                    .param(move.clipId())
                    .query(String.class)
                    .single();
            if (move.from() != ClipState.TIMED_OUT) { // a late answer goes on from SUBMITTED in the same commit
                assertThat(state)
                        .as("committed before it is told")
                        .isEqualTo(move.to().name());
            }
            HEARD.add(move);
        });
        shared = ledger;
    }

    @AfterContainer
    static void close() {
        Objects.requireNonNull(shared).close();
    }

    enum Verb {
        BEGIN,
        ACCEPTED,
        NOT_ACCEPTED,
        REFUSED,
        IN_DOUBT,
        TAKE_REFUSAL_BACK,
        GENERATED,
        TASK_FAILED,
        TIMED_OUT,
        ASK_AGAIN,
        DELIVERED,
        UNDELIVERED,
        FETCH_AGAIN,
        VANISHED,
        BRING_BACK,
        PUT_AWAY,
        CHARGED,
        NOT_CHARGED,
        CANCEL,
        RECOVER,
        NEXT_DAY
    }

    /** @param latest whether an answer is for the clip's latest submission, else for its first one */
    record Step(Verb verb, int clip, boolean latest) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Verb> verb = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Verb.BEGIN)),
                Tuple.of(2, Arbitraries.just(Verb.ACCEPTED)),
                Tuple.of(2, Arbitraries.just(Verb.BRING_BACK)),
                Tuple.of(20, Arbitraries.of(Verb.class)));
        return Combinators.combine(
                        verb,
                        Arbitraries.integers().between(0, CLIPS - 1),
                        Arbitraries.frequency(Tuple.of(4, true), Tuple.of(1, false)))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(60);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void whenVerbsComeInAnyOrderThenStatesMoneyAndMovesAreThoseOfTheModel(@ForAll("steps") List<Step> steps) {
        Model model = new Model(Objects.requireNonNull(shared), ++tries);
        try {
            for (Step step : steps) {
                model.take(step);
                model.check(step);
            }
        } finally {
            model.leaveNothingOpen();
        }
    }

    /** The outcome and the amount that a submission should be recorded with. */
    private static final class Posted {
        final OpenSubmission open;
        final @Nullable BigDecimal price;
        final LocalDate day;

        @Nullable Outcome outcome;

        Posted(OpenSubmission open, @Nullable BigDecimal price, LocalDate day) {
            this.open = open;
            this.price = price;
            this.day = day;
        }

        BigDecimal spent() {
            boolean counts = outcome == null
                    || outcome == Outcome.ACCEPTED
                    || outcome == Outcome.UNKNOWN
                    || outcome == Outcome.CHARGED;
            return counts && price != null ? price : BigDecimal.ZERO;
        }
    }

    private static final class Model {

        private final LedgerFixture ledger;
        private final String api;
        private final Run run;
        private final List<Long> ids = new ArrayList<>();
        private final List<@Nullable BigDecimal> prices = new ArrayList<>();
        private final List<ClipState> states = new ArrayList<>();
        private final List<List<Posted>> posted = new ArrayList<>();
        private final List<@Nullable ClipState> beforeRerun = new ArrayList<>();
        private final Map<Integer, RowInDoubt> firstDoubts = new HashMap<>();
        private final Wish rerun;
        private final List<ClipTransition> expected = new ArrayList<>();

        Model(LedgerFixture ledger, int n) {
            this.ledger = ledger;
            this.api = "api-" + n;
            ledger.time.advance(Duration.ofDays(100)); // days of its own
            Run empty = ledger.newRun("model-" + n);
            RowDraft[] rows = new RowDraft[CLIPS];
            for (int i = 0; i < CLIPS; i++) {
                prices.add(i == 0 ? null : new BigDecimal("1.1101").multiply(BigDecimal.valueOf(i)));
                BigDecimal price = prices.get(i);
                RowDraft.Request request = new RowDraft.Request(
                        api + " " + i,
                        LedgerFixture.keys(api + " " + i),
                        api,
                        "{}",
                        "m",
                        null,
                        null,
                        price == null ? null : new Price(price, "CNY"));
                rows[i] = new RowDraft(i + 2, 1, request, null, "f" + i, "p", "{}", "{}", null);
                states.add(ClipState.QUEUED);
                posted.add(new ArrayList<>());
                beforeRerun.add(null);
            }
            run = ledger.load(empty, rows);
            for (int i = 0; i < CLIPS; i++) {
                ids.add(ledger.clip(run, i + 2).id());
            }
            rerun = ledger.wish(run, Wish.Kind.RERUN);
            HEARD.clear();
        }

        void take(Step step) {
            int i = step.clip();
            switch (step.verb()) {
                case BEGIN -> begin(i);
                case ACCEPTED -> answer(step, Outcome.ACCEPTED, ClipState.SUBMITTED);
                case NOT_ACCEPTED -> answer(step, Outcome.NOT_ACCEPTED, ClipState.QUEUED);
                case REFUSED -> answer(step, Outcome.REFUSED, ClipState.FAILED);
                case IN_DOUBT -> answer(step, Outcome.UNKNOWN, ClipState.IN_DOUBT);
                case TAKE_REFUSAL_BACK -> {
                    if (!posted.get(i).isEmpty()) {
                        OpenSubmission open = posted.get(i).get(0).open;
                        tryTo(
                                () -> ledger.submits.takeRefusalsBack(List.of(open)),
                                i,
                                ClipState.FAILED,
                                ClipState.QUEUED);
                    }
                }
                case GENERATED -> poll(i, ClipState.GENERATED);
                case TASK_FAILED -> poll(i, ClipState.FAILED);
                case TIMED_OUT -> poll(i, ClipState.TIMED_OUT);
                case ASK_AGAIN ->
                    all(
                            ledger.polls.timedOutTasks().askAgain(api, run.id(), Instant.EPOCH),
                            ClipState.TIMED_OUT,
                            ClipState.SUBMITTED);
                case DELIVERED ->
                    tryTo(
                            () -> ledger.downloads.delivered(as(clip(i), ClipState.GENERATED), Map.of()),
                            i,
                            ClipState.GENERATED,
                            ClipState.DELIVERED);
                case UNDELIVERED ->
                    tryTo(
                            () -> ledger.downloads.undelivered(clip(i), FAULT),
                            i,
                            ClipState.GENERATED,
                            ClipState.UNDELIVERED);
                case FETCH_AGAIN ->
                    all(
                            ledger.downloads.fetchAgain(api, run.id(), Instant.EPOCH),
                            ClipState.UNDELIVERED,
                            ClipState.GENERATED);
                case VANISHED -> vanished(i);
                case BRING_BACK -> bringBack(i);
                case PUT_AWAY -> putAway();
                case CHARGED -> settle(step, ClipState.FAILED, Outcome.CHARGED);
                case NOT_CHARGED -> settle(step, ClipState.QUEUED, Outcome.NOT_CHARGED);
                case CANCEL -> cancel(i);
                case RECOVER -> recover();
                case NEXT_DAY -> ledger.time.advance(Duration.ofDays(1));
            }
        }

        private void begin(int i) {
            ClipState before = states.get(i);
            QueuedClip queued = new QueuedClip(as(clip(i), ClipState.QUEUED), i + 2, 1, "f");
            List<OpenSubmission> begun = new ArrayList<>();
            tryTo(
                    () -> begun.add(((SubmitLedger.Begin.Begun) ledger.submits.begin(
                                    queued,
                                    run.id(),
                                    beforeRerun.get(i) == null ? Wish.NONE : rerun,
                                    Path.of("/v"),
                                    SpendingLimits.NONE,
                                    null))
                            .submission()),
                    i,
                    ClipState.QUEUED,
                    ClipState.SUBMITTING);
            assertThat(begun).as("only what is QUEUED is submitted").hasSize(before == ClipState.QUEUED ? 1 : 0);
            LocalDate today = LocalDate.ofInstant(ledger.time.now(), ZoneOffset.UTC);
            begun.forEach(open -> posted.get(i).add(new Posted(open, prices.get(i), today)));
        }

        private void answer(Step step, Outcome outcome, ClipState to) {
            List<Posted> ofClip = posted.get(step.clip());
            if (ofClip.isEmpty()) {
                return;
            }
            Posted answered = ofClip.get(step.latest() ? ofClip.size() - 1 : 0);
            OpenSubmission open = answered.open;
            Runnable verb =
                    switch (outcome) {
                        case ACCEPTED -> () -> ledger.submits.accepted(open, "t" + open.id(), "r");
                        case NOT_ACCEPTED -> () -> ledger.submits.notAccepted(open, FAULT);
                        case REFUSED -> () -> ledger.submits.refused(open, FAULT);
                        case UNKNOWN -> () -> ledger.submits.inDoubt(open, null, FAULT);
                        case CHARGED, NOT_CHARGED -> throw new IllegalArgumentException("No answer is " + outcome);
                    };
            boolean legal = answered.outcome == null;
            tryTo(verb, step.clip(), legal ? ClipState.SUBMITTING : null, to);
            if (legal) {
                answered.outcome = outcome;
            }
        }

        private void poll(int i, ClipState to) {
            OpenTask task = ledger.task(clip(i));
            Runnable verb =
                    switch (to) {
                        case GENERATED -> () -> ledger.polls.generated(task, List.of("https://cdn.example"), null);
                        case FAILED -> () -> ledger.polls.failed(task, FAULT, null);
                        default -> () -> ledger.polls.timedOut(task, FAULT);
                    };
            if (states.get(i) == ClipState.TIMED_OUT) { // an answer after all: the task is open again
                moved(i, ClipState.SUBMITTED);
            }
            tryTo(verb, i, ClipState.SUBMITTED, to);
        }

        private void vanished(int i) {
            tryTo(
                    () -> ledger.downloads.files().vanished(ids.get(i), Path.of("/elsewhere")),
                    i,
                    ClipState.DELIVERED,
                    ClipState.GENERATED);
        }

        private void bringBack(int i) {
            RowClip held = ledger.reruns.rows(run.id()).get(i);
            ClipState before = states.get(i);
            ClipState from = before == ClipState.IN_DOUBT || before == ClipState.CANCELLED ? before : ClipState.FAILED;
            tryTo(() -> ledger.reruns.queueAgain(run.id(), rerun, List.of(held)), i, from, ClipState.QUEUED);
            if (before == from) {
                beforeRerun.set(i, before);
            }
        }

        private void putAway() {
            ledger.wishes.putAway(rerun);
            for (int i = 0; i < CLIPS; i++) {
                ClipState before = beforeRerun.get(i);
                if (before != null && states.get(i) == ClipState.QUEUED) {
                    moved(i, before);
                    beforeRerun.set(i, null);
                }
            }
        }

        private void cancel(int i) {
            RowClip held = ledger.reruns.rows(run.id()).get(i);
            tryTo(() -> ledger.reruns.cancel(List.of(held)), i, ClipState.QUEUED, ClipState.CANCELLED);
        }

        /** A person looks the row's latest doubt up in the account, or answers for the first one that was ever seen. */
        private void settle(Step step, ClipState to, Outcome outcome) {
            int i = step.clip();
            RowInDoubt now = ledger.doubts.rows(run.id()).stream()
                    .filter(row -> row.row() == i + 2)
                    .findFirst()
                    .orElse(null);
            assertThat(now != null).isEqualTo(states.get(i) == ClipState.IN_DOUBT);
            if (now != null) {
                firstDoubts.putIfAbsent(i, now);
            }
            RowInDoubt seen = step.latest() ? now : firstDoubts.get(i);
            if (seen == null) {
                return;
            }
            long submission = Objects.requireNonNull(seen.latest()).id();
            boolean legal = now != null && Objects.requireNonNull(now.latest()).id() == submission;
            tryTo(
                    () -> ledger.doubts.settle(List.of(new DoubtLedger.Finding(seen, outcome == Outcome.CHARGED))),
                    i,
                    legal ? ClipState.IN_DOUBT : null,
                    to);
            if (legal) {
                posted.get(i).stream()
                        .filter(one -> one.open.id() == submission)
                        .forEach(one -> one.outcome = outcome);
                if (outcome == Outcome.NOT_CHARGED) {
                    beforeRerun.set(i, null); // it waits for any run
                }
            }
        }

        private void recover() {
            all(ledger.recovery.recover(FAULT), ClipState.SUBMITTING, ClipState.IN_DOUBT);
            posted.forEach(ofClip ->
                    ofClip.stream().filter(one -> one.outcome == null).forEach(one -> one.outcome = Outcome.UNKNOWN));
        }

        /** The verb works where the clip is in this state, else throws; null: it throws in any. */
        private void tryTo(Runnable verb, int i, @Nullable ClipState from, ClipState to) {
            boolean legal = states.get(i) == from;
            try {
                verb.run();
                assertThat(legal)
                        .as("%s -> %s while %s", from, to, states.get(i))
                        .isTrue();
            } catch (StaleClipException | IllegalStateException e) {
                assertThat(legal).as("%s -> %s: %s", from, to, e).isFalse();
            }
            if (legal) {
                moved(i, to);
            }
        }

        private void all(int count, ClipState from, ClipState to) {
            int moved = 0;
            for (int i = 0; i < CLIPS; i++) {
                if (states.get(i) == from) {
                    moved(i, to);
                    moved++;
                }
            }
            assertThat(count).isEqualTo(moved);
        }

        private void moved(int i, ClipState to) {
            expected.add(new ClipTransition(ids.get(i), run.id(), states.get(i), to));
            states.set(i, to);
        }

        void check(Step step) {
            assertThat(HEARD).as("moves told after %s", step).containsExactlyInAnyOrderElementsOf(expected);
            HEARD.clear();
            expected.clear();
            Map<ClipState, Integer> counted = new EnumMap<>(ClipState.class);
            for (int i = 0; i < CLIPS; i++) {
                assertThat(clip(i).state()).as("clip %d after %s", i, step).isEqualTo(states.get(i));
                counted.merge(states.get(i), 1, Integer::sum);
                assertThat(outcomes(i))
                        .isEqualTo(posted.get(i).stream()
                                .map(one -> String.valueOf(one.outcome))
                                .toList());
            }
            assertThat(ledger.rows.states(run.id())).isEqualTo(counted);
            assertThat(ledger.totals.of(List.of(run)))
                    .as("totals after %s", step)
                    .isEqualTo(ledger.totals.fromLedger(Set.of(run.id())));
            checkMoney();
        }

        private void checkMoney() {
            BigDecimal spent = BigDecimal.ZERO;
            Map<LocalDate, BigDecimal> byDay = new TreeMap<>();
            for (Posted one : posted.stream().flatMap(List::stream).toList()) {
                spent = spent.add(one.spent());
                if (one.price != null) {
                    byDay.merge(one.day, one.spent(), BigDecimal::add);
                }
            }
            assertThat(ledger.runs.run(run.id()).spent()).isEqualByComparingTo(spent);
            byDay.forEach(
                    (day, amount) -> assertThat(spentOn(day)).as("on %s", day).isEqualByComparingTo(amount));
            BigDecimal total = ledger.reports.money(run.id()).stream()
                    .map(charges -> charges.paid().add(charges.inDoubt()).add(charges.open()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(total).as("what the report says").isEqualByComparingTo(spent);
        }

        private List<String> outcomes(int i) {
            return ledger.jdbc
                    .sql("select coalesce(outcome, 'null') from submission where clip_id = ? order by id")
                    .param(ids.get(i))
                    .query(String.class)
                    .list();
        }

        private BigDecimal spentOn(LocalDate day) {
            return ledger.spentOn(day.toString());
        }

        private Clip clip(int i) {
            return ledger.clip(run, i + 2);
        }

        private static Clip as(Clip c, ClipState state) {
            return new Clip(
                    c.id(),
                    c.fingerprint(),
                    c.take(),
                    c.runId(),
                    c.api(),
                    c.request(),
                    c.model(),
                    c.size(),
                    c.duration(),
                    c.price(),
                    state,
                    c.fileStem(),
                    c.taskId(),
                    c.requestId(),
                    c.submittedAt(),
                    c.finishedAt(),
                    c.errorCode(),
                    c.errorMessage(),
                    c.acceptedAt());
        }

        /** The next try recovers what it left itself. */
        void leaveNothingOpen() {
            ledger.recovery.recover(FAULT);
        }
    }
}
