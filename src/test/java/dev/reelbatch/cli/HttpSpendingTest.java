package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@Timeout(240)
class HttpSpendingTest extends WithServedHome {

    private static final String SHEET = "prompt,duration\na kite over the sea,4\na boat at dawn,4\n";

    @Override
    Map<String, String> settings() {
        return Map.of("reelbatch.budget-zone", "Asia/Shanghai");
    }

    private JdbcClient jdbc() {
        return JdbcClient.create(rig.session().monitored().dataSource());
    }

    private JsonNode spending(String query) throws Exception {
        HttpResponse<String> answer = rig.get("/api/v1/spending" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ApiRig.json(answer);
    }

    @Test
    void whenRunsHaveSpentThenAmountsAreAddedUpByDayJobAndUserWithWhatIsInDoubtApart() throws Exception {
        assertThat(spending("").path("entries")).isEmpty();
        rig.serve();
        String id = rig.run("launch.csv", SHEET, "max_cost=none").path("id").asString();
        JsonNode cost = rig.awaitState(id, "completed").path("cost");
        String currency = cost.propertyNames().iterator().next();
        double all = cost.path(currency).asDouble();
        assertThat(all).isPositive();
        assertSpent(spending("?by=job").path("entries").get(0), "job", "launch", currency, all, 0);
        assertSpent(spending("?by=user").path("entries").get(0), "user", "owner", currency, all, 0);
        jdbc().sql("update submission set outcome = 'UNKNOWN' where id = (select max(id) from submission)")
                .update();
        for (String by : List.of("job", "user")) {
            assertSpent(
                    spending("?by=" + by).path("entries").get(0),
                    by,
                    by.equals("job") ? "launch" : "owner",
                    currency,
                    all / 2,
                    all / 2);
        }
        JsonNode byDay = spending("");
        assertThat(byDay.path("by").asString()).isEqualTo("day");
        assertThat(byDay.path("time_zone").asString()).isEqualTo("Asia/Shanghai");
        assertThat(byDay.path("charged").path(currency).asDouble()).isEqualTo(all / 2);
        assertThat(byDay.path("in_doubt").path(currency).asDouble()).isEqualTo(all / 2);
        String day = byDay.path("entries").get(0).path("day").asString();
        assertThat(spending("?from=" + day).path("entries")).isNotEmpty();
        assertThat(spending("?to=2020-01-31").path("entries")).isEmpty();
        assertThat(spending("?to=2020-01-31").path("from").asString()).isEqualTo("2020-01-01");
    }

    private static void assertSpent(
            JsonNode entry, String by, String key, String currency, double charged, double inDoubt) {
        assertThat(entry.path(by).asString()).isEqualTo(key);
        assertThat(entry.path("charged").path(currency).asDouble()).isEqualTo(charged);
        assertThat(entry.path("in_doubt").path(currency).asDouble()).isEqualTo(inDoubt);
    }

    /** Midnight in Shanghai is 16:00 in UTC. */
    @Test
    void whenADayIsAskedForThenItBeginsWhereTheBudgetsDoes() throws Exception {
        long quarter = java.time.Instant.parse("2026-03-01T15:45:00Z").getEpochSecond() / 900;
        for (int i = 0; i < 3; i++) {
            jdbc().sql("insert into spent_quarter (quarter, currency, amount) values (?, 'CNY', ?)")
                    .params(quarter + i, i + 1)
                    .update();
        }
        List<String> days = new ArrayList<>();
        spending("?from=2026-03-01&to=2026-03-02")
                .path("entries")
                .forEach(entry -> days.add(entry.path("day").asString() + " "
                        + entry.path("charged").path("CNY").asInt()));
        assertThat(days).containsExactly("2026-03-01 1", "2026-03-02 5");
        assertThat(spending("?from=2026-03-02&to=2026-03-02").path("entries")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "by=week",
                "by=Day",
                "from=yesterday",
                "to=2026-02-30",
                "to=%2B10000-01-01",
                "from=2026-02-02&to=2026-02-01"
            })
    void whenAValueIsWrongThenTheAnswerNamesIt(String query) throws Exception {
        HttpResponse<String> answer = rig.get("/api/v1/spending?" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(ApiRig.json(answer).path("detail").asString()).contains(query.substring(0, query.indexOf('=')));
    }

    @Test
    void whenRunsAndJobsAreListedThenTheNumberOfStatementsDoesNotDependOnThem() throws Exception {
        rig.serve();
        List<Long> statements = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            String id = rig.run(name + ".csv", SHEET.replace("kite", name), "max_cost=none")
                    .path("id")
                    .asString();
            rig.awaitState(id, "completed");
            jdbc().sql("set query_statistics true").update();
            assertThat(rig.json("/api/v1/runs")
                            .get(0)
                            .path("counts")
                            .path("delivered")
                            .asInt())
                    .isEqualTo(2);
            assertThat(rig.json("/api/v1/jobs")).hasSize(statements.size() + 1);
            statements.add(jdbc().sql("select sum(execution_count) from information_schema.query_statistics"
                            + " where sql_statement like 'select%from%run%'")
                    .query(Long.class)
                    .single());
            jdbc().sql("set query_statistics false").update();
        }
        assertThat(statements.get(2)).isEqualTo(statements.get(1)).isPositive();
        assertThat(rig.json("/api/v1/jobs?page=1&size=2")).hasSize(1);
        assertThat(rig.json("/api/v1/jobs?page=1&size=2").get(0).path("job").asString())
                .isEqualTo("c");
    }
}
