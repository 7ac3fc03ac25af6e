package dev.reelbatch.job;

import dev.reelbatch.download.Downloader;
import dev.reelbatch.poll.Poller;
import dev.reelbatch.submit.SlowdownReason;
import dev.reelbatch.submit.SubmitThrottle;
import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reasons why the runs on an account are slower than they could be. */
final class AccountSlowdown {

    private static final Duration SOON = Duration.ofMinutes(2);

    private final SubmitThrottle submitThrottle;
    private final Poller poller;
    private final Downloader downloader;
    private final Time time;

    AccountSlowdown(SubmitThrottle submitThrottle, Poller poller, Downloader downloader, Time time) {
        this.submitThrottle = submitThrottle;
        this.poller = poller;
        this.downloader = downloader;
        this.time = time;
    }

    /**
     * Returns the reason why calls fail now or a run waits, or an unknown word of the API; null if all is well.
     *
     * @param own number of tasks under way for the asking run
     */
    @Nullable SlowdownReason reason(boolean submitting, int own) {
        SlowdownReason slow = (submitting
                        ? submitSlowdown(own)
                        : submitThrottle.trouble().or(this::lookups).or(this::downloadSlowdown))
                .orElse(null);
        String unknown = poller.unknownStatuses();
        if (unknown == null) {
            return slow;
        }
        return slow == null
                ? new SlowdownReason(SlowdownReason.Kind.UNKNOWN_STATUS, unknown)
                : new SlowdownReason(slow.kind(), slow.message() + Text.of("; ") + unknown);
    }

    /** Returns the reason why active runs wait after their last submission: answers that were lost. */
    private Optional<SlowdownReason> lookups() {
        int clips = poller.lookups();
        return clips == 0
                ? Optional.empty()
                : Optional.of(new SlowdownReason(
                        SlowdownReason.Kind.LOOKING_UP,
                        Text.of("looking up %s whose answer was lost", Text.counted(clips, "row"))));
    }

    private Optional<SlowdownReason> submitSlowdown(int own) {
        int others = submitThrottle.inFlight() - own;
        return submitThrottle
                .slowdown()
                .map(slow -> slow.kind() != SlowdownReason.Kind.MAX_IN_FLIGHT || others <= 0
                        ? slow
                        : new SlowdownReason(
                                slow.kind(), Text.of("%s; %d of them belong to other runs", slow.message(), others)));
    }

    /**
     * Returns the reason why active runs wait after their last submission: a host that does not deliver its videos yet.
     */
    private Optional<SlowdownReason> downloadSlowdown() {
        return downloader.delay().map(delay -> {
            Duration next = time.onWallClock(delay.next());
            String when = next.compareTo(SOON) < 0 ? Text.of("soon") : Text.of("in %s", Durations.text(next));
            return new SlowdownReason(
                    SlowdownReason.Kind.DOWNLOADS_WAIT,
                    Text.of(
                            "%s can't be downloaded yet, next try %s: %s",
                            Text.counted(delay.clips(), "video"),
                            when,
                            delay.last().message()));
        });
    }
}
