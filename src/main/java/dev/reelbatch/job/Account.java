package dev.reelbatch.job;

import dev.reelbatch.api.TasksClient;
import dev.reelbatch.api.VideoClient;
import dev.reelbatch.api.VideoSettings;
import dev.reelbatch.download.DownloadCollaborators;
import dev.reelbatch.download.Downloader;
import dev.reelbatch.ledger.ClipMove;
import dev.reelbatch.poll.PollCollaborators;
import dev.reelbatch.poll.PollSettings;
import dev.reelbatch.poll.Poller;
import dev.reelbatch.pump.Patience;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.submit.InFlight;
import dev.reelbatch.submit.Slowdown;
import dev.reelbatch.submit.Traffic;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all runs of a process share that go against one API, since it is one account: its connections,
 * one pace, one ceiling of tasks in flight, one poller and one downloader for every clip of the home.
 *
 * <p>It lives from its first run to its last. What stops the account stops every run on it.
 */
final class Account implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Account.class);

    /** What the poller's or the downloader's thread does. */
    private interface Work {
        void run() throws InterruptedException;
    }

    private final Ledgers ledgers;
    private final StopSignal stop;
    private final TasksClient submitApi;
    private final TasksClient pollApi;
    private final VideoClient videos;
    private final Traffic traffic;
    private final Poller poller;
    private final Downloader downloader;
    private final List<ClipMove.Listener> listeners;
    private final Bell bell;
    private final Thread polling;
    private final Thread downloading;
    private volatile boolean over;

    Account(
            Backend backend,
            RunRequest.Limits limits,
            Ledgers ledgers,
            Settings settings,
            Predicate<Path> isInUse,
            StopSignal stop,
            Bell bell,
            Time time) {
        this.ledgers = ledgers;
        this.stop = stop;
        this.bell = bell;
        Patience patience = new Patience(limits.patience(), stop, time);
        this.submitApi = new TasksClient(backend.api(), backend.key(), time);
        this.pollApi = new TasksClient(backend.api(), backend.key(), time);
        this.videos = new VideoClient(VideoSettings.DEFAULT, backend.api().proxies(), time);
        InFlight inFlight = new InFlight(limits.maxInFlight(), ledgers.submit().inFlight(backend.name()));
        this.traffic = new Traffic(
                limits.rate(), inFlight, ledgers.submit(), settings.submit().outagePause(), patience, stop, time);
        this.poller = new Poller(
                backend.name(),
                ledgers.poll(),
                pollSettings(settings.poll()),
                new PollCollaborators(pollApi, patience, stop, time),
                () -> over);
        this.downloader = new Downloader(
                backend.name(),
                settings.download().parallel(),
                new DownloadCollaborators(videos, pollApi, ledgers.download(), isInUse, patience, stop, time),
                () -> over);
        this.listeners = List.of(inFlight, poller, downloader);
        this.polling = new Thread(() -> work(poller::run), "poll");
        this.downloading = new Thread(() -> work(downloader::run), "download");
    }

    private static PollSettings pollSettings(Settings.Poll poll) {
        return new PollSettings(
                poll.interval(), poll.firstAfter(), poll.rate().spacing(), poll.giveUpAfter(), poll.parallel());
    }

    /** From now on the home's clips on this API are polled and downloaded. */
    void open() {
        listeners.forEach(ledgers.journal()::listen);
        poller.whenIdle(bell::ring);
        downloader.whenIdle(bell::ring);
        polling.start();
        downloading.start();
    }

    /** What breaks down stops the account, and each run on it says why. */
    private void work(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            log.error("The {} thread broke down", Thread.currentThread().getName(), e);
            stop.brokeDown(e);
        } finally {
            bell.ring();
        }
    }

    StopSignal stop() {
        return stop;
    }

    TasksClient submitApi() {
        return submitApi;
    }

    Traffic traffic() {
        return traffic;
    }

    /** Why calls fail now, or what the API says in words that are not known; null when all goes well. */
    @Nullable Slowdown trouble(boolean submitting) {
        Slowdown slow = submitting ? traffic.slowdown() : traffic.trouble();
        String words = poller.unknownWords();
        if (words == null) {
            return slow;
        }
        return slow == null
                ? new Slowdown(Slowdown.Kind.UNKNOWN_STATUS, words)
                : new Slowdown(slow.kind(), slow.words() + Text.of("; ") + words);
    }

    boolean isLookingForTasks() {
        return poller.isLookingForTasks();
    }

    boolean isPollingIdle() {
        return poller.isIdle();
    }

    boolean isDownloadingIdle() {
        return downloader.isIdle();
    }

    /** Every run has what it needs: what is left on the way, of rows that left their sheets, waits for a later one. */
    @Override
    public void close() {
        over = true;
        poller.wake();
        downloader.wake();
        join(polling);
        join(downloading);
        listeners.forEach(ledgers.journal()::forget);
        submitApi.close();
        pollApi.close();
        videos.close();
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
