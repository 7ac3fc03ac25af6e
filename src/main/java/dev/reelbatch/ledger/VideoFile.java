package dev.reelbatch.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiPredicate;

/** Where a video lies, seen from the OUT of the run that is reported. */
public final class VideoFile {

    private VideoFile() {}

    /** The file of a clip's {@code number}-th video. */
    public static Path of(Path stem, int number) {
        String suffix = number == 1 ? ".mp4" : "-" + number + ".mp4";
        return stem.resolveSibling(stem.getFileName() + suffix);
    }

    /** Where the run has, or gets, its own link to a video that another run's OUT holds. */
    public static Path linkIn(Path outDir, String fileName, int number) {
        return of(outDir.resolve("videos").resolve(fileName), number);
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
        Path link = linkIn(outDir, fileName, video.number());
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
