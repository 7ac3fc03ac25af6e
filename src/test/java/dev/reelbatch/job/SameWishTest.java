package dev.reelbatch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paid clips are found again, however programs, people and addresses spell the request. */
@Timeout(120)
class SameWishTest {

    private static final String FIRST = """
            prompt,id,parameters.seed
            a red mug,8,1234
            a blue mug,Cup-A,1234
            """;

    private final Path folder;

    SameWishTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prompt,id,Parameters.Seed\na red mug,8.0,1234.0\na blue mug,CUP-A,1234\n",
                "Prompt,ID,parameters.seed\na red mug\u200b,08,１２３４\n\ufeffa blue mug\u00ad,cup-a\u200e,1234\n",
                "prompt,id,parameters.seed\na blue mug,Cup-A,1234\na red mug,８,1234\n"
            })
    void whenASheetIsSpelledInAnotherWayThenNothingIsPaidAgain(String again) {
        try (JobFixture fixture = new JobFixture(folder)) {
            fixture.run(fixture.request(fixture.sheet("mugs.csv", FIRST)));
            Path other = fixture.sheet("again.csv", again);

            RunPlan runPlan = fixture.plan(JobFixture.request(other, "again", folder.resolve("again")));
            assertThat(runPlan.offer().toPay()).isZero();
            assertThat(runPlan.offer().existing()).isEqualTo(Map.of(ClipState.DELIVERED, 2));
            fixture.run(runPlan);

            assertThat(fixture.simulator.submitCalls()).isEqualTo(2);
            assertThat(fixture.count("clip")).isEqualTo(2);
        }
    }

    @Test
    void whenTwoIdsOfASheetAreSpellingsOfOneThenEachRowIsPaidForOnce() {
        try (JobFixture fixture = new JobFixture(folder)) {
            Path sheet = fixture.sheet("mugs.csv", "prompt,id\na red mug,a\na red mug,A\na red mug,8\na red mug,8.0\n");

            RunPlan runPlan = fixture.plan(fixture.request(sheet));
            assertThat(runPlan.offer().toPay()).isEqualTo(4);
            fixture.run(runPlan);
            fixture.run(
                    fixture.request(fixture.sheet("mugs.csv", "prompt,id\na red mug,A\na red mug,8\na red mug,9\n")));

            assertThat(fixture.simulator.submitCalls()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:80, http://127.0.0.1",
        "https://api-us-ca.umodelverse.ai, modelverse",
        "https://api.modelverse.cn., modelverse",
        "https://gateway.example.:443, https://gateway.example",
        "https://proxy.example, modelverse"
    })
    void whenAnAddressHadAnotherNameThenWhatWasAskedOfItIsPolledAndNotPaidAgain(String before, String now) {
        String database = "jdbc:h2:file:" + folder.resolve("ledger");
        try (JobFixture fixture = new JobFixture(folder, Time.faster(50), database, Map.of())) {
            Path sheet = fixture.sheet("mugs.csv", FIRST);
            fixture.run(fixture.plan(fixture.request(sheet), before));
            fixture.jdbc.sql("delete from video where clip_id = 1").update();
            fixture.jdbc
                    .sql("update clip set state = 'SUBMITTED', finished_at = null where id = 1")
                    .update();
            assertThat(fixture.simulator.submitCalls()).isEqualTo(2);
        }
        Map<String, String> hosts = Map.of("reelbatch.api.hosts", "proxy.example");
        try (JobFixture fixture = new JobFixture(folder, Time.faster(50), database, hosts)) {
            fixture.bean(Recovery.class).recover();
            RunPlan runPlan = fixture.plan(fixture.request(fixture.sheet("mugs.csv", FIRST)), now);

            assertThat(runPlan.offer().toPay()).isZero();
            fixture.run(runPlan);
            assertThat(fixture.simulator.submitCalls()).isZero();
            assertThat(fixture.count("clip where state = 'SUBMITTED'")).isZero();
            assertThat(fixture.count("clip where api = '" + now + "'")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:80, http://127.0.0.1, false",
        "http://Gateway.example, http://gateway.example, true",
        "https://proxy.example, modelverse, true"
    })
    void whenARunWasCutShortUnderAnotherNameOfItsApiThenItGoesOn(String before, String now, boolean isServed) {
        String database = "jdbc:h2:file:" + folder.resolve("ledger");
        try (JobFixture fixture = new JobFixture(folder, Time.faster(50), database, Map.of())) {
            RunRequest request = fixture.request(fixture.sheet("mugs.csv", FIRST + "a green mug,Cup-B,1234\n"));
            fixture.runUntil(2, isServed ? request.served() : request, before);
            assertThat(fixture.count("clip where state = 'QUEUED'")).isEqualTo(1);
        }
        Map<String, String> hosts = Map.of("reelbatch.api.hosts", "proxy.example");
        try (JobFixture fixture = new JobFixture(folder, Time.faster(50), database, hosts)) {
            fixture.restart();
            fixture.restart();
            RunRequest byName = JobFixture.request(null, "mugs", null);
            RunRequest again = isServed
                    ? byName.served()
                            .resume(
                                    "mugs",
                                    fixture.runs().unfinished().cutShort("mugs").get(0),
                                    folder.resolve("mugs.csv"))
                    : byName;

            RunPlan runPlan = fixture.plan(again, now);
            assertThat(runPlan.offer().toPay()).isEqualTo(1);
            fixture.run(runPlan);
            assertThat(fixture.simulator.submitCalls()).isEqualTo(1);
            assertThat(fixture.count("run")).isEqualTo(1);
            assertThat(fixture.count("clip where state = 'DELIVERED' and api = '" + now + "'"))
                    .isEqualTo(3);
            assertThat(fixture.plan(byName, now).offer().toPay()).isZero();
            assertThatThrownBy(() -> fixture.plan(byName, "http://127.0.0.2"))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("another API");
        }
    }

    @Test
    void whenAPersonsNextTakesWereCutShortThenTheyGoOnAlsoAfterThoseOfServeHaveEnded() {
        try (JobFixture fixture = new JobFixture(folder)) {
            RunRequest once = fixture.request(fixture.sheet("mugs.csv", FIRST + "a green mug,Cup-B,1234\n"));
            RunRequest fresh =
                    new RunRequest(once.input(), once.job(), once.out(), null, null, false, true, once.limits());
            fixture.run(once);
            fixture.runUntil(1, fresh);
            assertThat(fixture.simulator.submitCalls()).isEqualTo(4);
            fixture.run(fresh.served());
            int before = fixture.simulator.submitCalls();

            fixture.run(fresh);
            assertThat(fixture.simulator.submitCalls())
                    .as("the rest of the first")
                    .isEqualTo(before + 2);
            fixture.run(fresh);
            assertThat(fixture.simulator.submitCalls()).as("anew").isEqualTo(before + 5);
        }
    }

    @Test
    void whenARunWasKilledBeforeItsRowsWereLoadedThenItGoesOnByName() {
        try (JobFixture fixture = new JobFixture(folder)) {
            RunRequest request = fixture.request(fixture.sheet("mugs.csv", FIRST));
            RunPlan runPlan = fixture.plan(request, "http://127.0.0.1:80");
            Ledgers ledgers = fixture.bean(Ledgers.class);
            ledgers.runs().createRun(ledgers.jobs().createJob("mugs", folder.toString()), runPlan.draft());

            assertThat(fixture.plan(JobFixture.request(null, "mugs", null), "http://127.0.0.1")
                            .offer()
                            .toPay())
                    .isEqualTo(2);
        }
    }

    @Test
    void whenTasksAreOpenAtAnotherAddressThenTheyAreTold() {
        try (JobFixture fixture = new JobFixture(folder)) {
            fixture.run(fixture.plan(fixture.request(fixture.sheet("mugs.csv", FIRST)), "http://127.0.0.1:9000"));
            fixture.jdbc.sql("update clip set state = 'SUBMITTED' where id = 1").update();
            JobStatuses jobStatuses = fixture.bean(JobStatuses.class);

            assertThat(jobStatuses.openElsewhere("modelverse")).isEqualTo(Map.of("http://127.0.0.1:9000", 1));
            assertThat(jobStatuses.openElsewhere("http://127.0.0.1:9000")).isEmpty();
            assertThat(jobStatuses.openElsewhere(null)).isEmpty();
            fixture.jdbc.sql("update clip set api = 'modelverse' where id = 1").update();
            assertThat(jobStatuses.openElsewhere("http://127.0.0.1:9000"))
                    .isEqualTo(Map.of("https://api.modelverse.cn", 1));
        }
    }

    /** Made by the version before keys: two sheets against http://127.0.0.1:80, all delivered. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "prompt,id,Parameters.Seed,parameters.style\na red mug on a table,8,1234,８\na blue mug on a table,Cup-A,1234,x\na green mug on a table,12,,\n",
                "prompt,id,parameters.seed,parameters.style\na red mug on a table,8.0,1234,8\na blue mug on a table,cup-a,1234,x\na green mug on a table,012,,\n",
                "prompt\na plain mug on a table\na plain mug on a table\na plain cup on a table\u200b\n"
            })
    void whenAHomeOfAnEarlierVersionIsOpenedThenNothingInItIsPaidAgain(String csv) throws IOException {
        try (JobFixture fixture = new JobFixture(folder, Time.faster(50), earlierHome(), Map.of())) {
            fixture.bean(Recovery.class).recover();
            fixture.bean(Recovery.class).recover();

            Path sheet = fixture.sheet("other.csv", csv);
            RunPlan runPlan = fixture.plan(fixture.request(sheet), "http://127.0.0.1");
            assertThat(runPlan.offer().toPay()).isZero();
            assertThat(runPlan.offer().adopted()).hasSize(1);
            assertThat(fixture.plan(fixture.request(sheet), "http://127.0.0.2")
                            .offer()
                            .toPay())
                    .isEqualTo(3);
        }
    }

    private String earlierHome() throws IOException {
        Path database = folder.resolve(UUID.randomUUID().toString());
        try (InputStream zipped = SameWishTest.class.getResourceAsStream("/homes/before-identity.mv.db.gz")) {
            Files.copy(new GZIPInputStream(Objects.requireNonNull(zipped)), Path.of(database + ".mv.db"));
        }
        return "jdbc:h2:file:" + database;
    }
}
