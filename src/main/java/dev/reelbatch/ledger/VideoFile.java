package dev.reelbatch.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.BiPredicate;

/** The place of a video, from the point of view of the reported run's OUT. */
public final class VideoFile {

    private static final Set<String> VIDEOS = Set.of("mp4", "mov", "webm", "mkv", "avi", "ts", "mpg", "flv");

    private VideoFile() {}

    /**
     * Returns the file of a clip's {@code number}-th address.
     *
     * @param extension without a dot
     */
    public static Path of(Path stem, int number, String extension) {
        String suffix = number == 1 ? "." : "-" + number + ".";
        return stem.resolveSibling(stem.getFileName() + suffix + extension);
    }

    /** Returns the run's own link, existing or future, to a file in another run's OUT. */
    public static Path linkIn(Path outDir, String fileName, int number, Path file) {
        return of(outDir.resolve("videos").resolve(fileName), number, extension(file));
    }

    /** Returns true for a video, false for a cover image or the like that came with one. */
    public static boolean isVideo(Path file) {
        return VIDEOS.contains(extension(file));
    }

    /** Returns the extension without its dot; files are named by their content. */
    public static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /**
     * Returns the file to show for a delivered video: its own if it is in this OUT, otherwise this OUT's link to it if
     * there is one, otherwise its own wherever it is. The link's name may belong to another row's video.
     *
     * @param holds tests a file for a content by its SHA-256: see {@link CheckedFiles#holds}
     */
    public static Path in(Path outDir, String fileName, Video video, Path file, BiPredicate<Path, String> holds) {
        if (file.startsWith(outDir)) {
            return file;
        }
        Path link = linkIn(outDir, fileName, video.number(), file);
        return video.bytes() != null
                        && video.sha256() != null
                        && sizeOf(link) == video.bytes()
                        && (isSame(link, file) || holds.test(link, video.sha256()))
                ? link
                : file;
    }

    /** Compares two names without reading, if they are the same file. */
    private static boolean isSame(Path link, Path file) {
        try {
            return Files.isSameFile(link, file);
        } catch (IOException e) {
            return false; // for example, its own has vanished
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1; // it does not exist
        }
    }
}
