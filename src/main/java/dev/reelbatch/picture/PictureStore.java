package dev.reelbatch.picture;

import dev.reelbatch.files.AtomicFile;
import dev.reelbatch.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.util.Set;
import java.util.stream.Stream;

/** Copies of pictures by their content, each once: people move and change files while a run uses them. */
public final class PictureStore {

    private final Path folder;

    /** @param folder made when the first picture is stored */
    public PictureStore(Path folder) {
        this.folder = folder;
    }

    /** Returns the path of the copy with this content. */
    public Path copyOf(String sha256) {
        return folder.resolve(sha256);
    }

    /**
     * Stores a copy, unless there is one; it is complete and on the disk when this returns.
     *
     * @param sha256 of the file, as it was read
     * @throws IOException if it can't be copied, or is another picture by now
     */
    public void keep(Path file, String sha256) throws IOException {
        Path copy = copyOf(sha256);
        if (Files.exists(copy) && Files.size(copy) == Files.size(file)) {
            return;
        }
        Files.createDirectories(folder);
        Path temporary = folder.resolve("." + sha256 + ".tmp");
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), Sha256.digest())) {
            Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
            if (!Sha256.hex(in.getMessageDigest()).equals(sha256)) {
                throw new IOException("it was changed while it was read");
            }
            AtomicFile.force(temporary);
            Files.move(temporary, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            AtomicFile.forceFolder(copy);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Opens a copy, at its start, after comparing its content. A damaged copy is deleted.
     *
     * @throws IOException if there is none, or it is damaged
     */
    public FileChannel open(String sha256) throws IOException {
        FileChannel channel = FileChannel.open(copyOf(sha256));
        try {
            InputStream content = Channels.newInputStream(channel);
            DigestInputStream in = new DigestInputStream(content, Sha256.digest());
            in.transferTo(OutputStream.nullOutputStream());
            if (!Sha256.hex(in.getMessageDigest()).equals(sha256)) {
                Files.delete(copyOf(sha256)); // so that it is stored anew
                throw new IOException(copyOf(sha256) + " was damaged");
            }
            return channel.position(0);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
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
