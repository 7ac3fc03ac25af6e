package dev.reelbatch.serve;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.home.Uploads;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.job.RunService;
import dev.reelbatch.ledger.WebRun;
import dev.reelbatch.ledger.WebRunLedger;
import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.plan.JobName;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The runs requested over HTTP: checked, recorded, queued, resumed after a restart, watched and stopped. */
public final class WebRuns {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WebRunLedger ledger;
    private final Uploads uploads;
    private final Path results;
    private final List<Path> folders;
    private final RunService runs;
    private final ApiTarget apiTarget;
    private final RunRequestParser parser;
    private final SharedLimits limits;
    private final Dispatcher dispatcher;
    private final Map<String, ServedWebRun> open = new ConcurrentHashMap<>();

    /**
     * @param results the folder for the results of new jobs
     * @param folders of the results of job files
     */
    WebRuns(
            WebRunLedger ledger,
            Uploads uploads,
            Path results,
            List<Path> folders,
            RunService runs,
            ApiTarget apiTarget,
            RunRequestParser parser,
            SharedLimits limits,
            Dispatcher dispatcher) {
        this.ledger = ledger;
        this.uploads = uploads;
        this.results = results;
        this.folders = folders;
        this.runs = runs;
        this.apiTarget = apiTarget;
        this.parser = parser;
        this.limits = limits;
        this.dispatcher = dispatcher;
    }

    /** Queues the runs that an earlier process accepted and did not finish. */
    WebRuns resume() {
        List<WebRun> left = ledger.open();
        uploads.deleteAllExcept(left.stream().map(WebRun::id).collect(Collectors.toSet()));
        for (WebRun webRun : left) {
            Map<String, List<String>> fields = JSON.readValue(webRun.options(), new TypeReference<>() {});
            queue(webRun, () -> request(webRun.sheet(), webRun.job(), fields), true);
        }
        return this;
    }

    /** Thrown if an idempotency key was used before for another sheet or other options. */
    public static final class KeyReusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        KeyReusedException() {
            super(
                    Text.of(
                            "This Idempotency-Key was used before for another sheet or other fields. Use a new key for a new request."));
        }
    }

    /**
     * Checks a request for a run as {@code run} does, then records and queues it. The same key leads to the same run.
     *
     * @param key null if the caller gave none
     * @param fileName as the caller named it
     * @param fields named as the options of {@code run}, with {@code _} for {@code -}
     * @throws UserException if the run is refused; nothing is left behind then
     * @throws KeyReusedException if the key was used for something else
     */
    public WebRun add(
            String requestedBy,
            @Nullable String key,
            String fileName,
            InputStream sheet,
            Map<String, List<String>> fields) {
        String id = UUID.randomUUID().toString();
        Path file = uploads.keep(id, SheetFileName.of(fileName), sheet);
        try {
            String options = JSON.writeValueAsString(new LinkedHashMap<>(fields));
            String content = Sha256.of(options + Sha256.of(file));
            Optional<WebRunLedger.Added> before = ledger.earlier(requestedBy, key, content);
            WebRunLedger.Added added =
                    before.isPresent() ? before.get() : add(id, requestedBy, key, file, fields, options, content);
            if (!added.isSameContent()) {
                throw new KeyReusedException();
            }
            if (!added.isNew()) {
                uploads.delete(id);
            }
            return added.run();
        } catch (IOException e) {
            uploads.delete(id);
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            uploads.delete(id);
            throw e;
        }
    }

    private WebRunLedger.Added add(
            String id,
            String requestedBy,
            @Nullable String key,
            Path file,
            Map<String, List<String>> fields,
            String options,
            String content) {
        String job = jobOf(file, fields);
        RunRequest request = request(file, job, fields);
        runs.plan(request, apiTarget); // refuses what can't run
        WebRunLedger.Added added = ledger.add(new WebRun.Draft(id, requestedBy, key, content, job, file, options));
        if (added.isNew()) {
            queue(added.run(), () -> request, false);
        }
        return added;
    }

    private String jobOf(Path file, Map<String, List<String>> fields) {
        RunRequest said = parser.parse(file, fields);
        return runs.correctedJob(file, said.reading())
                .orElseGet(() -> said.job() == null ? JobName.of(file) : JobName.checked(said.job()));
    }

    private RunRequest request(Path file, String job, Map<String, List<String>> fields) {
        RunRequest said = parser.parse(file, fields).served();
        Path out = runs.resultsOf(job).orElseGet(() -> results.resolve(job));
        return said.forSheet(file, job, out).within(limits.hold(said.limits()));
    }

    private void queue(WebRun webRun, Supplier<RunRequest> request, boolean resumed) {
        ServedWebRun run = new ServedWebRun(webRun, request, resumed, runs, apiTarget, ledger, this::over);
        open.put(webRun.id(), run);
        dispatcher.add(run);
    }

    private void over(ServedWebRun run) {
        open.remove(run.id());
        uploads.delete(run.id());
    }

    /** Returns the figures of all runs of this process, whoever requested them. */
    public RunFigures figures() {
        return dispatcher.figures();
    }

    /** Returns the folders for results: of new jobs, and of job files. */
    public List<Path> resultsFolders() {
        return Stream.concat(Stream.of(results), folders.stream()).toList();
    }

    public Optional<WebRun> find(String id) {
        return ledger.find(id);
    }

    /** Returns requested runs, newest first. */
    public List<WebRun> latest(int limit, int offset) {
        return ledger.latest(limit, offset);
    }

    /** Returns the present progress of a run; empty if it does not run. */
    public Optional<RunProgress> progress(String id) {
        return Optional.ofNullable(open.get(id)).map(ServedWebRun::progress);
    }

    /**
     * Passes each progress report of a run on.
     *
     * @param ended called once after its end
     * @return false if it is over
     */
    public boolean watch(String id, Consumer<RunProgress> watcher, Runnable ended) {
        ServedWebRun run = open.get(id);
        return run != null && run.watch(watcher, ended);
    }

    public void forget(String id, Consumer<RunProgress> watcher) {
        Optional.ofNullable(open.get(id)).ifPresent(run -> run.forget(watcher));
    }

    /** Stops a run in an orderly way, or takes it out of the queue. Returns false if it is over. */
    public boolean stop(String id) {
        ServedWebRun run = open.get(id);
        if (run == null) {
            return false;
        }
        if (!dispatcher.withdraw(run)) {
            run.stop();
        }
        return true;
    }
}
