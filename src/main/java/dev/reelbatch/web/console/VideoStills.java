package dev.reelbatch.web.console;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.ledger.VideoFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Still pictures of videos, made by ffmpeg the first time that somebody looks: one at a time, each within a time limit,
 * and kept in a folder of their own. A video is what an API has sent: it is opened as what its content says it is and as
 * nothing else, since ffmpeg would follow the addresses in a playlist; and a video of which no still could be made is
 * not tried again.
 */
final class VideoStills implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(VideoStills.class);

    /** What ffmpeg calls the formats, by the extensions that videos get by their content. */
    private static final Map<String, String> FORMATS = Map.of(
            "mp4",
            "mov",
            "mov",
            "mov",
            "webm",
            "matroska",
            "mkv",
            "matroska",
            "avi",
            "avi",
            "ts",
            "mpegts",
            "mpg",
            "mpeg",
            "flv",
            "flv");

    private static final String LONGEST_SIDE = "480"; // pixels
    private static final String MOST_PIXELS = "40000000"; // of a frame: more than 8K
    private static final String MOST_MEMORY = "300000000"; // bytes at once
    private static final long LARGEST = 400_000; // bytes of a still
    private static final int MOST_WAITING = 1000;

    private final @Nullable Path ffmpeg;
    private final StillFolder kept;
    private final Duration limit;
    private final Map<String, CompletableFuture<Optional<Path>>> making = new ConcurrentHashMap<>();
    private final ExecutorService maker = new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), VideoStills::thread);

    /**
     * @param ffmpeg null if there is none: then there are no stills
     * @param folder may be deleted at any time
     * @param limit of the time for one
     */
    VideoStills(@Nullable Path ffmpeg, Path folder, Duration limit) {
        this.ffmpeg = ffmpeg;
        this.kept = new StillFolder(folder);
        this.limit = limit;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "stills");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Finds ffmpeg in the folders of a search path; those that depend on the current folder are left out.
     *
     * @param path as in the variable PATH
     */
    static Optional<Path> ffmpeg(@Nullable String path) {
        String name = File.separatorChar == '\\' ? "ffmpeg.exe" : "ffmpeg";
        for (String folder : path == null ? new String[0] : path.split(File.pathSeparator)) {
            try {
                Path program = Path.of(folder, name);
                if (program.isAbsolute() && Files.isRegularFile(program) && Files.isExecutable(program)) {
                    return Optional.of(program);
                }
            } catch (InvalidPathException e) {
                log.debug("A folder of PATH can't be searched: {}", folder);
            }
        }
        return Optional.empty();
    }

    /** Returns true if stills can be made. */
    boolean areMade() {
        return ffmpeg != null;
    }

    /** Returns the still of a video, once it is made; empty if none can be made. */
    CompletableFuture<Optional<Path>> of(Path video) {
        try {
            String key = key(video);
            Optional<Path> made = kept.find(key);
            return made.isPresent() || kept.isImpossible(key) || ffmpeg == null
                    ? CompletableFuture.completedFuture(made)
                    : making.computeIfAbsent(key, same -> begin(same, video));
        } catch (IOException e) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    private static String key(Path video) throws IOException {
        return Sha256.of(video.toRealPath() + "\n" + Files.size(video) + "\n"
                + Files.getLastModifiedTime(video).toMillis());
    }

    private CompletableFuture<Optional<Path>> begin(String key, Path video) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return make(key, video);
                        } finally {
                            making.remove(key);
                        }
                    },
                    maker);
        } catch (RejectedExecutionException e) { // too many wait, or the server ends
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    private Optional<Path> make(String key, Path video) {
        try {
            Path part = kept.part(key);
            try {
                boolean isMade = run(command(video, part)) && Files.exists(part) && isOfAStill(Files.size(part));
                if (!isMade) {
                    kept.setImpossible(key);
                    return Optional.empty();
                }
                return Optional.of(Files.move(part, kept.still(key), StandardCopyOption.REPLACE_EXISTING));
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) { // a full disk, or a folder that somebody has deleted meanwhile
            log.info("There is no still of {}: {}", video, e.toString());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static boolean isOfAStill(long bytes) {
        return bytes > 0 && bytes <= LARGEST;
    }

    private List<String> command(Path video, Path still) {
        String format = FORMATS.getOrDefault(VideoFile.extension(video), "mov");
        List<String> command = new ArrayList<>(List.of(String.valueOf(ffmpeg), "-nostdin", "-hide_banner"));
        command.addAll(List.of("-loglevel", "quiet", "-max_alloc", MOST_MEMORY, "-filter_threads", "1"));
        command.addAll(List.of("-threads", "1", "-max_pixels", MOST_PIXELS, "-protocol_whitelist", "file"));
        command.addAll(List.of("-f", format, "-ss", "0.1", "-i", "file:" + video, "-map", "0:v:0", "-frames:v", "1"));
        command.addAll(List.of("-vf", "scale=%1$s:%1$s:force_original_aspect_ratio=decrease".formatted(LONGEST_SIDE)));
        command.addAll(List.of("-pix_fmt", "yuvj420p", "-threads", "1", "-c:v", "mjpeg", "-q:v", "5", "-f", "mjpeg"));
        command.addAll(List.of("-y", "file:" + still));
        return command;
    }

    /** Runs it without a shell and without this process's environment, in which the API's key may be. */
    private boolean run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(kept.folder().toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() {
        maker.shutdownNow();
    }
}
