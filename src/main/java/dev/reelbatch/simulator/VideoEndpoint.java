package dev.reelbatch.simulator;

import dev.reelbatch.time.Time;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The video host, an object store: it knows no keys, only URLs that work for a limited time. */
final class VideoEndpoint implements Endpoint {

    private final SampleClipFiles clips = new SampleClipFiles();
    private final long videoBytes;
    private final Time time;

    VideoEndpoint(SimulatorSettings settings, Time time) {
        this.videoBytes = settings.videoBytes();
        this.time = time;
    }

    @Override
    public Answer answer(Call call) {
        if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
            return storeError(405, "MethodNotAllowed", "Videos can only be fetched");
        }
        Optional<VideoPath> path = VideoPath.of(call.path());
        Optional<SimulatedTask> task =
                path.flatMap(p -> SimulatedTask.of(p.taskId())).filter(t -> hasVideo(t, path.get()));
        if (task.isEmpty()) {
            return storeError(404, "NoSuchKey", "The specified key does not exist.");
        }
        if (expired(call.query().get("expires"))) {
            return storeError(403, "AccessDenied", "Request has expired");
        }
        return send(call, video(task.get(), path.get()), eTag(path.get()));
    }

    private boolean hasVideo(SimulatedTask simulatedTask, VideoPath path) {
        return simulatedTask.finishedBy(time.now())
                && path.number() >= 1
                && path.number() <= simulatedTask.ending().videos();
    }

    private boolean expired(@Nullable String expires) {
        return expires == null
                || !expires.matches("\\d{1,18}")
                || Long.parseLong(expires) < time.now().toEpochMilli();
    }

    private SampleVideo video(SimulatedTask simulatedTask, VideoPath path) {
        return new SampleVideo(clips.bytes(simulatedTask.clip()), path.toString(), videoBytes);
    }

    /** Returns the ETag, which depends on the size: a simulator restarted with other settings must not match. */
    private String eTag(VideoPath path) {
        return "\"%08x-%x\"".formatted(path.hashCode(), videoBytes);
    }

    private static Answer send(Call call, SampleVideo sampleVideo, String eTag) {
        Answer answer = rangeAskedFor(call, sampleVideo.length(), eTag)
                .map(range -> sendPart(sampleVideo, range))
                .orElseGet(() -> sendWhole(sampleVideo));
        return answer.header("ETag", eTag).header("Accept-Ranges", "bytes");
    }

    private static Optional<ByteRange> rangeAskedFor(Call call, long length, String eTag) {
        String range = call.header("Range");
        String condition = call.header("If-Range");
        boolean holds = condition == null || condition.equals(eTag);
        return range != null && holds ? ByteRange.of(range, length) : Optional.empty();
    }

    private static Answer sendWhole(SampleVideo sampleVideo) {
        return Answer.of(200, sampleVideo.part(0, sampleVideo.length()));
    }

    private static Answer sendPart(SampleVideo sampleVideo, ByteRange range) {
        if (!range.satisfiable()) {
            return storeError(416, "InvalidRange", "The requested range is not satisfiable")
                    .header("Content-Range", "bytes */" + sampleVideo.length());
        }
        String sent = "bytes %d-%d/%d".formatted(range.start(), range.end() - 1, sampleVideo.length());
        return Answer.of(206, sampleVideo.part(range.start(), range.end())).header("Content-Range", sent);
    }

    private static Answer storeError(int status, String code, String message) {
        return Answer.xml(status, """
                <?xml version="1.0" encoding="UTF-8"?>
                <Error><Code>%s</Code><Message>%s</Message></Error>
                """.formatted(code, message));
    }
}
