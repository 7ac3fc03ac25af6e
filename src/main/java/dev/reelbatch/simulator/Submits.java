package dev.reelbatch.simulator;

import dev.reelbatch.time.Time;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
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
        Marker marker = Marker.in(request.prompt()).orElse(null);
        if (marker == Marker.MODERATED) {
            throw new Refusal(ApiErrors.moderation());
        }
        Task task = task(request, marker, chance.draw());
        if (!limits.takesOn(task.submittedAt(), task.finishedAt())) {
            throw new Refusal(ApiErrors.tooManyRunning());
        }
        String requestId = UUID.randomUUID().toString();
        accepted.add(new AcceptedSubmit(task.id(), requestId, task.submittedAt(), body), request.body());
        return accepted(task.id(), requestId);
    }

    private Task task(SubmitRequest request, @Nullable Marker marker, Chance.Draw draw) {
        Ending ending = marker == null ? Ending.byChance(draw.fails()) : Ending.of(marker);
        Duration generation = marker == Marker.STUCK ? FOR_EVER : time.onWallClock(draw.generation());
        return new Task(
                Instant.ofEpochMilli(time.now().toEpochMilli()),
                Duration.ofMillis(generation.toMillis()),
                request.clip(),
                request.seconds(),
                ending.videos(),
                ending.status(),
                ending.errorMessage(),
                ThreadLocalRandom.current().nextLong());
    }

    private static Answer accepted(String taskId, String requestId) {
        ObjectNode body = Json.object();
        body.putObject("output").put("task_id", taskId);
        body.put("request_id", requestId);
        return Answer.json(200, Json.text(body));
    }

    /** How a task ends. */
    private record Ending(String status, String errorMessage, int videos) {

        static Ending byChance(boolean fails) {
            return fails
                    ? new Ending("Failure", "The video could not be generated", 0)
                    : new Ending(Task.SUCCESS, "", 1);
        }

        static Ending of(Marker marker) {
            return switch (marker) {
                case FAILS, MODERATED -> new Ending("Failure", "The prompt asked for a failure", 0);
                case EXPIRES -> new Ending("Expired", "The task waited too long", 0);
                case CANCELLED -> new Ending("Cancelled", "The task was cancelled", 0);
                case EMPTY -> new Ending(Task.SUCCESS, "", 0);
                case TWO -> new Ending(Task.SUCCESS, "", 2);
                case STUCK -> new Ending(Task.SUCCESS, "", 1);
            };
        }
    }
}
