package dev.reelbatch.job;

import dev.reelbatch.ledger.Run;
import dev.reelbatch.time.Time;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Spring Batch's own records: a run is a job instance, a try at it a job execution. */
public final class BatchExecutions {

    private static final String LEFT_OVER = """
            select distinct e.job_execution_id
            from batch_job_execution e left join batch_step_execution s on s.job_execution_id = e.job_execution_id
            where e.status in ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN') or s.status = 'UNKNOWN'
            """;

    /**
     * An instance and its first execution are committed one after the other, and an instance without execution never
     * starts.
     */
    private static final String NOT_BEGUN = """
            select i.job_instance_id from batch_job_instance i
            where not exists (select 1 from batch_job_execution e where e.job_instance_id = i.job_instance_id)
            """;

    /** A job's executions are numbered upwards, and only its latest run is ever started again. */
    private static final String OLD = """
            select job_execution_id
            from (select e.job_execution_id, row_number() over (partition by p.parameter_value
                                                                order by e.job_execution_id desc) as age
                  from batch_job_execution e
                  join batch_job_execution_params p on p.job_execution_id = e.job_execution_id
                                                   and p.parameter_name = 'job') aged
            where age > ? order by job_execution_id limit 500
            """;

    private static final String RUNNING = """
            select j.parameter_value as job, r.parameter_value as run, e.create_time
            from batch_job_execution e
            join batch_job_execution_params j on j.job_execution_id = e.job_execution_id and j.parameter_name = 'job'
            join batch_job_execution_params r on r.job_execution_id = e.job_execution_id and r.parameter_name = 'run'
            where e.status in ('STARTING', 'STARTED', 'STOPPING')
            """;

    private final JobRepository repository;
    private final JobOperator operator;
    private final JdbcClient jdbc;
    private final Time time;

    public BatchExecutions(JobRepository repository, JobOperator operator, JdbcClient jdbc, Time time) {
        this.repository = repository;
        this.operator = operator;
        this.jdbc = jdbc;
        this.time = time;
    }

    /** Runs the job for this run to its end, on this thread. */
    JobExecution start(Job job, Run run) throws JobExecutionException {
        return operator.start(job, parameters(run));
    }

    /** Returns true if the run can never be started again, because nothing was left to do. */
    public boolean isCompleted(Run run) {
        JobInstance instance = repository.getJobInstance(RunJob.NAME, parameters(run));
        JobExecution last = instance == null ? null : repository.getLastJobExecution(instance);
        return last != null && last.getStatus() == BatchStatus.COMPLETED;
    }

    /**
     * Ends executions that a dead process left running, so that their instances can be resumed, and forgets an instance
     * without an execution. Called once per process, after the home's lock is taken and before any run starts.
     */
    void recover() {
        jdbc.sql(NOT_BEGUN).query(Long.class).list().forEach(id -> forget(repository.getJobInstance(id)));
        jdbc.sql(LEFT_OVER).query(Long.class).list().forEach(id -> recover(repository.getJobExecution(id)));
    }

    private void forget(@Nullable JobInstance instance) {
        if (instance != null) {
            repository.deleteJobInstance(instance);
        }
    }

    /** Forgets all but the latest executions of each job, and instances left without one. */
    public void forgetOld(int kept) {
        for (long id : jdbc.sql(OLD).param(kept).query(Long.class).list()) {
            JobExecution execution = repository.getJobExecution(id);
            if (execution != null) {
                repository.deleteJobExecution(execution);
                if (repository.getJobExecutions(execution.getJobInstance()).isEmpty()) {
                    repository.deleteJobInstance(execution.getJobInstance());
                }
            }
        }
    }

    /** A run as Spring Batch knows it. */
    record RunKey(String job, long number) {

        static RunKey of(Run run) {
            return new RunKey(run.job().name(), run.number());
        }
    }

    /** Returns the runs that are running, with the starts of their tries. */
    Map<RunKey, Instant> running() {
        Map<RunKey, Instant> running = new HashMap<>();
        jdbc.sql(RUNNING).query(rs -> {
            running.put(
                    new RunKey(rs.getString("job"), Long.parseLong(rs.getString("run"))),
                    rs.getObject("create_time", LocalDateTime.class)
                            .atZone(ZoneId.systemDefault())
                            .toInstant());
        });
        return running;
    }

    private void recover(@Nullable JobExecution last) {
        if (last == null) {
            return;
        }
        // `recover` leaves executions and steps alone that ended UNKNOWN, and those block a restart as well
        for (StepExecution step : last.getStepExecutions()) {
            if (step.getStatus() == BatchStatus.UNKNOWN) {
                step.setStatus(BatchStatus.FAILED);
                step.setEndTime(now());
                repository.update(step);
            }
        }
        if (last.getStatus() == BatchStatus.UNKNOWN) {
            last.setStatus(BatchStatus.FAILED);
            last.setEndTime(now());
            repository.update(last);
        } else {
            operator.recover(last);
        }
    }

    /** Returns the time as Spring Batch stamps its records: the local time of the machine. */
    private LocalDateTime now() {
        return LocalDateTime.ofInstant(time.now(), ZoneId.systemDefault());
    }

    private static JobParameters parameters(Run run) {
        return new JobParametersBuilder()
                .addString("job", run.job().name(), true)
                .addLong("run", (long) run.number(), true)
                .toJobParameters();
    }
}
