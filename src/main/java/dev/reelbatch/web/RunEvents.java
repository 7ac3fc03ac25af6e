package dev.reelbatch.web;

import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.terminal.ProgressJson;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends one caller the progress of a run, and its end, on a thread of its own: a caller who does not read must not hold
 * the run up. Progress that comes faster than it is read is left out. It ends as well when the
 * caller may no longer have it.
 */
final class RunEvents implements Consumer<RunProgress> {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final String MESSAGE = "message";
    private static final long CHECK_SECONDS = 2;

    private final RequestedRuns requestedRuns;
    private final String id;
    private final BooleanSupplier mayFollow;
    private final SseEmitter emitter = new SseEmitter(-1L);
    private final AtomicReference<@Nullable RunProgress> next = new AtomicReference<>();
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "events");
        daemon.setDaemon(true);
        return daemon;
    });
    private @Nullable RunProgress last; // used by the sender's thread only

    /**
     * @param mayFollow becomes false when the caller is signed out, removed or changed
     * @param ended called once
     */
    RunEvents(RequestedRuns requestedRuns, String id, BooleanSupplier mayFollow, Runnable ended) {
        this.requestedRuns = requestedRuns;
        this.id = id;
        this.mayFollow = mayFollow;
        emitter.onCompletion(() -> {
            left();
            ended.run();
        });
    }

    /** Begins with the present state, so that nobody waits for the first event. */
    SseEmitter open() {
        sender.scheduleWithFixedDelay(this::check, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
        requestedRuns.progress(id).ifPresent(this);
        if (!requestedRuns.watch(id, this, this::ended)) {
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

    /** Ends it if it has to, and notices that a caller has left who gets no progress. */
    private void check() {
        if (mayFollow.getAsBoolean()) {
            send(SseEmitter.event().comment("."));
        } else {
            left();
            emitter.complete();
        }
    }

    private void sendNext() {
        RunProgress progress = next.getAndSet(null);
        if (progress != null) {
            last = progress;
            send("progress", shown(ProgressJson.line(progress, null, null)));
        }
    }

    private void ended() {
        sender.execute(() -> {
            requestedRuns.find(id).ifPresent(run -> send("end", end(run)));
            emitter.complete();
        });
        sender.shutdown();
    }

    /** Leaves the folders of this machine out of what is said to people. */
    private static String shown(String json) {
        ObjectNode line = (ObjectNode) JSON.readTree(json);
        JsonNode message = line.path(MESSAGE);
        return message.isString()
                ? line.put(MESSAGE, HttpText.of(message.asString())).toString()
                : json;
    }

    private String end(RequestedRun run) {
        String state = run.state().name().toLowerCase(Locale.ROOT);
        if (last != null) {
            return shown(ProgressJson.line(last, state, run.exitCode()));
        }
        Map<String, @Nullable Object> end = new LinkedHashMap<>();
        end.put("job", run.job());
        end.put("outcome", state);
        end.put("exit_code", run.exitCode());
        return JSON.writeValueAsString(end);
    }

    private void send(String name, String json) {
        if (mayFollow.getAsBoolean()) {
            send(SseEmitter.event().name(name).data(json, MediaType.TEXT_PLAIN));
        }
    }

    private void send(SseEmitter.SseEventBuilder event) {
        try {
            emitter.send(event);
        } catch (IOException | IllegalStateException e) { // the caller has left
            left();
        }
    }

    private void left() {
        requestedRuns.forget(id, this);
        sender.shutdown();
    }
}
