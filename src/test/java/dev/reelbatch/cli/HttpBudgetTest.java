package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.SpendingLimits.Budget;
import dev.reelbatch.ledger.User;
import dev.reelbatch.text.UserException;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Budgets of people and of the home, by the record of what the simulator accepted. A video costs 2.84. */
@Timeout(300)
class HttpBudgetTest {

    private static final int PEOPLE = 20;

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // opened by each test
    private ApiRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    /** The time of tests passes fast; a day that ends meanwhile would begin all budgets again. */
    static String zoneInTheMorning() {
        int ahead = Math.floorMod(6 - OffsetDateTime.now(ZoneOffset.UTC).getHour() + 12, 24) - 12;
        return ZoneOffset.ofHours(ahead).getId();
    }

    private void open(String budget) throws InterruptedException {
        rig = new ApiRig(
                folder,
                ApiRig.simulator(Duration.ofSeconds(2)),
                Map.of("reelbatch.budget", budget, "reelbatch.budget-zone", zoneInTheMorning()));
    }

    private void person(String name, String budget) {
        rig.session()
                .users()
                .add(name, User.Role.RUN, null, Budget.parse(budget).orElseThrow());
    }

    private RequestedRun request(String person, String sheet, boolean partial) {
        return rig.requestedRuns()
                .requests()
                .add(
                        person,
                        false,
                        null,
                        "of " + person + ".csv",
                        new ByteArrayInputStream(sheet.getBytes(StandardCharsets.UTF_8)),
                        Map.of("max_cost", List.of("none"), "partial", List.of(String.valueOf(partial))));
    }

    private static String sheetOf(String person) {
        return "prompt\n%1$s: a kite\n%1$s: a boat\n%1$s: a mug\n%1$s: a jug\n".formatted(person);
    }

    @Test
    void whenAPersonIsRemovedThenNothingMoreIsPaidInHisName() throws InterruptedException {
        open("100/day");
        person("bo", "100/day");
        rig.session().users().remove("bo");
        assertThatThrownBy(() -> request("bo", sheetOf("bo"), true))
                .isInstanceOf(UserException.class)
                .hasMessage("bo may no longer request runs.");
        assertThat(rig.simulator.acceptedCount()).isZero();
    }

    private long acceptedOf(String person) {
        return rig.simulator.accepted().stream()
                .filter(submit -> submit.body().contains(person + ":"))
                .count();
    }

    @Test
    void whenTwentyPeopleRunAtOnceThenNobodyPassesABudgetByOneVideo() throws Exception {
        open("71/day"); // 25 videos
        List<String> people =
                IntStream.range(0, PEOPLE).mapToObj(n -> "person" + n + "x").toList();
        people.forEach(name -> person(name, "6/day")); // 2 videos of the 4 in each sheet
        rig.serve();
        List<RequestedRun> runs = people.stream()
                .map(name -> CompletableFuture.supplyAsync(() -> request(name, sheetOf(name), true)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> runs.stream()
                .allMatch(
                        run -> rig.requestedRuns().find(run.id()).orElseThrow().runId() != null));
        Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(rig.simulator.acceptedCount())
                .isEqualTo(25));
        Awaitility.await()
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(30))
                .until(() -> rig.simulator.acceptedCount() == 25);
        assertThat(people).allSatisfy(name -> assertThat(acceptedOf(name)).isLessThanOrEqualTo(2));
    }

    @Test
    void whenARunDoesNotFitWithinAPersonsBudgetThenItIsRefusedWithTheAmounts() throws Exception {
        open("1000/day");
        person("anna", "6/day");
        UserException refused = null;
        try {
            request("anna", sheetOf("anna"), false);
        } catch (UserException e) {
            refused = e;
        }
        assertThat(refused).isNotNull();
        assertThat(refused.getMessage()).contains("11.36 CNY", "6.00 CNY", "anna", "6/day", "--partial");
        assertThat(rig.json("/api/v1/runs").size()).isZero();
        rig.serve();
        String id =
                request("anna", "prompt\nanna: a kite\nanna: a boat\n", false).id();
        rig.awaitState(id, "completed");
        try {
            request("anna", "prompt\nanna: a mug\n", false);
            refused = null;
        } catch (UserException e) {
            refused = e;
        }
        assertThat(refused).as("0.32 is left").isNotNull();
        assertThat(refused.getMessage()).contains("2.84 CNY", "0.32 CNY");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenARunDoesNotFitWithinTheHomesBudgetThenTheAnswerSaysSoUnlessItIsPartial() throws Exception {
        open("6/day");
        rig.serve();
        HttpResponse<String> refused = rig.send(rig.upload("mugs.csv", sheetOf("all"), "max_cost=none"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(ApiRig.json(refused).path("detail").asString())
                .contains("11.36 CNY", "6.00 CNY is left", "of the home", "partial")
                .doesNotContain("--");
        rig.accepted(rig.upload("mugs.csv", sheetOf("all"), "max_cost=none", "partial=true"));
        Awaitility.await().until(() -> rig.simulator.acceptedCount() == 2);
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(30))
                .until(() -> rig.simulator.acceptedCount() == 2);
    }
}
