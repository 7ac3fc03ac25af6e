package dev.reelbatch.simulator;

import dev.reelbatch.time.Time;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/tasks/submit}: checks a request and turns it into a task. */
final class SubmitEndpoint implements Endpoint {

    private static final Duration FOR_EVER = Duration.ofDays(3650);

    private static final Duration DRAFT_VALID = Duration.ofDays(7);

    private final KeyCheck keyCheck;
    private final AccountLimits accountLimits;
    private final RandomOutcome randomOutcome;
    private final AcceptedLog accepted;
    private final ExternalIdIndex externalIds;
    private final Duration latency;
    private final RequestCheck requestCheck;
    private final Time time;

    SubmitEndpoint(
            SimulatorSettings settings,
            KeyCheck keyCheck,
            AcceptedLog accepted,
            ExternalIdIndex externalIds,
            Time time) {
        this.keyCheck = keyCheck;
        this.accountLimits = new AccountLimits(settings.submitsPerSecond(), settings.maxRunning(), time.nanos());
        this.randomOutcome = new RandomOutcome(settings);
        this.accepted = accepted;
        this.externalIds = externalIds;
        this.latency = settings.submitLatency();
        this.requestCheck = settings.requestCheck();
        this.time = time;
    }

    @Override
    public Answer answer(Call call) throws IOException {
        Exchange.sleep(time, latency);
        if (!keyCheck.fit(call)) {
            return ApiErrors.authError();
        }
        if (!accountLimits.keepsRate(time.nanos())) {
            return ApiErrors.rateLimit();
        }
        try {
            SubmitRequest request = SubmitRequest.of(call.body());
            String wrong = requestCheck.refusal(call.body(), call.pictures());
            return wrong == null ? accept(continued(request), call) : ApiErrors.paramError(wrong);
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    /** Refuses the real video of anything but a draft that has succeeded and is not too old. */
    private SubmitRequest continued(SubmitRequest request) throws Refusal {
        Optional<String> id = request.draftTask();
        if (id.isEmpty()) {
            return request;
        }
        Instant now = time.now();
        return id.flatMap(SimulatedTask::of)
                .filter(draft -> draft.draft() && draft.ending().succeeds() && draft.finishedBy(now))
                .filter(draft -> now.isBefore(draft.submittedAt().plus(DRAFT_VALID)))
                .map(request::continuing)
                .orElseThrow(() -> new Refusal(ApiErrors.paramError("draft_task.id is not the task of a draft")));
    }

    private Answer accept(SubmitRequest request, Call call) throws IOException, Refusal {
        SimulatedTask simulatedTask = task(request, randomOutcome.draw());
        if (!externalIds.add(call, request.externalId(), simulatedTask)) {
            throw new Refusal(ApiErrors.externalIdUsed());
        }
        if (!accountLimits.tryStart(simulatedTask.submittedAt(), simulatedTask.finishedAt())) {
            externalIds.remove(call, request.externalId());
            throw new Refusal(ApiErrors.tooManyRunning());
        }
        String requestId = UUID.randomUUID().toString();
        accepted.add(
                new AcceptedSubmit(
                        simulatedTask.id(),
                        requestId,
                        simulatedTask.submittedAt(),
                        simulatedTask.finishedAt(),
                        call.body()),
                request.body());
        return accepted(simulatedTask.id(), requestId);
    }

    private SimulatedTask task(SubmitRequest request, RandomOutcome.Draw draw) {
        Optional<PromptMarker> marker = PromptMarker.in(request.prompt());
        TaskEnding taskEnding =
                marker.map(PromptMarker::ending).orElse(draw.fails() ? TaskEnding.FAILURE : TaskEnding.SUCCESS);
        boolean stuck = marker.filter(PromptMarker.STUCK::equals).isPresent();
        Duration generation = stuck ? FOR_EVER : time.onWallClock(draw.generation());
        return new SimulatedTask(
                Instant.ofEpochMilli(time.now().toEpochMilli()),
                Duration.ofMillis(generation.toMillis()),
                request.clip(),
                request.seconds(),
                taskEnding,
                ThreadLocalRandom.current().nextLong(),
                request.draft());
    }

    private static Answer accepted(String taskId, String requestId) {
        ObjectNode body = SimulatorJson.object();
        body.putObject("output").put("task_id", taskId);
        body.put("request_id", requestId);
        return Answer.json(200, SimulatorJson.text(body));
    }
}
