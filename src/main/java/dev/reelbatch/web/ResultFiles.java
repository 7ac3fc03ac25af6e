package dev.reelbatch.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of a run's results that a caller may have: its reports and its videos, and nothing that a name leads to. */
final class ResultFiles {

    private static final Set<String> REPORTS = Set.of("manifest.csv", "manifest.jsonl", "failed.csv", "report.html");
    private static final String VIDEOS = "videos/";

    private ResultFiles() {}

    /** Returns the file; null if there is none, or it is not one of the results. */
    static @Nullable Path find(Path out, String name) {
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

    private static boolean isWithin(Path out, Path file) throws IOException {
        return file.toRealPath().startsWith(out.toRealPath());
    }
}
