package dev.reelbatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.stage.StopSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.aop.support.AopUtils;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;

/** The job's parameters, its steps and its end as Spring Batch records them. */
@Timeout(120)
class RunJobTest {

    private static final String[] STEPS = {"load", "submit", "poll", "download", "report"};

    private final JobFixture fixture;

    RunJobTest(@TempDir Path folder) {
        fixture = new JobFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<String> steps() {
        return fixture.jdbc
                .sql("select step_name from batch_step_execution order by step_execution_id")
                .query(String.class)
                .list();
    }

    private List<String> statuses() {
        return fixture.jdbc
                .sql("select status from batch_job_execution order by job_execution_id")
                .query(String.class)
                .list();
    }

    @Test
    void whenTheContextStartsThenTheJobRepositoryIsInTheDatabase() {
        Class<?> repository = AopUtils.getTargetClass(fixture.bean(JobRepository.class));
        assertThat(repository).isNotEqualTo(ResourcelessJobRepository.class);
        assertThat(fixture.count("batch_job_instance")).isZero();
        fixture.run(fixture.request(fixture.sheet("mugs.csv", "prompt\na mug\n")));
        assertThat(fixture.count("batch_job_instance")).isEqualTo(1);
    }

    @Test
    void whenEveryClipIsDeliveredThenTheJobIsCompletedByItsFiveSteps() {
        RunResult result = fixture.run(fixture.request(fixture.sheet("mugs.csv", "prompt\na mug\na cup\n")));
        assertThat(result.undelivered()).isZero();
        assertThat(statuses()).containsExactly("COMPLETED");
        assertThat(steps()).containsExactlyInAnyOrder(STEPS);
        assertThat(steps()).startsWith("load").endsWith("report");
        assertThat(fixture.count("batch_step_execution where status <> 'COMPLETED'"))
                .isZero();
        assertThat(fixture.count("batch_job_execution_params where identifying = 'Y'"))
                .isEqualTo(2);
    }

    @Test
    void whenAClipIsNotDeliveredThenTheSameInstanceGoesOnWithEveryStep() {
        RunRequest request = fixture.request(fixture.sheet("mugs.csv", "prompt\na mug\na cup [fails]\n"));
        assertThat(fixture.run(request).undelivered()).isEqualTo(1);
        assertThat(fixture.run(request).undelivered()).isEqualTo(1);
        assertThat(statuses()).containsExactly("FAILED", "FAILED");
        assertThat(fixture.count("batch_job_instance")).isEqualTo(1);
        assertThat(steps()).hasSize(10);
        assertThat(fixture.simulator.acceptedCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"STARTED,STARTED", "STARTING,STARTED", "STOPPING,STOPPING", "UNKNOWN,UNKNOWN", "FAILED,UNKNOWN"})
    void whenADeadProcessLeftAnExecutionRunningThenItIsEndedAndTheRunGoesOn(String job, String step) {
        RunRequest request = fixture.request(fixture.sheet("mugs.csv", "prompt\na mug\na cup [fails]\n"));
        fixture.run(request);
        fixture.jdbc
                .sql("update batch_job_execution set end_time = null, exit_code = 'UNKNOWN', status = ?")
                .param(job)
                .update();
        fixture.jdbc
                .sql(
                        "update batch_step_execution set end_time = null, status = ? where step_name in ('submit', 'poll')")
                .param(step)
                .update();
        fixture.bean(Recovery.class).recover();
        assertThat(statuses()).containsExactly("FAILED");
        RunResult result = fixture.run(request);
        assertThat(result.stopped()).isEmpty();
        assertThat(statuses()).containsExactly("FAILED", "FAILED");
        assertThat(steps()).hasSize(10);
    }

    @Test
    void whenADeadProcessLeftAnInstanceWithoutAnExecutionThenTheRunGoesOn() {
        Path sheet = fixture.sheet("mugs.csv", "prompt\na mug\n");
        RunPlan runPlan = fixture.plan(fixture.request(sheet));
        JobRepository repository = fixture.bean(JobRepository.class);
        JobParameters parameters = new JobParametersBuilder()
                .addString("job", "mugs", true)
                .addLong("run", 1L, true)
                .toJobParameters();
        repository.createJobInstance(RunJob.NAME, parameters); // as Spring Batch does before it makes the execution
        fixture.bean(Recovery.class).recover();
        RunResult result = fixture.runs().run(runPlan, new StopSignal(), runProgress -> {});
        assertThat(result.stopped()).isEmpty();
        assertThat(statuses()).containsExactly("COMPLETED");
        assertThat(fixture.count("batch_job_instance")).isEqualTo(1);
    }

    @Test
    void whenAStepBreaksDownThenTheOthersEndAndItIsADefectThatARepairOutlives() {
        Path sheet = fixture.sheet("mugs.csv", "prompt\na mug\na cup\n");
        fixture.jdbc
                .sql("alter table clip add constraint broken check (state <> 'GENERATED')")
                .update();
        RunResult result = fixture.run(fixture.request(sheet));
        assertThat(result.stopped().map(StopSignal.Cause::kind)).contains(StopSignal.Kind.DEFECT);
        assertThat(result.summary()).isNotEmpty();
        assertThat(fixture.folder.resolve("out/manifest.csv")).exists();
        fixture.jdbc.sql("alter table clip drop constraint broken").update();
        assertThat(fixture.run(fixture.request(sheet)).undelivered()).isZero();
        assertThat(fixture.simulator.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenTheLoadBreaksDownThenNothingIsSubmitted() throws Exception {
        Path sheet = fixture.sheet("mugs.csv", "prompt\na mug\n");
        RunPlan runPlan = fixture.plan(fixture.request(sheet));
        Files.delete(runPlan.sheetFile());
        RunResult result = fixture.runs().run(runPlan, new StopSignal(), runProgress -> {});
        assertThat(result.stopped()).isPresent();
        assertThat(fixture.simulator.submitCalls()).isZero();
        assertThat(fixture.run(fixture.request(sheet)).undelivered()).isZero();
    }
}
