package dev.reelbatch.simulator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The path of a task's n-th video (from 1) on the video host. */
record VideoPath(String taskId, int number) {

    private static final Pattern PATH = Pattern.compile("/v/([\\w-]+)/(\\d{1,3})\\.mp4");

    static Optional<VideoPath> of(String path) {
        Matcher matcher = PATH.matcher(path);
        return matcher.matches()
                ? Optional.of(new VideoPath(matcher.group(1), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "/v/" + taskId + "/" + number + ".mp4";
    }
}
