package dev.reelbatch.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.job.BatchExecutions;
import dev.reelbatch.job.JobFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HousekeepingTest {

    private final JobFixture fixture;

    HousekeepingTest(@TempDir Path folder) {
        fixture = new JobFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void run(String csv) {
        fixture.run(fixture.request(fixture.sheet("mugs.csv", csv)));
    }

    private List<String> inputs() throws IOException {
        try (Stream<Path> files = Files.list(fixture.folder.resolve("home/inputs"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void whenSpringBatchsRecordsAreOldThenTheLatestOfEachJobStayAndTheRunGoesOn() {
        String failing = "prompt\na mug [fails]\n";
        run("prompt\na mug\n");
        fixture.run(JobFixture.request(fixture.sheet("cups.csv", failing), null, fixture.folder.resolve("cups")));
        run(failing);
        run(failing);
        run(failing);

        fixture.bean(BatchExecutions.class).forgetOld(2);
        assertThat(fixture.count("batch_job_execution"))
                .as("two of mugs, one of cups")
                .isEqualTo(3);
        assertThat(fixture.count("batch_job_instance")).isEqualTo(2);
        assertThat(fixture.count("batch_step_execution")).isEqualTo(15);
        assertThat(fixture.count("batch_job_execution_context")).isEqualTo(3);

        run(failing);
        assertThat(fixture.count("batch_job_execution")).isEqualTo(4);
        assertThat(fixture.count("batch_job_instance")).isEqualTo(2);
        assertThat(fixture.count("submission"))
                .as("the ledger keeps everything")
                .isEqualTo(2);
    }

    @Test
    void whenNoRunWasMadeOfAnInputThenItsCopyGoes() throws IOException {
        run("prompt\na mug\n");
        run("prompt\na cup\n");
        fixture.plan(fixture.request(fixture.sheet("mugs.csv", "prompt\nnobody said yes\n")));
        assertThat(inputs()).hasSize(3);
        fixture.bean(Housekeeping.class).tidy();
        assertThat(inputs()).hasSize(2);
        fixture.bean(Housekeeping.class).tidy();
        assertThat(inputs()).hasSize(2);
    }
}
