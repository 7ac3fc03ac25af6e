package dev.reelbatch.web;

import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.WebRun;
import dev.reelbatch.serve.WebRuns;
import dev.reelbatch.terminal.ProgressJson;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** Sends one caller the progress of a run, and its end. */
final class RunEvents implements Consumer<RunProgress> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WebRuns webRuns;
    private final String id;
    private final SseEmitter emitter = new SseEmitter(-1L);
    private @Nullable RunProgress last;

    RunEvents(WebRuns webRuns, String id) {
        this.webRuns = webRuns;
        this.id = id;
    }

    /** Begins with the present state, so that nobody waits for the first event. */
    SseEmitter open() {
        emitter.onCompletion(() -> webRuns.forget(id, this));
        webRuns.progress(id).ifPresent(this);
        if (!webRuns.watch(id, this, this::ended)) {
            ended();
        }
        return emitter;
    }

    @Override
    public synchronized void accept(RunProgress progress) {
        last = progress;
        send("progress", ProgressJson.line(progress, null, null));
    }

    private synchronized void ended() {
        webRuns.find(id).ifPresent(run -> send("end", end(run)));
        emitter.complete();
    }

    private String end(WebRun run) {
        String state = run.state().name().toLowerCase(Locale.ROOT);
        return last == null
                ? JSON.writeValueAsString(Map.of("job", run.job(), "outcome", state, "exit_code", exitCode(run)))
                : ProgressJson.line(last, state, run.exitCode());
    }

    private static int exitCode(WebRun run) {
        return run.exitCode() == null ? 0 : run.exitCode();
    }

    private void send(String name, String json) {
        try {
            emitter.send(SseEmitter.event().name(name).data(json, MediaType.TEXT_PLAIN));
        } catch (IOException | IllegalStateException e) { // the caller has left
            webRuns.forget(id, this);
        }
    }
}
