package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.Approval;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.User;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Runs whose price an admin has to approve. A video costs 2.84. */
@Timeout(180)
class HttpApprovalTest extends WithServedHome {

    private static final String ONE = "prompt\na mug\n";
    private static final String TWO = "prompt\na kite\na boat\n";

    private static final String DEARER = "reelbatch.models[openai/sora-2/text-to-video].price.per-second";

    private Map<String, String> settings = Map.of("reelbatch.approve-above", "5");

    @Override
    Map<String, String> settings() {
        return settings;
    }

    @BeforeEach
    void addAPerson() {
        rig.users().add("anna", User.Role.RUN, null, null);
    }

    private void restart(Map<String, String> others) throws Exception {
        settings = others;
        restart();
    }

    /** As a person who is no admin. */
    private String request(String sheet) {
        return requested("anna", "mugs.csv", sheet);
    }

    private HttpResponse<String> post(String id, String action) throws IOException, InterruptedException {
        return rig.send(rig.to("/api/v1/runs/" + id + "/" + action).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private String state(String id) throws IOException, InterruptedException {
        return rig.json("/api/v1/runs/" + id).path("state").asString();
    }

    @Test
    void whenARunIsDearThenItWaitsAlsoAfterARestartUntilAnAdminApprovesIt() throws Exception {
        String id = request(TWO);
        rig.serve();
        String cheap = request(ONE);
        rig.awaitState(cheap, "completed");
        JsonNode waiting = rig.json("/api/v1/runs/" + id);
        assertThat(waiting.path("state").asString()).isEqualTo("waiting_for_approval");
        assertThat(waiting.path("price").path("CNY").decimalValue()).isEqualByComparingTo("5.68");
        assertThat(waiting.path("approved_by").isNull()).isTrue();
        restart();
        rig.serve();
        assertThat(state(id)).isEqualTo("waiting_for_approval");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(1);
        HttpResponse<String> approved = post(id, "approve");
        assertThat(approved.statusCode()).as(approved.body()).isEqualTo(202);
        JsonNode done = rig.awaitState(id, "completed");
        assertThat(done.path("approved_by").asString()).isEqualTo("owner");
        assertThat(done.path("approved_at").asString()).isNotBlank();
        assertThat(rig.simulator.acceptedCount()).isEqualTo(3);
        assertThat(post(id, "approve").statusCode()).as("twice").isEqualTo(409);
    }

    @Test
    void whenAnAdminRequestsADearRunThenItIsApprovedAtOnce() throws Exception {
        rig.serve();
        JsonNode run = rig.run("mugs.csv", TWO, "max_cost=none");
        assertThat(run.path("state").asString()).isEqualTo("queued");
        assertThat(run.path("approved_by").asString()).isEqualTo("owner");
        rig.awaitState(run.path("id").asString(), "completed");
    }

    @Test
    void whenAWaitingRunIsStoppedThenNothingIsEverSubmitted() throws Exception {
        rig.serve();
        String id = request(TWO);
        assertThat(post(id, "stop").statusCode()).isEqualTo(202);
        JsonNode stopped = rig.json("/api/v1/runs/" + id);
        assertThat(stopped.path("state").asString()).isEqualTo("stopped");
        assertThat(stopped.path("message").asString()).contains("not approved");
        assertThat(post(id, "approve").statusCode()).isEqualTo(409);
        assertThat(rig.home.folder().resolve("uploads").resolve(id)).doesNotExist();
        assertThat(rig.simulator.acceptedCount()).isZero();
    }

    @Test
    void whenOnePersonApprovesAndAnotherRefusesAtOnceThenWhatIsRefusedIsNeverPaid() throws Exception {
        rig.serve();
        Set<String> ids = new LinkedHashSet<>();
        for (int n = 0; n < 12; n++) {
            String id = request("prompt\na kite no %1$d\na boat no %1$d\n".formatted(n));
            ids.add(id);
            CountDownLatch both = new CountDownLatch(2);
            CompletableFuture<Boolean> approved = atOnce(
                    both, () -> rig.requestedRuns().approve(id, "owner", null, null) == Approval.Outcome.APPROVED);
            CompletableFuture<Boolean> stopped =
                    atOnce(both, () -> rig.requestedRuns().stop(id, "owner"));
            assertThat(approved.get() || stopped.get()).isTrue();
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> rig.requestedRuns().latest(99, 0).stream()
                .noneMatch(run -> run.state().isOpen()));
        List<RequestedRun> refused = rig.requestedRuns().latest(99, 0).stream()
                .filter(run -> String.valueOf(run.message()).contains("not approved"))
                .toList();
        assertThat(refused).allMatch(run -> run.runId() == null && run.state() == RequestedRun.State.STOPPED);
        assertThat(rig.simulator.acceptedCount()).isLessThanOrEqualTo(2 * (ids.size() - refused.size()));
        assertThat(rig.requestedRuns().latest(99, 0)).hasSize(ids.size());
    }

    private static CompletableFuture<Boolean> atOnce(CountDownLatch both, Callable<Boolean> work) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                both.countDown();
                both.await();
                return work.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void whenTheLimitIsLowerByTheTimeItBeginsThenItWaitsAgain() throws Exception {
        String id = request(ONE);
        assertThat(state(id)).isEqualTo("queued");
        restart(Map.of("reelbatch.approve-above", "1"));
        rig.serve();
        rig.awaitState(id, "waiting_for_approval");
        assertThat(rig.simulator.acceptedCount()).isZero();
        post(id, "approve");
        rig.awaitState(id, "completed");
    }

    @Test
    void whenThePriceHasRisenSinceItWasApprovedThenTheNewOneHasToBeNamed() throws Exception {
        String id = request(TWO);
        assertThat(post(id, "approve?price=5.67%20CNY").statusCode()).isEqualTo(409);
        assertThat(post(id, "approve?price=much").statusCode()).isEqualTo(422);
        assertThat(post(id, "approve").statusCode()).isEqualTo(202);
        restart(Map.of("reelbatch.approve-above", "5", DEARER, "1.00"));
        rig.serve();
        JsonNode waiting = rig.awaitState(id, "waiting_for_approval");
        assertThat(waiting.path("price").path("CNY").decimalValue()).isEqualByComparingTo("8");
        assertThat(waiting.path("approved_before").path("CNY").decimalValue()).isEqualByComparingTo("5.68");
        HttpResponse<String> second = post(id, "approve"); // of the price that was shown before
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(ApiRig.json(second).path("detail").asString()).contains("8.00 CNY");
        assertThat(post(id, "approve?price=5.68%20CNY").statusCode()).isEqualTo(409);
        assertThat(state(id)).isEqualTo("waiting_for_approval");
        assertThat(rig.simulator.acceptedCount()).isZero();
        assertThat(post(id, "approve?price=8%20CNY").statusCode()).isEqualTo(202);
        rig.awaitState(id, "completed");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenARunThatHasBegunIsResumedAtAHigherPriceThenWhatItHasCostCounts() throws Exception {
        rig.simulator.onSubmit(call -> rig.simulator.acceptedCount() == 1, CallFault.answer(ApiErrors.rateLimit()));
        String id = request(TWO);
        post(id, "approve");
        rig.serve();
        Awaitility.await().until(() -> rig.simulator.acceptedCount() == 1);
        restart(Map.of("reelbatch.approve-above", "5", DEARER, "1.00"));
        rig.simulator.clearFaults();
        rig.serve();
        JsonNode waiting = rig.awaitState(id, "waiting_for_approval");
        assertThat(waiting.path("price").path("CNY").decimalValue()).isEqualByComparingTo("6.84");
        assertThat(waiting.path("approved_before").path("CNY").decimalValue()).isEqualByComparingTo("5.68");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(1);
        assertThat(post(id, "approve?price=6.84%20CNY").statusCode()).isEqualTo(202);
        rig.awaitState(id, "completed");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenThePriceOfAnApprovedRunIsNotKnownAnyMoreThenItWaitsAgain() throws Exception {
        Map<String, String> priced = Map.of(
                "reelbatch.approve-above", "5",
                "reelbatch.models[acme/v1].parameters.duration.allowed", "4",
                "reelbatch.models[acme/v1].price.currency", "CNY",
                "reelbatch.models[acme/v1].price.per-second", "2");
        restart(priced);
        String id = request("prompt,model,duration\na kite,acme/v1,4\n");
        assertThat(post(id, "approve").statusCode()).isEqualTo(202);
        restart(Map.of(
                "reelbatch.approve-above", "5",
                "reelbatch.models[acme/v1].parameters.duration.allowed", "4"));
        rig.serve();
        JsonNode waiting = rig.awaitState(id, "waiting_for_approval");
        assertThat(waiting.path("price").isEmpty()).isTrue();
        assertThat(waiting.path("approved_before").path("CNY").decimalValue()).isEqualByComparingTo("8");
        assertThat(rig.get("/approvals").body()).contains("an unknown amount");
        assertThat(rig.simulator.acceptedCount()).isZero();
        assertThat(post(id, "approve").statusCode()).isEqualTo(409);
        assertThat(post(id, "approve?price=").statusCode()).isEqualTo(202);
        rig.awaitState(id, "completed");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(1);
    }

    @Test
    void whenADearRerunIsRequestedThenItWaitsToo() throws Exception {
        rig.serve();
        rig.awaitState(rig.run("mugs.csv", TWO, "max_cost=none").path("id").asString(), "completed");
        String id = rig.requestedRuns()
                .requests()
                .addRerun(
                        "anna",
                        false,
                        null,
                        "mugs",
                        Map.of("rows", List.of("2-3"), "pay_again", List.of("true"), "max_cost", List.of("none")))
                .id();
        assertThat(state(id)).isEqualTo("waiting_for_approval");
        post(id, "approve");
        rig.awaitState(id, "completed");
        Awaitility.await()
                .untilAsserted(() -> assertThat(rig.simulator.acceptedCount()).isEqualTo(4));
    }
}
