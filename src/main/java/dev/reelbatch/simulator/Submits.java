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
final class Submits implements Endpoint {

    private static final Duration FOR_EVER = Duration.ofDays(3650);

    private final Keys keys;
    private final Limits limits;
    private final Chance chance;
    private final AcceptedLog accepted;
    private final Duration latency;
    private final Time time;

    Submits(SimulatorSettings settings, Keys keys, AcceptedLog accepted, Time time) {
        this.keys = keys;
        this.limits = new Limits(settings.submitsPerSecond(), settings.maxRunning(), time.nanos());
        this.chance = new Chance(settings);
        this.accepted = accepted;
        this.latency = settings.submitLatency();
        this.time = time;
    }

    @Override
    public Answer answer(Call call) throws IOException {
        Exchange.sleep(time, latency);
        if (!keys.fit(call)) {
            return ApiErrors.authError();
        }
        if (!limits.keepsRate(time.nanos())) {
            return ApiErrors.rateLimit();
        }
        try {
            return accept(SubmitRequest.of(call.body()), call.body());
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    private Answer accept(SubmitRequest request, String body) throws IOException, Refusal {
        Task task = task(request, chance.draw());
        if (!limits.takesOn(task.submittedAt(), task.finishedAt())) {
            throw new Refusal(ApiErrors.tooManyRunning());
        }
        String requestId = UUID.randomUUID().toString();
        accepted.add(
                new AcceptedSubmit(task.id(), requestId, task.submittedAt(), task.finishedAt(), body), request.body());
        return accepted(task.id(), requestId);
    }

    private Task task(SubmitRequest request, Chance.Draw draw) {
        Optional<Marker> marker = Marker.in(request.prompt());
        Ending ending = marker.map(Marker::ending).orElse(draw.fails() ? Ending.FAILURE : Ending.SUCCESS);
        boolean stuck = marker.filter(Marker.STUCK::equals).isPresent();
        Duration generation = stuck ? FOR_EVER : time.onWallClock(draw.generation());
        return new Task(
                Instant.ofEpochMilli(time.now().toEpochMilli()),
                Duration.ofMillis(generation.toMillis()),
                request.clip(),
                request.seconds(),
                ending,
                ThreadLocalRandom.current().nextLong());
    }

    private static Answer accepted(String taskId, String requestId) {
        ObjectNode body = Json.object();
        body.putObject("output").put("task_id", taskId);
        body.put("request_id", requestId);
        return Answer.json(200, Json.text(body));
    }
}
