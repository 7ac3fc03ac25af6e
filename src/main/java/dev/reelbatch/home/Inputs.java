package dev.reelbatch.home;

import dev.reelbatch.files.AtomicFile;
import dev.reelbatch.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/** Copies of the inputs by their content: people edit and move files while a run uses them. */
public final class Inputs {

    private final Path folder;

    public Inputs(Home home) {
        this.folder = home.inputs();
    }

    /** A copy of an input's bytes. */
    public record Copy(Path file, String sha256) {}

    /**
     * Copies an input.
     *
     * @throws IOException if the copy can't be written
     */
    public Copy keep(byte[] input) throws IOException {
        String sha256 = Sha256.of(input);
        Path copy = copyOf(sha256);
        if (!Files.exists(copy)) {
            Files.createDirectories(folder);
            AtomicFile.writeForced(copy, input);
        }
        return new Copy(copy, sha256);
    }

    /** Returns the path of the copy with this content. */
    public Path copyOf(String sha256) {
        return folder.resolve(sha256);
    }

    /** Deletes all other copies. Must be called by the process that holds the home, before it keeps any. */
    public void deleteAllExcept(Set<String> sha256) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> copies = Files.list(folder)) {
            for (Path copy : copies.toList()) {
                if (!sha256.contains(copy.getFileName().toString())) {
                    Files.delete(copy);
                }
            }
        }
    }
}
