package dev.reelbatch.simulator;

import dev.reelbatch.time.Time;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/tasks/status}: answers from the task's id alone, with URLs that are fresh each time. */
final class Statuses implements Endpoint {

    private final Keys keys;
    private final URI videoHost;
    private final Duration urlLifetime;
    private final Time time;

    Statuses(SimulatorSettings settings, Keys keys, URI videoHost, Time time) {
        this.keys = keys;
        this.videoHost = videoHost;
        this.urlLifetime = time.onWallClock(settings.urlLifetime());
        this.time = time;
    }

    @Override
    public Answer answer(Call call) {
        if (!keys.fit(call)) {
            return ApiErrors.authError();
        }
        return Task.of(call.taskId()).map(this::status).orElseGet(ApiErrors::unknownTask);
    }

    private Answer status(Task task) {
        Instant now = time.now();
        ObjectNode body = Json.object();
        ObjectNode output = body.putObject("output");
        output.put("task_id", task.id());
        output.put("task_status", task.statusAt(now));
        output.put("submit_time", task.submittedAt().getEpochSecond());
        if (task.finishedBy(now)) {
            addResult(task, now, output);
            body.putObject("usage").put("duration", task.seconds());
        }
        body.put("request_id", "");
        return Answer.json(200, Json.text(body));
    }

    private void addResult(Task task, Instant now, ObjectNode output) {
        output.put("finish_time", task.finishedAt().getEpochSecond());
        if (!task.ending().succeeds()) {
            output.put("error_message", task.ending().errorMessage());
            return;
        }
        ArrayNode urls = output.putArray("urls");
        long expires = now.plus(urlLifetime).toEpochMilli();
        for (int number = 1; number <= task.ending().videos(); number++) {
            urls.add(videoHost + new VideoPath(task.id(), number).toString() + "?expires=" + expires);
        }
    }
}
