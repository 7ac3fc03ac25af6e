package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelbatch.simulator.AcceptedSubmit;
import dev.reelbatch.simulator.Answer;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.simulator.Simulator;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spending limits are never exceeded, not even by a single submit, and the amounts spent can be looked up. */
@Tag("fire")
@ExtendWith(Sandboxes.class)
class MoneyIT {

    private static final BigDecimal PRICE = new BigDecimal("2.84");
    private static final int ENOUGH_FOR = 10; // 30 CNY
    private static final String BOOKED =
            "select count(*) from submission where outcome is null or outcome in ('ACCEPTED', 'UNKNOWN', 'CHARGED')";

    @Test
    void whenKilledAgainAndAgainThenMaxCostHoldsOverAllTries(Sandbox sandbox) throws Exception {
        Simulator simulator = sandbox.simulate(Sandbox.QUICK.submitLatency(Duration.ofMillis(300)));
        simulator
                .onSubmit(
                        CallMatcher.nth(2), CallFault.answer(Answer.json(429, "{\"error\":{\"code\":\"rate_limit\"}}")))
                .onSubmit(CallMatcher.promptContains("clip 3"), CallFault.processThenDrop())
                .onSubmit(CallMatcher.promptContains("clip 4"), CallFault.drop());
        Path sheet = sandbox.prompts("clips.csv", 30);
        Object[] run = {sheet, "--max-cost", "30", "--partial", "--rate", "10/s"};
        for (int accepted : List.of(2, 4, 6)) {
            Child child = sandbox.start("run", run);
            await().atMost(Child.LONG_ENOUGH)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> simulator.acceptedCount() >= accepted || !child.isRunning());
            child.kill();
            assertThat(bookedIn(sandbox)).isLessThanOrEqualTo(ENOUGH_FOR);
        }
        Child.Ended last = sandbox.run("run", run).expect(4);
        assertThat(last.console()).contains("max-cost");
        Judge judge = sandbox.judge();
        judge.assertManifest(30);
        judge.assertNobodyPaidTwice();
        judge.assertEveryAcceptedTaskIsKnown();
        long paid = judge.count("delivered");
        long mayBePaid = judge.inDoubt();
        assertThat(mayBePaid).isGreaterThanOrEqualTo(2);
        assertThat(paid + mayBePaid).isEqualTo(ENOUGH_FOR);
        assertThat(judge.count("pending")).isEqualTo(30 - ENOUGH_FOR);
        assertThat(bookedIn(sandbox)).isEqualTo(ENOUGH_FOR);
        assertThat(simulator.acceptedCount()).isLessThan(ENOUGH_FOR); // clip 4 was never processed
        sandbox.run("run", run).expect(4);
        assertThat(bookedIn(sandbox)).as("and another try").isEqualTo(ENOUGH_FOR);
        String money = sandbox.run("status", "clips").expect(0).console();
        assertThat(money).contains("paid %s".formatted(PRICE.multiply(BigDecimal.valueOf(paid))));
        assertThat(money).contains("possibly paid %s".formatted(PRICE.multiply(BigDecimal.valueOf(mayBePaid))));
        assertThat(last.console())
                .contains(PRICE.multiply(BigDecimal.valueOf(paid)).toString());
        assertThat(last.console())
                .contains(PRICE.multiply(BigDecimal.valueOf(mayBePaid)).toString());
    }

    @Test
    void whenTwoJobsShareABudgetThenTheSecondStopsWhereItEnds(Sandbox sandbox) throws Exception {
        sandbox.with("-Dreelbatch.budget=20/day");
        sandbox.simulator().onSubmit(CallMatcher.promptContains("lost"), CallFault.drop());
        Path first = sandbox.prompts("first.csv", "one", "two", "three", "lost");
        Path second = sandbox.prompts("second.csv", "four", "five", "six", "seven", "eight", "nine");
        sandbox.run("run", first).expect(3);
        Path out = sandbox.folder().resolve("out-second");
        Child.Ended ended = sandbox.run("run", second, "--out", out).expect(4);
        assertThat(ended.console()).contains("budget");
        assertThat(sandbox.simulator().acceptedCount())
                .as("7 are 19.88, one is in doubt")
                .isEqualTo(6);
        sandbox.run("run", second, "--out", out).expect(4);
        assertThat(sandbox.simulator().acceptedCount()).isEqualTo(6);
        sandbox.judge(out).assertManifest(6);
        assertThat(sandbox.judge(out).count("delivered")).isEqualTo(3);
        assertThat(sandbox.judge(out).count("pending")).isEqualTo(3);
        sandbox.with("-Dreelbatch.budget=40/day")
                .run("run", second, "--out", out)
                .expect(0);
        sandbox.judge(out).assertNobodyPaidTwice();
    }

    /** Refused at once and many at a time: what is begun after the failure that reaches the limit never leaves. */
    @ParameterizedTest
    @CsvSource({"5, 5", "50%, 20"})
    void whenTooManyFailThenNotOneMoreIsSubmitted(String limit, int reachedBy, Sandbox sandbox) throws Exception {
        sandbox.simulate(Sandbox.QUICK.submitLatency(Duration.ofMillis(40)));
        Path sheet = sandbox.prompts(
                "clips.csv",
                IntStream.rangeClosed(1, 80).mapToObj(n -> "[moderated] " + n).toArray(String[]::new));
        Child.Ended ended = sandbox.run("run", sheet, "--max-failures", limit, "--rate", "200/s")
                .expect(4);
        assertThat(ended.console()).contains("--max-failures is " + limit);
        String afterTheLimit = """
                select count(*) from submission where outcome <> 'NOT_ACCEPTED' and sent_at >
                  (select max(answered_at) from
                    (select answered_at from submission where outcome = 'REFUSED' order by answered_at limit %d))
                """.formatted(reachedBy);
        assertThat(LedgerCopy.query(sandbox.home(), afterTheLimit)).containsExactly("0");
        Judge judge = sandbox.judge();
        judge.assertManifest(80);
        assertThat(judge.count("failed")).isEqualTo(sandbox.submitCalls()).isGreaterThanOrEqualTo(reachedBy);
        assertThat(judge.count("pending")).isEqualTo(80 - sandbox.submitCalls());
    }

    @Test
    void whenSubmissionsAreAskedForThenEveryPostIsThere(Sandbox sandbox) throws Exception {
        sandbox.simulator()
                .onSubmit(
                        CallMatcher.first(2),
                        CallFault.answer(Answer.json(429, "{\"error\":{\"code\":\"rate_limit\"}}")))
                .onSubmit(CallMatcher.promptContains("lost"), CallFault.processThenDrop());
        Path sheet = sandbox.prompts("clips.csv", "good", "lost", "refused [moderated]", "fails [fails]", "waits");
        sandbox.run("run", sheet).expect(3);
        Child.Ended lines =
                sandbox.run("status", "clips", "--submissions", "--json").expect(0);
        assertThat(lines.console().lines()).hasSize(sandbox.submitCalls());
        assertThat(sandbox.submitCalls()).isEqualTo(7);
        assertThat(lines.console().lines().filter(line -> line.contains("\"outcome\":\"not_accepted\"")))
                .hasSize(2);
        for (AcceptedSubmit task : sandbox.simulator().accepted()) {
            String named = task.prompt().equals("lost") ? "\"outcome\":\"unknown\"" : task.taskId();
            assertThat(lines.console()).contains(named);
        }
        assertThat(sandbox.run("status", "clips").expect(0).console())
                .contains("paid", "possibly paid 2.84")
                .doesNotContain("waiting for a response", "0.00");
    }

    /** Submissions that the ledger counts as spent: not those that were certainly not accepted. */
    private static long bookedIn(Sandbox sandbox) {
        return Long.parseLong(LedgerCopy.query(sandbox.home(), BOOKED).get(0));
    }
}
