package dev.reelbatch.web.console;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.LatestVideos;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.RequestedRun.State;
import dev.reelbatch.ledger.RequestedRunList;
import dev.reelbatch.ledger.RequestedRunList.Filter;
import dev.reelbatch.serve.JobFiles;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.serve.WaitReason;
import dev.reelbatch.session.Session;
import dev.reelbatch.web.ResultFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the overview is made of, in no language.
 *
 * @param isFirstUse true if nothing was ever run
 * @param standings of the runs that have begun, by their ids
 * @param waits why runs wait, by the ids of the requests
 * @param latest the latest videos, with their addresses
 * @param toCome what the rest of the running runs would cost, as far as it is known
 * @param places how many videos may be made at once
 * @param progress of the runs that are running, by the ids of the requests
 */
record OverviewData(
        Instant now,
        boolean isFirstUse,
        List<RequestedRun> running,
        List<RequestedRun> waiting,
        List<RequestedRun> ended,
        Map<Long, JobStanding> standings,
        Map<String, RunProgress> progress,
        Map<String, WaitReason> waits,
        List<LatestVideo> latest,
        Cost toCome,
        int places,
        List<JobFiles.Standing> jobFiles,
        SpendingSums spending) {

    /** A video on the overview. */
    record LatestVideo(String job, int row, String address, String video, String still) {}

    @Nullable JobStanding standing(RequestedRun run) {
        return run.runId() == null ? null : standings.get(run.runId());
    }

    /** Reads it from the home. */
    static final class Source {

        private static final int MOST = 20;
        private static final int LATEST = 12;
        private static final Duration RECENT = Duration.ofSeconds(1);

        private final Session session;
        private final RequestedRuns requestedRuns;
        private final JobFiles jobFiles;
        private @Nullable OverviewData latest;
        private @Nullable Long readAt; // ticks

        Source(Session session, RequestedRuns requestedRuns, JobFiles jobFiles) {
            this.session = session;
            this.requestedRuns = requestedRuns;
            this.jobFiles = jobFiles;
        }

        /** Returns what was read a moment ago, so that many who look cost no more than one. */
        synchronized OverviewData recent() {
            if (latest == null || readAt == null || session.time().since(readAt).compareTo(RECENT) >= 0) {
                latest = read();
                readAt = session.time().nanos();
            }
            return latest;
        }

        /** Lets what a person has just changed be seen at once. */
        synchronized void forget() {
            latest = null;
        }

        private OverviewData read() {
            RequestedRunList lists = session.requestedRuns().lists();
            List<RequestedRun> running = lists.find(Filter.in(State.RUNNING), MOST, 0);
            List<RequestedRun> waiting = lists.find(Filter.in(State.QUEUED, State.WAITING_FOR_APPROVAL), MOST, 0);
            List<RequestedRun> ended = lists.find(Filter.in(State.STOPPED, State.COMPLETED, State.INCOMPLETE), MOST, 0);
            Map<Long, JobStanding> standings = session.standing()
                    .ofRuns(Stream.of(running, waiting, ended)
                            .flatMap(List::stream)
                            .map(RequestedRun::runId)
                            .filter(Objects::nonNull)
                            .collect(Collectors.toSet()));
            Map<String, RunProgress> progress = new HashMap<>();
            running.forEach(run -> requestedRuns.progress(run.id()).ifPresent(now -> progress.put(run.id(), now)));
            Map<String, WaitReason> waits = new HashMap<>();
            Stream.concat(running.stream(), waiting.stream())
                    .forEach(
                            run -> requestedRuns.waitReason(run.id()).ifPresent(reason -> waits.put(run.id(), reason)));
            boolean isFirstUse = running.isEmpty()
                    && waiting.isEmpty()
                    && ended.isEmpty()
                    && session.standing().jobs(1, 0).isEmpty();
            return new OverviewData(
                    session.time().now(),
                    isFirstUse,
                    running,
                    waiting,
                    ended,
                    standings,
                    progress,
                    waits,
                    latest(),
                    session.runPages()
                            .latestVideos()
                            .toCome(running.stream()
                                    .map(RequestedRun::runId)
                                    .filter(Objects::nonNull)
                                    .toList()),
                    requestedRuns.places(),
                    jobFiles.all(),
                    SpendingSums.of(session));
        }

        /** Leaves out videos of runs that have no page, and those that are elsewhere. */
        private List<LatestVideo> latest() {
            Map<Long, Optional<RequestedRun>> runs = new HashMap<>();
            List<LatestVideo> all = new ArrayList<>();
            for (LatestVideos.Latest one : session.runPages().latestVideos().latest(LATEST)) {
                RequestedRun run = runs.computeIfAbsent(one.runId(), session.requestedRuns()::ofRun)
                        .orElse(null);
                String name = run == null
                        ? null
                        : ResultFiles.name(one.file(), session.standing().outOf(one.runId()));
                if (run != null && name != null) {
                    all.add(new LatestVideo(
                            run.job(),
                            one.row(),
                            Addresses.ofRun(run.id()) + "?row=" + one.row() + "#panel",
                            Addresses.ofFile(run.id(), name),
                            Addresses.ofStill(run.id(), name)));
                }
            }
            return all;
        }
    }
}
