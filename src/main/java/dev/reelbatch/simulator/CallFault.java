package dev.reelbatch.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * A fault of a call. It wraps the endpoint, and decides whether the call reaches it and what happens to the answer.
 * Faults combine with {@link #then}.
 */
@FunctionalInterface
public interface CallFault {

    /** Returns the answer; an {@link IOException} drops the connection (the client sees a reset). */
    Answer apply(Exchange exchange) throws IOException;

    /** Applies this fault around another one: {@code delay(d).then(drop())} drops after the delay. */
    default CallFault then(CallFault inner) {
        return outer -> apply(new Exchange(outer.call(), outer.time(), call -> inner.apply(outer.withCall(call))));
    }

    /** Answers without processing: a submit is not accepted. */
    static CallFault answer(Answer answer) {
        return exchange -> answer;
    }

    /** Drops the connection before processing: a submit is not accepted, which the client can't know. */
    static CallFault drop() {
        return exchange -> {
            throw new IOException("Dropped on demand");
        };
    }

    /** Processes, then drops the connection instead of answering: a submit is accepted. */
    static CallFault processThenDrop() {
        return exchange -> {
            exchange.process();
            throw new IOException("Dropped on demand after processing");
        };
    }

    /** Processes, then answers something other than the truth: a submit is accepted. */
    static CallFault processThenAnswer(Answer answer) {
        return exchange -> {
            exchange.process();
            return answer;
        };
    }

    /** Waits before processing. */
    static CallFault delay(Duration duration) {
        return exchange -> {
            exchange.sleep(duration);
            return exchange.process();
        };
    }

    /** Processes at once and delays the answer. */
    static CallFault processThenDelay(Duration duration) {
        return exchange -> {
            Answer answer = exchange.process();
            exchange.sleep(duration);
            return answer;
        };
    }

    /** Sends the answer's body byte by byte, with a pause after each. */
    static CallFault trickle(Duration pause) {
        return exchange -> {
            Answer answer = exchange.process();
            return answer.body(new TrickledBody(answer.body(), exchange.time(), pause));
        };
    }

    /** Processes, and answers 200 with half a JSON object. */
    static CallFault garbage() {
        return processThenAnswer(Answer.json(200, "{\"output\":{\"task_id\":\"4b1"));
    }

    /** Announces the whole body, sends this many bytes of it, and closes the connection. */
    static CallFault cutAfter(long bytes) {
        return exchange -> {
            Answer answer = exchange.process();
            return answer.header("Connection", "close").body(new CutBody(answer.body(), bytes));
        };
    }

    /** Sends the beginning of the true answer as if it were all, without announcing a length. */
    static CallFault cutUnnoticed(long bytes) {
        return exchange -> {
            Answer answer = exchange.process();
            return answer.body(new UnannouncedBody(new CutBody(answer.body(), bytes), 0));
        };
    }

    /** Sends the true answer in chunks, without announcing its length. */
    static CallFault chunked() {
        return tooLong(0);
    }

    /** Sends the true answer and {@code bytes} zero bytes after it, in chunks, without announcing a length. */
    static CallFault tooLong(long bytes) {
        return exchange -> {
            Answer answer = exchange.process();
            return answer.body(new UnannouncedBody(answer.body(), bytes));
        };
    }

    /** Sends the true answer compressed, whether or not the client accepts that. */
    static CallFault gzip() {
        return exchange -> {
            Answer answer = exchange.process();
            return answer.header("Content-Encoding", "gzip").body(new GzippedBody(answer.body()));
        };
    }

    /** Processes, then changes the text of the answer: fields that are missing, new or strange. */
    static CallFault rewrite(UnaryOperator<String> change) {
        return exchange -> {
            Answer answer = exchange.process();
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            answer.body().writeTo(text);
            return answer.body(
                    Body.text(answer.body().contentType(), change.apply(text.toString(StandardCharsets.UTF_8))));
        };
    }

    /** Answers with a page for people, with status 200, instead of a video. */
    static CallFault htmlPage() {
        return answer(Answer.html(200, "<!doctype html><title>Sorry</title><p>We are tidying up. Back soon."));
    }

    static CallFault redirectTo(URI target) {
        return answer(Answer.html(302, "").header("Location", target.toString()));
    }

    /** Ignores ranges: sends the whole video, whatever part is requested. */
    static CallFault withoutRanges() {
        return exchange -> exchange.process(exchange.call().without("Range"));
    }

    /** Changes the video after the client saw it: another ETag, so If-Range no longer matches. */
    static CallFault changedETag() {
        return exchange -> {
            Call call = exchange.call();
            boolean conditional = call.header("If-Range") != null;
            return exchange.process(conditional ? call.without("Range") : call).header("ETag", "\"changed\"");
        };
    }
}
