package dev.reelbatch.job;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.listener.JobExecutionListener;

/** Adds to what is observed of a run whose it is: for Spring Batch, all are of one job. */
final class RunNames implements JobExecutionListener {

    private final ObservationRegistry observations;

    RunNames(ObservationRegistry observations) {
        this.observations = observations;
    }

    @Override
    public void beforeJob(JobExecution execution) {
        Observation job = observations.getCurrentObservation();
        if (job != null) {
            JobParameters run = execution.getJobParameters();
            job.highCardinalityKeyValue("reelbatch.job", String.valueOf(run.getString("job")))
                    .highCardinalityKeyValue("reelbatch.run", String.valueOf(run.getLong("run")));
        }
    }
}
