package dev.reelbatch.serve;

import dev.reelbatch.plan.JobName;
import java.util.List;
import java.util.Optional;

/** The job files as they are served now; they may change while their runs wait. Any thread may call it. */
final class CurrentJobFiles {

    private volatile List<ServedJob> jobs;

    CurrentJobFiles(List<ServedJob> jobs) {
        this.jobs = List.copyOf(jobs);
    }

    List<ServedJob> all() {
        return jobs;
    }

    Optional<ServedJob> find(String name) {
        return jobs.stream().filter(job -> JobName.isSame(job.name(), name)).findFirst();
    }

    void replace(List<ServedJob> others) {
        jobs = List.copyOf(others);
    }

    /**
     * Returns a job file as it was when a run of it was made, with its present limits on money.
     *
     * @throws NotServedException if it is not served any more, so that nothing more is spent for it
     */
    ServedJob limited(ServedJob made) {
        return find(made.name())
                .filter(made::isOfTheSameKind)
                .map(now -> made.within(
                        made.request().limits().spendingAs(now.request().limits())))
                .orElseThrow(NotServedException::new);
    }

    /** Returns a job file as it is now; one that is not served any more as it was. */
    ServedJob latest(ServedJob made) {
        return find(made.name()).orElse(made);
    }
}
