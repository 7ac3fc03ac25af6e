package dev.reelbatch.simulator;

import dev.reelbatch.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The rehearsal API: it answers submits and status calls as the real API does, and serves small real videos from
 * another host, all on this machine and free of charge.
 *
 * <p>Words in a prompt decide the outcome of its task: {@code [moderated]} is refused with 400, {@code [fails]},
 * {@code [expires]} and {@code [cancelled]} end in that state, {@code [stuck]} never ends, {@code [no videos]} and
 * {@code [two videos]} succeed with that number of URLs.
 *
 * <p>Task ids contain all that is needed to answer for them: another simulator, started later on another port,
 * continues the tasks of this one. Only the ids that callers give their tasks, in {@code external_task_id}, end with it.
 */
public final class Simulator implements AutoCloseable {

    private final Time time;
    private final boolean remembering;
    private final AcceptedLog accepted;
    private final FaultyEndpoint submits;
    private final FaultyEndpoint statuses;
    private final FaultyEndpoint downloads;
    private final List<Long> arrivals = new ArrayList<>();
    private final AtomicBoolean keySeenByVideoHost = new AtomicBoolean();
    private final SimulatorServer videoDoor;
    private final SimulatorServer apiDoor;

    private Simulator(SimulatorSettings settings, Time time) throws IOException {
        this.time = time;
        this.remembering = settings.remembering();
        this.accepted = AcceptedLog.open(remembering, settings.recordFile());
        this.downloads = new FaultyEndpoint(new VideoEndpoint(settings, time), time);
        this.videoDoor = SimulatorServer.open(settings.videoPort(), this::video);
        KeyCheck keyCheck = new KeyCheck(settings.apiKey(), settings.keyForm());
        ExternalIdIndex externalIds = new ExternalIdIndex();
        this.submits = new FaultyEndpoint(new SubmitEndpoint(settings, keyCheck, accepted, externalIds, time), time);
        this.statuses = new FaultyEndpoint(new StatusEndpoint(settings, keyCheck, externalIds, videoUrl(), time), time);
        this.apiDoor = openApi(settings.apiPort());
    }

    private SimulatorServer openApi(int port) throws IOException {
        try {
            return SimulatorServer.open(port, this::api);
        } catch (IOException portTaken) {
            videoDoor.close();
            accepted.close();
            throw portTaken;
        }
    }

    /**
     * Starts a simulator, which answers as soon as this method returns.
     *
     * @param time a faster time speeds up the whole simulation
     * @throws UncheckedIOException if a port is taken or the record file can't be written
     */
    public static Simulator start(SimulatorSettings settings, Time time) {
        try {
            return new Simulator(settings, time);
        } catch (IOException e) {
            throw new UncheckedIOException("The simulator could not start: " + e.getMessage(), e);
        }
    }

    /** Returns the base of the API's addresses, without a slash at its end. */
    public URI apiUrl() {
        return URI.create("http://127.0.0.1:" + apiDoor.port());
    }

    /** Returns the base of the videos' addresses: for a client, another host than the API's. */
    public URI videoUrl() {
        return URI.create("http://localhost:" + videoDoor.port());
    }

    /** Sets a fault for submits; of several that match, the one set first applies. */
    public Simulator onSubmit(CallMatcher callMatcher, CallFault callFault) {
        submits.on(callMatcher, callFault);
        return this;
    }

    /** Sets a fault for status calls; of several that match, the one set first applies. */
    public Simulator onStatus(CallMatcher callMatcher, CallFault callFault) {
        statuses.on(callMatcher, callFault);
        return this;
    }

    /** Sets a fault for downloads; of several that match, the one set first applies. */
    public Simulator onDownload(CallMatcher callMatcher, CallFault callFault) {
        downloads.on(callMatcher, callFault);
        return this;
    }

    /** Removes all faults. */
    public void clearFaults() {
        submits.clear();
        statuses.clear();
        downloads.clear();
    }

    /** Returns the submits accepted since the start, oldest first; empty if the settings say not to remember them. */
    public List<AcceptedSubmit> accepted() {
        return accepted.remembered();
    }

    public int acceptedCount() {
        return accepted.count();
    }

    /** Returns the number of submits that arrived, accepted or not. */
    public int submitCalls() {
        return submits.calls();
    }

    public int statusCalls() {
        return statuses.calls();
    }

    public int downloadCalls() {
        return downloads.calls();
    }

    /**
     * Returns the times when submits arrived, accepted or not, in {@link Time#nanos()} of the simulator's time; empty
     * if the settings say not to remember them.
     */
    public List<Long> submitArrivals() {
        synchronized (arrivals) {
            return List.copyOf(arrivals);
        }
    }

    /** Returns whether any request to the video host had an Authorization header, which none may have. */
    public boolean keySeenByVideoHost() {
        return keySeenByVideoHost.get();
    }

    /** Drops all connections and frees the ports; tasks live on in their ids. */
    @Override
    public void close() {
        apiDoor.close();
        videoDoor.close();
        try {
            accepted.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer api(Call call) throws IOException {
        return switch (call.method() + " " + call.path()) {
            case "POST /v1/tasks/submit" -> submit(call);
            case "GET /v1/tasks/status" -> statuses.answer(call);
            default -> ApiErrors.notFound();
        };
    }

    private Answer submit(Call call) throws IOException {
        if (remembering) {
            synchronized (arrivals) {
                arrivals.add(time.nanos());
            }
        }
        return submits.answer(call);
    }

    private Answer video(Call call) throws IOException {
        if (call.header("Authorization") != null) {
            keySeenByVideoHost.set(true);
        }
        return downloads.answer(call);
    }
}
