package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelbatch.simulator.AcceptedSubmit;
import dev.reelbatch.simulator.Answer;
import dev.reelbatch.simulator.Fault;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.When;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What may be spent is never exceeded by a single submit, and what was spent can be looked up. */
@Tag("fire")
@ExtendWith(Sandboxes.class)
class MoneyIT {

    private static final BigDecimal PRICE = new BigDecimal("2.84");
    private static final String IN_DOUBT = "select count(*) from clip where state = 'IN_DOUBT' and task_id is null";

    @Test
    void whenKilledAgainAndAgainThenMaxCostHoldsOverAllTries(Sandbox sandbox) throws Exception {
        Simulator simulator = sandbox.simulate(Sandbox.QUICK.submitLatency(Duration.ofMillis(300)));
        simulator
                .onSubmit(When.nth(2), Fault.answer(Answer.json(429, "{\"error\":{\"code\":\"rate_limit\"}}")))
                .onSubmit(When.promptContains("clip 3"), Fault.processThenDrop())
                .onSubmit(When.promptContains("clip 4"), Fault.drop());
        Path sheet = sandbox.prompts("clips.csv", 30);
        String[] options = {"--max-cost", "30", "--rate", "6/s"};
        for (int accepted : List.of(3, 6)) {
            Child child = sandbox.start("run", sheet, options[0], options[1], options[2], options[3]);
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> simulator.acceptedCount() >= accepted || !child.isRunning());
            child.kill();
            assertThat(spent(sandbox)).isLessThanOrEqualTo(new BigDecimal(30));
        }
        Child.Ended last = sandbox.run("run", sheet, options[0], options[1], options[2], options[3])
                .expect(4);
        assertThat(last.console()).contains("max-cost");
        Judge judge = sandbox.judge();
        judge.assertManifest(30);
        judge.assertNobodyPaidTwice();
        judge.assertEveryAcceptedTaskIsKnown();
        long paid = judge.count("delivered");
        long mayBePaid = judge.inDoubt();
        assertThat(mayBePaid).isGreaterThanOrEqualTo(2);
        assertThat(paid + mayBePaid).as("30 CNY are enough for ten").isLessThanOrEqualTo(10);
        assertThat(spent(sandbox)).isLessThanOrEqualTo(new BigDecimal(30));
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
        sandbox.simulator().onSubmit(When.promptContains("lost"), Fault.drop());
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
        assertThat(sandbox.simulator().acceptedCount()).isLessThanOrEqualTo(6);
        sandbox.judge(out).assertManifest(6);
        assertThat(sandbox.judge(out).count("pending")).isGreaterThanOrEqualTo(3);
        sandbox.with("-Dreelbatch.budget=40/day")
                .run("run", second, "--out", out)
                .expect(0);
        sandbox.judge(out).assertNobodyPaidTwice();
    }

    @Test
    void whenTooManyFailThenNothingMoreIsSubmitted(Sandbox sandbox) throws Exception {
        sandbox.simulate(Sandbox.QUICK.failureShare(1));
        Path sheet = sandbox.prompts("clips.csv", 40);
        Child.Ended ended = sandbox.run("run", sheet, "--max-failures", "3", "--rate", "10/s")
                .expect(4);
        assertThat(ended.console()).contains("3");
        String afterTheLimit = """
                select count(*) from submission where sent_at > dateadd(millisecond, 200,
                  (select max(changed_at) from
                    (select changed_at from clip where state = 'FAILED' order by changed_at limit 3)))
                """;
        assertThat(LedgerCopy.query(sandbox.home(), afterTheLimit)).containsExactly("0");
        Judge judge = sandbox.judge();
        judge.assertManifest(40);
        judge.assertNobodyPaidTwice();
        assertThat(judge.count("failed")).isEqualTo(sandbox.submitCalls());
        assertThat(judge.count("pending")).isEqualTo(40 - sandbox.submitCalls());
    }

    @Test
    void whenSubmissionsAreAskedForThenEveryPostIsThere(Sandbox sandbox) throws Exception {
        sandbox.simulator()
                .onSubmit(When.first(2), Fault.answer(Answer.json(429, "{\"error\":{\"code\":\"rate_limit\"}}")))
                .onSubmit(When.promptContains("lost"), Fault.processThenDrop());
        Path sheet = sandbox.prompts("clips.csv", "good", "lost", "refused [moderated]", "fails [fails]", "waits");
        sandbox.run("run", sheet).expect(3);
        Child.Ended lines =
                sandbox.run("status", "clips", "--submissions", "--json").expect(0);
        assertThat(lines.console().lines()).hasSize(sandbox.submitCalls());
        assertThat(sandbox.submitCalls()).isEqualTo(7);
        assertThat(lines.console().lines().filter(line -> line.contains("\"outcome\":\"NOT_ACCEPTED\"")))
                .hasSize(2);
        for (AcceptedSubmit task : sandbox.simulator().accepted()) {
            String named = task.prompt().equals("lost") ? "\"outcome\":\"UNKNOWN\"" : task.taskId();
            assertThat(lines.console()).contains(named);
        }
        assertThat(sandbox.run("status", "clips").expect(0).console())
                .contains("paid", "possibly paid 2.84", "still open 0");
    }

    /** What the API may charge for, and what the ledger fears beyond that. */
    private static BigDecimal spent(Sandbox sandbox) {
        long unknown = Long.parseLong(LedgerCopy.query(sandbox.home(), IN_DOUBT).get(0));
        long accepted = sandbox.simulator().acceptedCount();
        assertThat(PRICE.multiply(BigDecimal.valueOf(accepted))).isLessThanOrEqualTo(new BigDecimal(30));
        long dropped = Math.min(1, unknown); // clip 4, which the API has never processed
        return PRICE.multiply(BigDecimal.valueOf(accepted + dropped));
    }
}
