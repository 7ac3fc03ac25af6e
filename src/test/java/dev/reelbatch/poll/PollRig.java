package dev.reelbatch.poll;

import dev.reelbatch.api.RequestParameters;
import dev.reelbatch.api.SubmitAnswer;
import dev.reelbatch.ledger.ClipError;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ExternalId;
import dev.reelbatch.ledger.LedgerFixture;
import dev.reelbatch.ledger.OpenSubmission;
import dev.reelbatch.ledger.QueuedClip;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.ledger.SubmitLedger;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.stage.ApiSilence;
import dev.reelbatch.stage.StageRig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Submits rows without the submit step, and runs a poller. */
final class PollRig {

    final StageRig rig;
    volatile boolean submittingEnded = true;
    Duration mayTake = Duration.ZERO;
    PollSettings settings = new PollSettings(
            Duration.ofSeconds(1),
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ofHours(2),
            Duration.ofDays(7),
            Duration.ofSeconds(10),
            4);
    Set<Long> runs = Set.of();
    Duration patience = Duration.ofMinutes(15);

    PollRig(StageRig rig) {
        this.rig = rig;
    }

    /** Turns a run's rows into tasks of the simulator. */
    PollRig submit(Run run) {
        for (QueuedClip clip : rig.ledger.queued(run)) {
            submit(run, clip);
        }
        return this;
    }

    void submit(Run run, QueuedClip clip) {
        OpenSubmission open = begin(run, clip);
        SubmitAnswer.Accepted answer = post(clip);
        rig.ledger.submits.accepted(open, answer.taskId(), answer.requestId());
    }

    /** Records refusals of accepted submits that name the task nevertheless. */
    PollRig refuse(Run run) {
        for (QueuedClip clip : rig.ledger.queued(run)) {
            OpenSubmission open = begin(run, clip);
            rig.ledger.submits.inDoubt(open, post(clip).taskId(), new ClipError(503, "task_in_refusal", "Busy"));
        }
        return this;
    }

    /** Turns a run's rows into tasks that have an id of ours as well. */
    PollRig submitWithIds(Run run) {
        for (QueuedClip clip : rig.ledger.queued(run)) {
            OpenSubmission open = begin(run, clip, id(rig.api.account()));
            SubmitAnswer.Accepted answer = post(open);
            rig.ledger.submits.accepted(open, answer.taskId(), answer.requestId());
        }
        return this;
    }

    /** Records submissions with an id of ours without sending them: their answers were lost. */
    List<OpenSubmission> lose(Run run) {
        return lose(run, rig.api.account());
    }

    List<OpenSubmission> lose(Run run, String account) {
        List<OpenSubmission> lost = new ArrayList<>();
        for (QueuedClip clip : rig.ledger.queued(run)) {
            OpenSubmission open = begin(run, clip, id(account));
            rig.ledger.submits.inDoubt(open, null, new ClipError(500, "internal_error", "Oops"));
            lost.add(open);
        }
        return lost;
    }

    /** The same, but the answer named this task, which another row has. */
    void loseNaming(Run run, String task) {
        QueuedClip clip = rig.ledger.queued(run).get(0);
        rig.ledger.submits.accepted(begin(run, clip, id(rig.api.account())), task, null);
    }

    private static ExternalId id(String account) {
        return new ExternalId(UUID.randomUUID().toString(), account);
    }

    /** Sends a submission that has an id of ours. */
    SubmitAnswer.Accepted post(OpenSubmission open) {
        String request = RequestParameters.with(
                open.clip().request(),
                "external_task_id",
                Objects.requireNonNull(open.externalId()).text());
        return (SubmitAnswer.Accepted) rig.api.submit(request, () -> {});
    }

    private OpenSubmission begin(Run run, QueuedClip clip) {
        return begin(run, clip, null);
    }

    /** Uses the poller's clock: otherwise a task would be months old at once. */
    private OpenSubmission begin(Run run, QueuedClip clip, @Nullable ExternalId externalId) {
        rig.ledger.time.setWallClock(rig.time.now());
        return ((SubmitLedger.Begin.Begun) rig.ledger.submits.begin(
                        clip, run.id(), Wish.NONE, rig.out.resolve("videos"), SpendingLimits.NONE, externalId))
                .submission();
    }

    private SubmitAnswer.Accepted post(QueuedClip clip) {
        return (SubmitAnswer.Accepted) rig.api.submit(clip.clip().request(), () -> {});
    }

    /** Creates a poller that ends when no more tasks come and none is open. */
    Poller poller() {
        AtomicReference<Poller> self = new AtomicReference<>();
        Poller poller = new Poller(
                LedgerFixture.API,
                rig.api,
                rig.ledger.polls,
                rig.ledger.submits.lost(),
                settings,
                request -> mayTake,
                () -> runs,
                new ApiSilence(patience, rig.stop, rig.time),
                () -> submittingEnded && Objects.requireNonNull(self.get()).isIdle(),
                rig.stop,
                rig.time);
        self.set(poller);
        rig.ledger.journal.listen(poller);
        return poller;
    }

    /** Polls on a separate thread. */
    CompletableFuture<Void> start(Poller poller) {
        return CompletableFuture.runAsync(() -> {
            try {
                poller.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    List<ClipState> poll() throws InterruptedException {
        poller().run();
        return new ArrayList<>(rig.states());
    }
}
