package dev.reelbatch.web.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of the stills that were made. It holds no more than so many bytes: the oldest ones are made again. */
final class StillFolder {

    private static final long MOST = 300_000_000; // bytes
    private static final int TIDIED_AFTER = 200; // new ones
    private static final String STILL = ".jpg";
    private static final String IMPOSSIBLE = ".none";

    private final Path folder;
    private int added = TIDIED_AFTER; // so that it is tidied for the first one

    private record Kept(Path file, long bytes, FileTime made) {}

    StillFolder(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    Optional<Path> find(String key) {
        return Optional.of(still(key)).filter(Files::isRegularFile);
    }

    Path still(String key) {
        return folder.resolve(key + STILL);
    }

    /** Returns the file to make one in; called by one thread at a time. */
    Path part(String key) throws IOException {
        Files.createDirectories(folder);
        if (added++ >= TIDIED_AFTER) {
            added = 0;
            tidy();
        }
        return folder.resolve(key + ".part");
    }

    boolean isImpossible(String key) {
        return Files.exists(folder.resolve(key + IMPOSSIBLE));
    }

    void setImpossible(String key) throws IOException {
        Files.write(folder.resolve(key + IMPOSSIBLE), new byte[0]);
    }

    private void tidy() throws IOException {
        List<Kept> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                all.add(new Kept(file, attributes.size(), attributes.lastModifiedTime()));
            }
        }
        long bytes = all.stream().mapToLong(Kept::bytes).sum();
        all.sort(Comparator.comparing(Kept::made));
        for (Kept oldest : all) {
            if (bytes <= MOST) {
                return;
            }
            Files.deleteIfExists(oldest.file());
            bytes -= oldest.bytes();
        }
    }
}
