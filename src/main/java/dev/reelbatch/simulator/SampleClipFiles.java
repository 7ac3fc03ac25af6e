package dev.reelbatch.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The bytes of the prepared videos, each read once; together they are less than 1.2 MB. */
final class SampleClipFiles {

    private final Map<SampleClip, byte[]> read = new ConcurrentHashMap<>();

    byte[] bytes(SampleClip sampleClip) {
        return read.computeIfAbsent(sampleClip, SampleClipFiles::read);
    }

    private static byte[] read(SampleClip sampleClip) {
        String name = "clips/" + sampleClip.fileName();
        try (InputStream in = Objects.requireNonNull(SampleClipFiles.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
