package dev.reelbatch.job;

import dev.reelbatch.api.TasksClient;
import dev.reelbatch.api.VideoClient;
import dev.reelbatch.api.VideoSettings;
import dev.reelbatch.download.DeliveredFiles;
import dev.reelbatch.download.DownloadCollaborators;
import dev.reelbatch.download.Downloader;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.load.LoadReader;
import dev.reelbatch.load.LoadWriter;
import dev.reelbatch.poll.PollCollaborators;
import dev.reelbatch.poll.PollSettings;
import dev.reelbatch.poll.Poller;
import dev.reelbatch.pump.Patience;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.submit.FailureLimit;
import dev.reelbatch.submit.InFlight;
import dev.reelbatch.submit.SubmitCollaborators;
import dev.reelbatch.submit.SubmitSettings;
import dev.reelbatch.submit.SubmitStage;
import dev.reelbatch.time.Time;
import java.util.Map;

/** One try at a run: the stages with all they work with, made for it and closed after it. */
final class Execution implements AutoCloseable {

    private final PreparedRun prepared;
    private final Ledgers ledgers;
    private final Reporting reporting;
    private final StopSignal stop;
    private final TasksClient submitApi;
    private final TasksClient pollApi;
    private final VideoClient videos;
    private final LoadReader loadReader;
    private final LoadWriter loadWriter;
    private final InFlight inFlight;
    private final Progress progress;
    private final SubmitStage submit;
    private final Poller poller;
    private final Downloader downloader;
    private volatile boolean submitEnded;
    private volatile boolean pollEnded;

    Execution(
            PreparedRun prepared, Ledgers ledgers, Settings settings, Reporting reporting, StopSignal stop, Time time) {
        this.prepared = prepared;
        this.ledgers = ledgers;
        this.reporting = reporting;
        this.stop = stop;
        Backend backend = prepared.backend();
        Run run = prepared.run();
        RunRequest.Limits limits = prepared.limits();
        Patience patience = new Patience(limits.patience(), stop, time);
        this.submitApi = new TasksClient(backend.api(), backend.key(), time);
        this.pollApi = new TasksClient(backend.api(), backend.key(), time);
        this.videos = new VideoClient(VideoSettings.DEFAULT, time);
        this.loadReader = new LoadReader(prepared.copy(), prepared.rules(), prepared.isLoaded());
        this.loadWriter = new LoadWriter(ledgers.load(), run, backend.name(), prepared.loadKey(), loadReader);
        this.progress = new Progress(run.id());
        this.inFlight = new InFlight(limits.maxInFlight(), ledgers.submit().inFlight(backend.name()));
        SubmitSettings submitSettings = new SubmitSettings(
                run.id(),
                run.outDir().resolve("videos"),
                limits.rows(),
                new SpendingLimits(limits.maxCost(), settings.parsedBudget()),
                settings.submit().parallel(),
                settings.submit().outagePause());
        this.submit = new SubmitStage(
                new SubmitCollaborators(submitApi, ledgers.submit(), submitSettings, inFlight, patience, stop, time),
                limits.rate());
        this.poller = new Poller(
                backend.name(),
                ledgers.poll(),
                pollSettings(settings.poll()),
                new PollCollaborators(pollApi, patience, stop, time),
                () -> submitEnded);
        this.downloader = new Downloader(
                backend.name(),
                settings.download().parallel(),
                new DownloadCollaborators(videos, pollApi, ledgers.download(), patience, stop, time),
                () -> pollEnded);
        listen(limits);
    }

    private static PollSettings pollSettings(Settings.Poll poll) {
        return new PollSettings(
                poll.interval(), poll.firstAfter(), poll.rate().spacing(), poll.giveUpAfter(), poll.parallel());
    }

    private void listen(RunRequest.Limits limits) {
        ledgers.journal().listen(progress);
        ledgers.journal().listen(inFlight);
        ledgers.journal().listen(poller);
        ledgers.journal().listen(downloader);
        if (limits.maxFailures() != null) {
            ledgers.journal().listen(new FailureLimit(limits.maxFailures(), stop));
        }
    }

    /** Another try, free of charge: what timed out is asked again, what could not be fetched is fetched again. */
    void bringBackWhatIsFree() {
        String api = prepared.backend().name();
        ledgers.poll().askAgain(api);
        ledgers.download().fetchAgain(api);
    }

    /** The rows are in the ledger. */
    void loaded() {
        progress.set(ledgers.runs().states(prepared.run().id()));
    }

    /** Files of this run that have vanished are fetched with all the others. */
    void download() throws InterruptedException {
        new DeliveredFiles(ledgers.download()).fetchVanishedAgain(prepared.run());
        downloader.run();
    }

    LoadReader loadReader() {
        return loadReader;
    }

    LoadWriter loadWriter() {
        return loadWriter;
    }

    SubmitStage submit() {
        return submit;
    }

    Poller poller() {
        return poller;
    }

    Progress progress() {
        return progress;
    }

    StopSignal stop() {
        return stop;
    }

    void submitEnded() {
        submitEnded = true;
        poller.wake();
    }

    void pollEnded() {
        pollEnded = true;
        downloader.wake();
    }

    void writeReport() {
        reporting.writeLast(stop);
    }

    boolean isEveryClipDelivered() {
        Map<ClipState, Integer> states = ledgers.runs().states(prepared.run().id());
        return ledgers.runs().invalidRows(prepared.run().id()) == 0
                && states.keySet().stream().allMatch(state -> state == ClipState.DELIVERED);
    }

    @Override
    public void close() {
        ledgers.journal().forgetListeners();
        submitApi.close();
        pollApi.close();
        videos.close();
    }
}
