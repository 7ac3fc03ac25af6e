package dev.reelbatch.job;

import dev.reelbatch.api.CallListener;
import dev.reelbatch.api.TasksClient;
import dev.reelbatch.api.VideoClient;
import dev.reelbatch.api.VideoSettings;
import dev.reelbatch.download.ClipDownload;
import dev.reelbatch.download.DownloadSettings;
import dev.reelbatch.download.Downloader;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.load.Catalogue;
import dev.reelbatch.picture.PictureStore;
import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.poll.PollSettings;
import dev.reelbatch.poll.Poller;
import dev.reelbatch.settings.DownloadProperties;
import dev.reelbatch.settings.PollProperties;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.stage.ApiSilence;
import dev.reelbatch.stage.ChangeSignal;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.submit.AnswerLookups;
import dev.reelbatch.submit.BeforeSending;
import dev.reelbatch.submit.ConcurrencyLimit;
import dev.reelbatch.submit.SubmitOrder;
import dev.reelbatch.submit.SubmitStage;
import dev.reelbatch.submit.SubmitThrottle;
import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part that all runs of a process on one API share, because they use one account: connections, rate, concurrency
 * limit, poller and downloader for every clip of the home.
 *
 * <p>It lives from the first run to the last. A problem that stops the account stops every run on it.
 */
final class Account implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Account.class);

    /** The work of the poller's or the downloader's thread. */
    private interface Work {
        void run() throws InterruptedException;
    }

    private final Ledgers ledgers;
    private final StopSignal stop;
    private final TasksClient submitApi;
    private final TasksClient pollApi;
    private final VideoClient videos;
    private final SubmitThrottle submitThrottle;
    private final Poller poller;
    private final Downloader downloader;
    private final AccountSlowdown slowdown;
    private final Catalogue catalogue;
    private final int parallelSubmits;
    private final List<ClipTransition.Listener> listeners;
    private final ChangeSignal changeSignal;
    private final Time time;
    private final Thread polling;
    private final Thread downloading;
    private volatile boolean over;

    Account(
            ApiTarget apiTarget,
            RunLimits limits,
            Ledgers ledgers,
            Settings settings,
            PictureStore pictures,
            CallListener callListener,
            Supplier<Set<Long>> runs,
            Predicate<Path> isInUse,
            StopSignal stop,
            ChangeSignal changeSignal,
            Time time) {
        this.ledgers = ledgers;
        this.stop = stop;
        this.changeSignal = changeSignal;
        this.time = time;
        ApiSilence apiSilence = new ApiSilence(limits.patience(), stop, time);
        this.submitApi = new TasksClient(apiTarget.api(), apiTarget.key(), pictures, callListener, time);
        this.pollApi = new TasksClient(apiTarget.api(), apiTarget.key(), pictures, callListener, time);
        this.videos = new VideoClient(VideoSettings.DEFAULT, apiTarget.api().proxies(), callListener, time);
        ConcurrencyLimit concurrencyLimit =
                new ConcurrencyLimit(limits.maxInFlight(), ledgers.submissions().inFlight(apiTarget.name()));
        this.submitThrottle = new SubmitThrottle(
                limits.rate(),
                concurrencyLimit,
                ledgers.submissions(),
                settings.submit().outagePause(),
                apiSilence,
                stop,
                time);
        this.catalogue = new Catalogue(settings.models());
        this.poller = new Poller(
                apiTarget.name(),
                pollApi,
                ledgers.poll(),
                ledgers.submit().lost(),
                pollSettings(settings.poll(), settings.submit().lookupFor()),
                catalogue::mayTake,
                runs,
                apiSilence,
                () -> over,
                stop,
                time);
        DownloadSettings downloads = downloadSettings(settings);
        ClipDownload clipDownload = new ClipDownload(
                videos, pollApi, ledgers.download(), downloads, isInUse, apiSilence, () -> over, stop, time);
        this.downloader =
                new Downloader(apiTarget.name(), clipDownload, ledgers.download(), downloads, runs, stop, time);
        this.slowdown = new AccountSlowdown(submitThrottle, poller, downloader, time);
        this.parallelSubmits = settings.submit().parallel();
        this.listeners = List.of(submitThrottle, poller, downloader);
        this.polling = new Thread(() -> work(poller::run), "poll");
        this.downloading = new Thread(() -> work(downloader::run), "download");
    }

    private static PollSettings pollSettings(PollProperties poll, Duration lookupFor) {
        return new PollSettings(
                poll.interval(),
                poll.firstAfter(),
                poll.rate().spacing(),
                poll.giveUpAfter(),
                poll.restAfter(),
                lookupFor,
                poll.parallel());
    }

    private static DownloadSettings downloadSettings(Settings settings) {
        DownloadProperties download = settings.download();
        return new DownloadSettings(
                download.parallel(),
                download.minSpeed().toBytes(),
                download.maxSize().toBytes(),
                settings.poll().restAfter());
    }

    /** Starts polling and downloading the home's clips on this API. */
    void open() {
        listeners.forEach(ledgers.journal()::listen);
        polling.start();
        downloading.start();
    }

    /** Does the work; if it breaks down, it stops the account, and each run on it reports the reason. */
    private void work(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            log.error("The {} thread broke down", Thread.currentThread().getName(), e);
            stop.brokeDown(e);
        } finally {
            changeSignal.signal();
        }
    }

    Connections connections() {
        return new Connections(submitApi.openCalls(), pollApi.openCalls(), videos.openCalls());
    }

    StopSignal stop() {
        return stop;
    }

    /** @param runStop of the run; it stops with the account */
    SubmitStage submitStage(SubmitOrder order, BeforeSending reservation, StopSignal runStop) {
        return new SubmitStage(
                submitApi,
                ledgers.queue(),
                ledgers.submit(),
                reservation,
                order,
                new Lookups(),
                parallelSubmits,
                submitThrottle,
                runStop,
                time);
    }

    AccountSlowdown slowdown() {
        return slowdown;
    }

    boolean isLookingFor(Set<Long> clips) {
        return poller.isLookingFor(clips);
    }

    /** The models are those of the catalogue, and lost answers are looked up by the poller. */
    private final class Lookups implements AnswerLookups {

        @Override
        public @Nullable String parameterOf(String model) {
            return catalogue.externalIdOf(model);
        }

        @Override
        public boolean areUnderWay(Set<Long> clips) {
            return poller.isLookingFor(clips);
        }
    }

    /**
     * Closes the account after the last run. Clips of rows that left their sheets may still be under way and wait for a
     * later run.
     */
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
