package dev.reelbatch.web;

import dev.reelbatch.ledger.Video;
import dev.reelbatch.ledger.VideoFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of a run's results that a caller may have: its reports and its videos, and nothing that a name leads to. */
public final class ResultFiles {

    private static final Set<String> REPORTS = Set.of("manifest.csv", "manifest.jsonl", "failed.csv", "report.html");
    private static final String VIDEOS = "videos/";

    private ResultFiles() {}

    /** Returns the file; null if there is none, or it is not one of the results. */
    public static @Nullable Path find(Path out, String name) {
        boolean isVideo = name.startsWith(VIDEOS) && name.indexOf('/', VIDEOS.length()) < 0;
        if (!REPORTS.contains(name) && !isVideo) {
            return null;
        }
        try {
            Path file = out.resolve(name);
            return Files.isRegularFile(file) && isWithin(out, file) ? file : null;
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }

    /** Returns the name under which a delivered video is downloaded; null if it is elsewhere, or no video. */
    public static @Nullable String name(Video video, Path out) {
        Path file = video.file();
        return file == null || !video.delivered() ? null : name(file, out);
    }

    /** Returns the name under which a video's file is downloaded; null if it is elsewhere, or no video. */
    public static @Nullable String name(Path file, Path out) {
        return !VideoFile.isVideo(file) || !file.startsWith(out)
                ? null
                : out.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    private static boolean isWithin(Path out, Path file) throws IOException {
        return file.toRealPath().startsWith(out.toRealPath());
    }
}
