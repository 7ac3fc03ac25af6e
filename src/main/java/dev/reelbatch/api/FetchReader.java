package dev.reelbatch.api;

import dev.reelbatch.api.Fetch.Expired;
import dev.reelbatch.api.Fetch.Opened;
import dev.reelbatch.api.Fetch.Unavailable;
import dev.reelbatch.api.Reply.Answer;
import dev.reelbatch.api.Reply.NoAnswer;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Judges what a video host answers: bytes, another place to ask, or why there is nothing. */
final class FetchReader {

    /** What is known after one request. */
    sealed interface Step {
        record Done(Fetch fetch) implements Step {}

        record Next(Ask ask) implements Step {}
    }

    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> LATER = Set.of(408, 425, 429);
    private static final Pattern STRONG_ETAG = Pattern.compile("\"[^\"]*\"");
    private static final int LONGEST_ERROR = 4096;

    private final HttpEdge edge;

    FetchReader(HttpEdge edge) {
        this.edge = edge;
    }

    /** Leaves the call open only if its body is the result. */
    Step read(Ask ask, Call call) {
        boolean open = false;
        try {
            ClassicHttpResponse response = call.send();
            Step step = read(ask, call, response);
            open = step instanceof Step.Done done && done.fetch() instanceof Opened;
            return step;
        } catch (IOException | RuntimeException e) { // a closed client throws IllegalStateException
            return new Step.Done(noAnswer(call.noAnswer(e)));
        } finally {
            if (!open) {
                call.close();
            }
        }
    }

    private Step read(Ask ask, Call call, ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        if (REDIRECTS.contains(status)) {
            return redirect(ask, response);
        }
        ContentRange range = range(response);
        if (range != null && range.from() == ask.from() && response.getEntity() != null) {
            return new Step.Done(opened(call, response, range.from(), range.total()));
        }
        // The rest can't be had as asked for; the whole perhaps can.
        if (ask.isPartial() && (status == 206 || status == RANGE_NOT_SATISFIABLE)) {
            return new Step.Next(ask.whole());
        }
        if (status == 200 && response.getEntity() != null) {
            return new Step.Done(opened(call, response, 0, length(response)));
        }
        return new Step.Done(nothing(ask, edge.read(call, response, LONGEST_ERROR)));
    }

    private static Fetch noAnswer(NoAnswer none) {
        ApiError error =
                new ApiError(0, null, none.failure().code(), none.failure().message(), null);
        return none.sent() ? new Unavailable(null, error) : new Expired(error);
    }

    private static Step redirect(Ask ask, ClassicHttpResponse response) {
        String location = HttpEdge.header(response, HttpHeaders.LOCATION);
        Ask next = location == null ? null : ask.at(location);
        return next != null
                ? new Step.Next(next)
                : new Step.Done(new Expired(new ApiError(
                        response.getCode(),
                        null,
                        "redirect",
                        Text.of("%s redirects to no usable address.", ask.host()),
                        null)));
    }

    private static Opened opened(Call call, ClassicHttpResponse response, long from, OptionalLong total)
            throws IOException {
        call.liftDeadline();
        return new Opened(new VideoBody(response.getEntity().getContent(), call), from, total, validator(response));
    }

    /** 400 and the like stand for an expired signature at some object stores, so they are not final. */
    private static Fetch nothing(Ask ask, Answer answer) {
        int status = answer.status();
        String text = Snippet.of(answer.body());
        String message = text.isEmpty()
                ? Text.of("%s answers HTTP %d.", ask.host(), status)
                : Text.of("%s answers HTTP %d: %s", ask.host(), status, text);
        boolean unreadable = answer.isSuccess();
        ApiError error = new ApiError(status, null, unreadable ? "unreadable_answer" : "http_" + status, message, null);
        boolean later = unreadable || status >= 500 || status == RANGE_NOT_SATISFIABLE || LATER.contains(status);
        return later ? new Unavailable(answer.retryAfter(), error) : new Expired(error);
    }

    /** Null without a range that can be used. */
    private static @Nullable ContentRange range(ClassicHttpResponse response) {
        return response.getCode() == 206
                ? ContentRange.parse(HttpEdge.header(response, HttpHeaders.CONTENT_RANGE))
                : null;
    }

    private static OptionalLong length(ClassicHttpResponse response) {
        HttpEntity entity = response.getEntity();
        long length = entity == null ? -1 : entity.getContentLength();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    /** Not a date: two files may have been made in one second, or bear the date of their copying. */
    private static @Nullable String validator(ClassicHttpResponse response) {
        String etag = HttpEdge.header(response, HttpHeaders.ETAG);
        return etag != null && STRONG_ETAG.matcher(etag).matches() ? etag : null;
    }
}
