package dev.reelbatch.download;

import dev.reelbatch.ledger.DownloadLedger;
import dev.reelbatch.ledger.HistoryLine;
import dev.reelbatch.ledger.Video;
import dev.reelbatch.time.Time;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Notes tries to fetch videos in the history of their clips. */
final class FetchHistory {

    private final DownloadLedger ledger;
    private final Time time;

    FetchHistory(DownloadLedger ledger, Time time) {
        this.ledger = ledger;
        this.time = time;
    }

    /**
     * Adds a try.
     *
     * @param bytes that arrived; a file that was there already is no try
     */
    void add(Video video, Instant began, VideoDownload.Result result, long bytes) {
        if (bytes > 0 || result.message() != null) {
            ledger.tried(video, HistoryLine.fetch(began, time.now(), host(video.url()), bytes, result.message()));
        }
    }

    /** Returns the host alone: the rest of an address may be a key to the video. */
    private static @Nullable String host(String url) {
        try {
            return URI.create(url).getHost();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
