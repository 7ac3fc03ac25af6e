package dev.reelbatch.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.BiPredicate;

/** Where a video lies, seen from the OUT of the run that is reported. */
public final class VideoFile {

    private static final Set<String> VIDEOS = Set.of("mp4", "mov", "webm", "mkv", "avi", "ts", "mpg", "flv");

    private VideoFile() {}

    /**
     * The file of a clip's {@code number}-th address.
     *
     * @param extension without a dot
     */
    public static Path of(Path stem, int number, String extension) {
        String suffix = number == 1 ? "." : "-" + number + ".";
        return stem.resolveSibling(stem.getFileName() + suffix + extension);
    }

    /** Where the run has, or gets, its own link to a file that another run's OUT holds. */
    public static Path linkIn(Path outDir, String fileName, int number, Path file) {
        return of(outDir.resolve("videos").resolve(fileName), number, extension(file));
    }

    /** Whether it is a video, and not a cover image or the like that came with one. */
    public static boolean isVideo(Path file) {
        return VIDEOS.contains(extension(file));
    }

    /** Without its dot: files are named by what is in them. */
    public static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /**
     * The file to show for a delivered video: its own if it lies in this OUT, else this OUT's link to
     * it if there is one, else its own wherever that is. Another row's video may bear the link's name.
     *
     * @param holds whether a file has a content, by its SHA-256: see {@link CheckedFiles#holds}
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

    /** Two names of one file need not be read. */
    private static boolean isSame(Path link, Path file) {
        try {
            return Files.isSameFile(link, file);
        } catch (IOException e) {
            return false; // its own has vanished, for one
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1; // not there
        }
    }
}
