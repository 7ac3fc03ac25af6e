package dev.reelbatch.job;

import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.serve.FixedJobFiles;
import dev.reelbatch.serve.RunEndListener;
import dev.reelbatch.serve.Schedule;
import dev.reelbatch.serve.ServeLog;
import dev.reelbatch.serve.ServedJob;
import dev.reelbatch.serve.Server;
import dev.reelbatch.stage.StopSignal;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A start of {@code serve} whose jobs are not due: what it has begun before goes on. */
final class ServedJobs {

    private static final ServedJob.When NOT_NOW =
            new ServedJob.When(Schedule.parse("0 2 1 1 *", ZoneOffset.UTC), false);

    private final JobFixture fixture;
    private final LinkedBlockingQueue<Optional<RunResult>> ends = new LinkedBlockingQueue<>();

    ServedJobs(JobFixture fixture) {
        this.fixture = fixture;
    }

    /** @param request of its job file as it is now */
    static ServedJob of(RunRequest request) {
        return new ServedJob(
                Objects.requireNonNull(request.job()),
                request.job() + ".yaml",
                new ServedJob.Sheet(Objects.requireNonNull(request.input())),
                request.served(),
                NOT_NOW);
    }

    /**
     * Serves until that many commands have ended.
     *
     * @return how, where they were not refused
     */
    List<RunResult> serve(List<ServedJob> jobs, int commands) throws InterruptedException {
        StopSignal stop = new StopSignal();
        Server server = new Server(
                fixture.session(),
                fixture.backend(ApiTarget.REHEARSAL),
                new FixedJobFiles(jobs),
                new Server.Way(
                        1,
                        false,
                        Duration.ofMinutes(1),
                        null,
                        jobs.get(0).request().limits()),
                new Noted(),
                new ServeLog(new PrintWriter(Writer.nullWriter()), fixture.time),
                stop,
                fixture.time);
        CompletableFuture<Void> serving = CompletableFuture.runAsync(() -> {
            try {
                server.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        List<Optional<RunResult>> ended = new ArrayList<>();
        while (ended.size() < commands) {
            ended.add(Objects.requireNonNull(ends.poll(1, TimeUnit.MINUTES), "the command does not end"));
        }
        stop.stopAll(new StopSignal.Cause(StopSignal.Kind.INTERRUPTED, "enough"));
        serving.join();
        return ended.stream().flatMap(Optional::stream).toList();
    }

    private final class Noted implements RunEndListener {

        @Override
        public Optional<String> notApproved(String job, String why) {
            return Optional.empty();
        }

        @Override
        public Optional<String> ended(RunResult result, boolean goesOn) {
            if (!goesOn) {
                ends.add(Optional.of(result));
            }
            return Optional.empty();
        }

        @Override
        public Optional<String> refused(String job, Throwable why) {
            ends.add(Optional.empty());
            return Optional.empty();
        }
    }
}
