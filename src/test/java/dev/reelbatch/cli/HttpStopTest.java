package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RunPrice;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Runs requested over HTTP that a person has stopped: nothing resumes them but another request. */
@Timeout(180)
class HttpStopTest extends WithServedHome {

    private static final String SHEET = "prompt\na mug\na kite\na boat\n";

    private String request() throws Exception {
        return rig.run("mugs.csv", SHEET, "max_cost=none").path("id").asString();
    }

    private void awaitAccepted(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> rig.simulator.acceptedCount() >= count);
    }

    private void assertStays(String state, String id) throws Exception {
        int accepted = rig.simulator.acceptedCount();
        rig.serve();
        rig.awaitState(
                rig.run("last.csv", "prompt\nthe last one\n", "max_cost=none")
                        .path("id")
                        .asString(),
                "completed");
        JsonNode run = rig.json("/api/v1/runs/" + id);
        assertThat(run.path("state").asString()).isEqualTo(state);
        assertThat(run.path("message").asString()).startsWith("Stopped by a person.");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(accepted + 1);
    }

    @Test
    void whenServeEndsWhileARunIsBeingStoppedThenTheNextOneDoesNotResumeIt() throws Exception {
        rig.simulator.onStatus(CallMatcher.always(), CallFault.answer(ApiErrors.unavailable()));
        rig.serve();
        String id = request();
        awaitAccepted(1);
        assertThat(rig.requestedRuns().stop(id, "owner")).isTrue();
        rig.stopAll();
        restart();
        rig.simulator.clearFaults();
        assertStays("stopped", id);
    }

    @Test
    void whenServeIsKilledWhileARunIsBeingStoppedThenTheNextOneDoesNotResumeIt() throws Exception {
        String id = request();
        rig.session().requestedRuns().begin(id);
        rig.session().requestedRuns().wantStop(id);
        restart();
        assertStays("stopped", id);
    }

    @Test
    void whenARunIsStoppedWhileItsPriceIsRefusedThenItDoesNotWaitForApproval() throws Exception {
        String id = request();
        rig.session().requestedRuns().begin(id);
        rig.session().requestedRuns().wantStop(id);
        assertThat(rig.session().requestedRuns().await(id, new RunPrice(new Cost(Map.of("CNY", BigDecimal.TEN)), 0)))
                .isFalse();
        restart();
        assertStays("stopped", id);
    }
}
