package dev.reelbatch.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The prepared videos' bytes, each read once; together they are less than 1.2 MB. */
final class ClipFiles {

    private final Map<Clip, byte[]> read = new ConcurrentHashMap<>();

    byte[] bytes(Clip clip) {
        return read.computeIfAbsent(clip, ClipFiles::read);
    }

    private static byte[] read(Clip clip) {
        String name = "clips/" + clip.fileName();
        try (InputStream in = Objects.requireNonNull(ClipFiles.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
