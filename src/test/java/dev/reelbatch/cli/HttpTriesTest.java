package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits.Budget;
import dev.reelbatch.ledger.SpendingLimits.Period;
import dev.reelbatch.ledger.User;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.text.UserException;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Runs requested over HTTP whose job has changed since they were accepted, or since their last try. */
@Timeout(180)
class HttpTriesTest extends WithServedHome {

    private static final String SHEET = "prompt\na mug\na kite\na boat [fails]\n";

    private String request(String person, String maxCost) {
        return rig.requestedRuns()
                .requests()
                .add(
                        person,
                        true,
                        null,
                        "mugs.csv",
                        new ByteArrayInputStream(SHEET.getBytes(StandardCharsets.UTF_8)),
                        Map.of("max_cost", List.of(maxCost)))
                .id();
    }

    /** Its first try, which ends after the first submission. */
    private void begin(String id) {
        rig.session().requestedRuns().begin(id);
        Path sheet = Objects.requireNonNull(
                rig.session().requestedRuns().find(id).orElseThrow().sheet());
        RunRequest first = ApiRig.request(sheet, "mugs", false, RowRanges.ALL)
                .served()
                .forSheet(sheet, "mugs", folder.resolve("out/mugs"))
                .requestedAs(id);
        rig.run(first, true);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(1);
    }

    private void runAtAShell(Path sheet, boolean fresh, RowRanges rows) {
        RunRequest request = ApiRig.request(sheet, "mugs", fresh, rows);
        rig.run(request.forSheet(sheet, "mugs", folder.resolve("out/mugs")), false);
    }

    private Path sheet(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void whenTheJobRanWithAnotherSheetSinceARunBeganThenItsMaxCostDoesNotBeginAgain() throws Exception {
        String id = request("owner", "9");
        begin(id);
        runAtAShell(sheet("others.csv", "prompt\na bowl\n"), false, RowRanges.ALL);
        rig.serve();
        JsonNode run = rig.awaitState(id, "incomplete");
        assertThat(run.path("message").asString())
                .startsWith("The rest was not submitted: The job has run with another sheet since this run began");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenMoreRowsHaveFailedSinceARerunWasRequestedThenItIsRefused() throws Exception {
        Path sheet = sheet("mugs.csv", SHEET);
        runAtAShell(sheet, false, RowRanges.ALL);
        RequestedRun rerun = rig.requestedRuns()
                .requests()
                .addRerun(
                        "owner", true, null, "mugs", Map.of("select", List.of("failed"), "max_cost", List.of("none")));
        rig.simulator.onSubmit(CallMatcher.always(), CallFault.answer(ApiErrors.paramError("no")));
        runAtAShell(sheet, true, RowRanges.of("2"));
        rig.serve();
        JsonNode run = rig.awaitState(rerun.id(), "incomplete");
        assertThat(run.path("message").asString())
                .startsWith("Nothing was submitted: The rows to rerun have changed since this was requested.");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(3);
    }

    @Test
    void whenARunOfAnotherPersonIsResumedThenTheBudgetOfTheOneWhoRequestsItIsChecked() {
        rig.users().add("anna", User.Role.RUN, null, null);
        rig.users().add("ben", User.Role.RUN, null, new Budget(new BigDecimal("3"), Period.DAY));
        begin(request("anna", "none"));
        assertThatThrownBy(() -> request("ben", "none"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("is left of the budget of ben");
    }

    @Test
    void whenARunIsAskedToStopThatIsNotThereThenTheCallerIsToldThatItWasNotStopped() throws Exception {
        RequestedRun.Draft draft =
                new RequestedRun.Draft("lost", "owner", null, "hash", "mugs", null, null, "{}", null);
        rig.session().requestedRuns().add(draft);
        assertThat(rig.send(rig.post("/api/v1/runs/lost/stop", "")).statusCode())
                .isEqualTo(409);
    }
}
