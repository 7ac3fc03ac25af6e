package dev.reelbatch.api;

import dev.reelbatch.api.VideoAnswer.Expired;
import dev.reelbatch.api.VideoAnswerReader.Step;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import org.jspecify.annotations.Nullable;

/**
 * Opens result URLs. They are on foreign hosts, so this client has no key and keeps no cookies. {@link #fetch} throws
 * for nothing that the network or a server does. Safe for many threads.
 */
public final class VideoClient implements AutoCloseable {

    private static final int MOST_REDIRECTS = 5;

    private final HttpExchanger edge;
    private final VideoAnswerReader reader;
    private final CallListener listener;
    private final Time time;

    /** @param proxies that downloads go through */
    public VideoClient(VideoSettings settings, Proxies proxies, Time time) {
        this(settings, proxies, CallListener.NONE, time);
    }

    /** @param proxies that downloads go through */
    public VideoClient(VideoSettings settings, Proxies proxies, CallListener listener, Time time) {
        this.listener = listener;
        this.time = time;
        this.edge = new HttpExchanger(
                HttpClientFactory.once(settings.connectTimeout(), settings.stallTimeout(), settings.maxConnections())
                        // Lengths and ranges count the bytes on the wire.
                        .disableContentCompression(),
                proxies,
                settings.stallTimeout(),
                time);
        this.reader = new VideoAnswerReader(edge);
    }

    /**
     * Opens a video, over up to five redirects.
     *
     * @param url as the status gave it
     * @param from number of bytes already present; they count only with a validator, since otherwise a changed file
     *     would go unnoticed
     * @param validator of the fetch that they came from
     */
    public VideoAnswer fetch(String url, long from, @Nullable String validator) {
        VideoRequest videoRequest = VideoRequest.of(url, from, validator);
        if (videoRequest == null) {
            return new Expired(new ApiError(
                    0, null, "bad_url", Text.of("The API gave an address that is not a web address."), null));
        }
        long start = time.nanos();
        for (int requests = 0; requests <= MOST_REDIRECTS; requests++) {
            Step step = reader.read(videoRequest, edge.call(videoRequest.request()));
            if (step instanceof Step.Done done) {
                return done.fetch() instanceof VideoAnswer.Opened opened ? counted(opened, start) : done.fetch();
            }
            videoRequest = ((Step.Next) step).ask();
        }
        return new Expired(new ApiError(
                0, null, "redirect", Text.of("Too many redirects; the last was to %s.", videoRequest.host()), null));
    }

    private VideoAnswer counted(VideoAnswer.Opened opened, long start) {
        CountedBody body = new CountedBody(
                opened.body(), bytes -> listener.downloaded(bytes, time.onWallClock(time.since(start))));
        return new VideoAnswer.Opened(body, opened.from(), opened.total(), opened.validator());
    }

    /** Returns the number of downloads in progress, each of which has a connection of its own. */
    public int openCalls() {
        return edge.openCalls();
    }

    /** Cuts off every download in progress: its next read throws. Later ones are not affected. */
    public void abortOpenCalls() {
        edge.abortOpenCalls();
    }

    @Override
    public void close() {
        edge.close();
    }
}
