package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests for actions on jobs that are wrong, and so change nothing of them. */
@Timeout(180)
class HttpRefusedActionsTest extends WithSharedHome {

    private String run = "";

    @BeforeAll
    void runSheets() throws Exception {
        rig.serve();
        rig.simulator.onSubmit(CallMatcher.promptContains("lost"), CallFault.drop());
        run = ended(
                "mugs.csv",
                "id,prompt\na,a kite\nb,a bowl [fails]\nc,a lost boat\nd,a jug [moderated]\n",
                "incomplete");
        rig.simulator.clearFaults();
        ended("cups.csv", "prompt\na kite over the sea\na boat at dawn\na cup [fails]\n", "incomplete");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"select":"failed"}                              | 422 | max_cost
                    {"select":"all","max_cost":1}                    | 422 | select must be
                    {"select":"rows","max_cost":1}                   | 422 | field rows is missing
                    {"select":"error","max_cost":1}                  | 422 | field error is missing
                    {"pay_again":true,"max_cost":1}                  | 422 | pay_again needs rows
                    {"rows":"x","max_cost":1}                        | 422 | rows
                    {"rows":{"from":2},"max_cost":1}                 | 422 | The field rows must be
                    {"row":"2","max_cost":1}                         | 422 | did you mean rows
                    {"max_cost":1,"home":"/tmp"}                     | 422 | There is no field home
                    {"max_cost":0.01}                                | 422 | would cost
                    {"max_cost":1e400000000}                         | 422 | max_cost
                    []                                               | 422 | JSON object
                    {"select"                                        | 400 | read
                    """)
    void whenTheRequestForARerunIsWrongThenAProblemSaysSoAndNothingIsPaid(String json, int status, String said)
            throws Exception {
        int before = rig.json("/api/v1/runs").size();
        int accepted = rig.simulator.acceptedCount();
        HttpResponse<String> answer = rig.send(rig.post("/api/v1/jobs/cups/rerun", json));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(ApiRig.json(answer).path("detail").asString())
                .contains(said)
                .doesNotContain("--", folder.toString());
        assertThat(rig.json("/api/v1/runs").size()).isEqualTo(before);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    accept  | {}                                          | select is missing
                    accept  | {"select":"all"}                            | select must be one of
                    accept  | {"select":"rows"}                           | field rows is missing
                    accept  | {"rows":"0"}                                | rows
                    accept  | {"rows":"9"}                                | 9
                    accept  | {"selects":"failed"}                        | did you mean select
                    resolve | {"select":"in_doubt"}                       | charged is missing
                    resolve | {"select":"in_doubt","charged":"maybe"}     | charged must be true or false
                    resolve | {"rows":"2","charged":true}                 | in doubt
                    cancel  | {"rows":"2"}                                | not submitted yet
                    resolve | {"select":"in_doubt","rows":"4","charged":false} | not both
                    cancel  | {"select":"all","rows":"4"}                 | not both
                    cancel  | {"select":"failed"}                         | select must be one of
                    """)
    void whenTheRequestForRowsIsWrongThenNothingIsChanged(String action, String json, String said) throws Exception {
        HttpResponse<String> answer = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> rig.send(rig.post("/api/v1/jobs/mugs/" + action, json)), it -> it.statusCode() != 409);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(ApiRig.json(answer).path("detail").asString())
                .contains(said)
                .doesNotContain("--", folder.toString());
        assertThat(rig.json("/api/v1/runs/" + run + "/rows").valueStream())
                .extracting(row ->
                        row.path("row").asInt() + " " + row.path("status").asString())
                .containsExactly("2 delivered", "3 failed", "4 in_doubt", "5 failed");
    }
}
