package dev.reelbatch.api;

import dev.reelbatch.api.HttpOutcome.Answer;
import dev.reelbatch.api.HttpOutcome.NoAnswer;
import dev.reelbatch.api.VideoAnswer.Expired;
import dev.reelbatch.api.VideoAnswer.Opened;
import dev.reelbatch.api.VideoAnswer.Unavailable;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Judges a video host's answer: bytes, another address, or the reason why there are none. */
final class VideoAnswerReader {

    /** The result of one request. */
    sealed interface Step {
        record Done(VideoAnswer fetch) implements Step {}

        record Next(VideoRequest ask) implements Step {}
    }

    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> LATER = Set.of(408, 425, 429);
    private static final Pattern STRONG_ETAG = Pattern.compile("\"[^\"]*\"");
    private static final int LONGEST_ERROR = 4096;

    private final HttpExchanger edge;

    VideoAnswerReader(HttpExchanger edge) {
        this.edge = edge;
    }

    /** Judges the answer; leaves the call open only if its body is the result. */
    Step read(VideoRequest videoRequest, HttpCall httpCall) {
        boolean open = false;
        try {
            ClassicHttpResponse response = httpCall.send();
            Step step = read(videoRequest, httpCall, response);
            open = step instanceof Step.Done done && done.fetch() instanceof Opened;
            return step;
        } catch (IOException | RuntimeException e) { // a closed client throws IllegalStateException
            return new Step.Done(noAnswer(httpCall.noAnswer(e)));
        } finally {
            if (!open) {
                httpCall.close();
            }
        }
    }

    private Step read(VideoRequest videoRequest, HttpCall httpCall, ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        if (REDIRECTS.contains(status)) {
            return redirect(videoRequest, response);
        }
        ContentRange range = range(response);
        if (range != null && range.from() == videoRequest.from() && response.getEntity() != null) {
            return new Step.Done(opened(httpCall, response, range.from(), range.total()));
        }
        // The rest can't be fetched as requested; the whole file perhaps can.
        if (videoRequest.isPartial() && (status == 206 || status == RANGE_NOT_SATISFIABLE)) {
            return new Step.Next(videoRequest.whole());
        }
        if (status == 200 && response.getEntity() != null) {
            return new Step.Done(opened(httpCall, response, 0, length(response)));
        }
        return new Step.Done(nothing(videoRequest, edge.read(httpCall, response, LONGEST_ERROR)));
    }

    private static VideoAnswer noAnswer(NoAnswer none) {
        ApiError error =
                new ApiError(0, null, none.failure().code(), none.failure().message(), null);
        return none.sent() ? new Unavailable(null, error) : new Expired(error);
    }

    private static Step redirect(VideoRequest videoRequest, ClassicHttpResponse response) {
        String location = HttpExchanger.header(response, HttpHeaders.LOCATION);
        VideoRequest next = location == null ? null : videoRequest.at(location);
        return next != null
                ? new Step.Next(next)
                : new Step.Done(new Expired(new ApiError(
                        response.getCode(),
                        null,
                        "redirect",
                        Text.of("%s redirects to an unusable address.", videoRequest.host()),
                        null)));
    }

    private static Opened opened(HttpCall httpCall, ClassicHttpResponse response, long from, OptionalLong total)
            throws IOException {
        httpCall.liftDeadline();
        return new Opened(new VideoBody(response.getEntity().getContent(), httpCall), from, total, validator(response));
    }

    /**
     * Judges an answer without bytes: some object stores report an expired signature as 400 or the like, so these are
     * not final.
     */
    private static VideoAnswer nothing(VideoRequest videoRequest, Answer answer) {
        int status = answer.status();
        String text = Snippet.of(answer.body());
        String message = text.isEmpty()
                ? Text.of("%s answered HTTP %d.", videoRequest.host(), status)
                : Text.of("%s answered HTTP %d: %s", videoRequest.host(), status, text);
        boolean unreadable = answer.isSuccess();
        ApiError error = new ApiError(status, null, unreadable ? "unreadable_answer" : "http_" + status, message, null);
        boolean later = unreadable || status >= 500 || status == RANGE_NOT_SATISFIABLE || LATER.contains(status);
        return later ? new Unavailable(answer.retryAfter(), error) : new Expired(error);
    }

    /** Returns the range; null if there is none that can be used. */
    private static @Nullable ContentRange range(ClassicHttpResponse response) {
        return response.getCode() == 206
                ? ContentRange.parse(HttpExchanger.header(response, HttpHeaders.CONTENT_RANGE))
                : null;
    }

    private static OptionalLong length(ClassicHttpResponse response) {
        HttpEntity entity = response.getEntity();
        long length = entity == null ? -1 : entity.getContentLength();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    /**
     * Returns the strong ETag. A date does not count: two files may have been made in one second, or have the date of
     * their copying.
     */
    private static @Nullable String validator(ClassicHttpResponse response) {
        String etag = HttpExchanger.header(response, HttpHeaders.ETAG);
        return etag != null && STRONG_ETAG.matcher(etag).matches() ? etag : null;
    }
}
