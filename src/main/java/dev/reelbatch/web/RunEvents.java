package dev.reelbatch.web;

import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.WebRun;
import dev.reelbatch.serve.WebRuns;
import dev.reelbatch.terminal.ProgressJson;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends one caller the progress of a run, and its end, on a thread of its own: a caller who does not read must not hold
 * the run up. Progress that comes faster than it is read is left out.
 */
final class RunEvents implements Consumer<RunProgress> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WebRuns webRuns;
    private final String id;
    private final SseEmitter emitter = new SseEmitter(-1L);
    private final AtomicReference<@Nullable RunProgress> next = new AtomicReference<>();
    private final ExecutorService sender = Executors.newSingleThreadExecutor(work -> {
        Thread daemon = new Thread(work, "events");
        daemon.setDaemon(true);
        return daemon;
    });
    private @Nullable RunProgress last; // used by the sender's thread only

    RunEvents(WebRuns webRuns, String id) {
        this.webRuns = webRuns;
        this.id = id;
    }

    /** Begins with the present state, so that nobody waits for the first event. */
    SseEmitter open() {
        emitter.onCompletion(this::left);
        webRuns.progress(id).ifPresent(this);
        if (!webRuns.watch(id, this, this::ended)) {
            ended();
        }
        return emitter;
    }

    @Override
    public void accept(RunProgress progress) {
        if (next.getAndSet(progress) == null && !sender.isShutdown()) {
            sender.execute(this::sendNext);
        }
    }

    private void sendNext() {
        RunProgress progress = next.getAndSet(null);
        if (progress != null) {
            last = progress;
            send("progress", ProgressJson.line(progress, null, null));
        }
    }

    private void ended() {
        sender.execute(() -> {
            webRuns.find(id).ifPresent(run -> send("end", end(run)));
            emitter.complete();
        });
        sender.shutdown();
    }

    private String end(WebRun run) {
        String state = run.state().name().toLowerCase(Locale.ROOT);
        if (last != null) {
            return ProgressJson.line(last, state, run.exitCode());
        }
        Map<String, @Nullable Object> end = new LinkedHashMap<>();
        end.put("job", run.job());
        end.put("outcome", state);
        end.put("exit_code", run.exitCode());
        return JSON.writeValueAsString(end);
    }

    private void send(String name, String json) {
        try {
            emitter.send(SseEmitter.event().name(name).data(json, MediaType.TEXT_PLAIN));
        } catch (IOException | IllegalStateException e) { // the caller has left
            left();
        }
    }

    private void left() {
        webRuns.forget(id, this);
        sender.shutdown();
    }
}
