package dev.reelbatch.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Where a video lies, seen from the OUT of the run that is reported. */
public final class VideoFile {

    private static final long COARSEST_STAMP = 2; // seconds, on a FAT disk

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
     */
    public static Path in(Path outDir, String fileName, Video video, Path file) {
        if (file.startsWith(outDir)) {
            return file;
        }
        Path link = linkIn(outDir, fileName, video.number());
        return video.bytes() != null && sizeOf(link) == video.bytes() && !isAnother(link, file) ? link : file;
    }

    /** A link has its file's time, and so has a copy; reports are written too often to read what is in them. */
    private static boolean isAnother(Path link, Path file) {
        try {
            return Files.exists(file) && secondsBetween(link, file) > COARSEST_STAMP;
        } catch (IOException e) {
            return true;
        }
    }

    private static long secondsBetween(Path one, Path other) throws IOException {
        return Math.abs(Files.getLastModifiedTime(one).to(TimeUnit.SECONDS)
                - Files.getLastModifiedTime(other).to(TimeUnit.SECONDS));
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1; // not there
        }
    }
}
