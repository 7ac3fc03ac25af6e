package dev.reelbatch.simulator;

import dev.reelbatch.time.Time;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /v1/tasks/status}: answers from the task's id alone, or for the id that its submit gave it, with fresh URLs
 * each time.
 */
final class StatusEndpoint implements Endpoint {

    private final KeyCheck keyCheck;
    private final ExternalIdIndex externalIds;
    private final URI videoHost;
    private final Duration urlLifetime;
    private final Time time;

    StatusEndpoint(
            SimulatorSettings settings, KeyCheck keyCheck, ExternalIdIndex externalIds, URI videoHost, Time time) {
        this.keyCheck = keyCheck;
        this.externalIds = externalIds;
        this.videoHost = videoHost;
        this.urlLifetime = time.onWallClock(settings.urlLifetime());
        this.time = time;
    }

    @Override
    public Answer answer(Call call) {
        if (!keyCheck.fit(call)) {
            return ApiErrors.authError();
        }
        return SimulatedTask.of(call.taskId())
                .or(() -> externalIds.find(call))
                .map(this::status)
                .orElseGet(ApiErrors::unknownTask);
    }

    private Answer status(SimulatedTask simulatedTask) {
        Instant now = time.now();
        ObjectNode body = SimulatorJson.object();
        ObjectNode output = body.putObject("output");
        output.put("task_id", simulatedTask.id());
        output.put("task_status", simulatedTask.statusAt(now));
        output.put("submit_time", simulatedTask.submittedAt().getEpochSecond());
        if (simulatedTask.finishedBy(now)) {
            addResult(simulatedTask, now, output);
            body.putObject("usage").put("duration", simulatedTask.seconds());
        }
        body.put("request_id", "");
        return Answer.json(200, SimulatorJson.text(body));
    }

    private void addResult(SimulatedTask simulatedTask, Instant now, ObjectNode output) {
        output.put("finish_time", simulatedTask.finishedAt().getEpochSecond());
        if (!simulatedTask.ending().succeeds()) {
            output.put("error_message", simulatedTask.ending().errorMessage());
            return;
        }
        ArrayNode urls = output.putArray("urls");
        long expires = now.plus(urlLifetime).toEpochMilli();
        for (int number = 1; number <= simulatedTask.ending().videos(); number++) {
            urls.add(videoHost + new VideoPath(simulatedTask.id(), number).toString() + "?expires=" + expires);
        }
    }
}
