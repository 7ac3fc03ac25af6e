package dev.reelbatch.download;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.time.CrashPoint;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * An unfinished download: a hidden {@code .part} beside its target, with the validator of its bytes, so that a later
 * try can resume it.
 */
final class PartFile {

    private static final int BUFFER = 128 * 1024;
    private static final String BOOT = boot();

    private final Path part;
    private final Path validator;
    private final Path unpacked;

    /** @param owner distinguishes clips with the same target name, which may be fetched at the same time */
    PartFile(Path target, String owner) {
        String name = "." + target.getFileName() + "." + owner + ".part";
        this.part = target.resolveSibling(name);
        this.validator = target.resolveSibling(name + "-of");
        this.unpacked = target.resolveSibling(name + "-unpacked");
    }

    Path path() {
        return part;
    }

    Path validatorPath() {
        return validator;
    }

    /**
     * Returns the number of bytes to resume from; 0 unless the server's validator for them is known and they were
     * written since the machine started: after a power failure there may be zeros where bytes never reached the disk.
     */
    long resumableBytes() throws IOException {
        return Files.exists(part) && version() != null ? Files.size(part) : 0;
    }

    /** Returns the version that the bytes are part of; null if it is unknown. */
    @Nullable FileVersion version() throws IOException {
        if (!Files.exists(validator)) {
            return null;
        }
        String noted = Files.readString(validator);
        return noted.startsWith(BOOT) ? FileVersion.parse(noted.substring(BOOT.length())) : null;
    }

    /** Returns the note about a version that is kept beside the part. */
    static String note(FileVersion version) {
        return BOOT + version.text();
    }

    /**
     * Returns an id that changes with each start of the machine; only Linux has one, and elsewhere every part is
     * trusted.
     */
    private static String boot() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + "\n";
        } catch (IOException | RuntimeException e) {
            return "\n";
        }
    }

    /** The result of writing: the file's length and its hash in lower-case hex. */
    record Written(long bytes, String sha256) {}

    /** The local disk failed, not the network. */
    static final class DiskException extends IOException {

        private static final long serialVersionUID = 1L;

        DiskException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /**
     * Appends the stream after the first {@code from} bytes, hashing all of them, and forces it to the disk.
     *
     * @param version of the file that the stream belongs to; null if it can't be resumed
     * @throws DiskException if the disk fails; any other IOException comes from the stream or the guard
     */
    Written write(InputStream body, long from, @Nullable FileVersion version, DownloadGuard guard) throws IOException {
        try (FileChannel file = open(from, version)) {
            return copy(body, file, from, hashOfFirst(file, from), guard::received);
        }
    }

    /** An observer of each piece that was written and of the length so far; it throws to end the write. */
    private interface Watch {
        void wrote(int more, long bytes) throws IOException;
    }

    private static Written copy(InputStream body, FileChannel file, long from, MessageDigest digest, Watch watch)
            throws IOException {
        byte[] buffer = new byte[BUFFER];
        long bytes = from;
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            append(file, buffer, n);
            CrashPoint.MID_DOWNLOAD.reach();
            digest.update(buffer, 0, n);
            bytes += n;
            watch.wrote(n, bytes);
        }
        force(file);
        return new Written(bytes, Sha256.hex(digest));
    }

    /**
     * Replaces the bytes by their unpacked content.
     *
     * @throws DiskException if the disk fails; any other IOException means that they are damaged, or comes from the
     *     guard
     */
    Written unpack(Packing packing, DownloadGuard guard) throws IOException {
        Written written;
        try (InputStream packed = packing.unpack(new BufferedInputStream(Files.newInputStream(part), BUFFER));
                FileChannel file = create(unpacked)) {
            written = copy(packed, file, 0, Sha256.digest(), (more, bytes) -> {
                guard.checkLength(bytes);
                guard.checkStop();
            });
        }
        try {
            Files.deleteIfExists(validator); // comes first, or the rest would be appended to a different content
            Files.move(unpacked, part, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new DiskException(e);
        }
        return written;
    }

    private static FileChannel create(Path file) throws DiskException {
        try {
            return FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new DiskException(e);
        }
    }

    private FileChannel open(long from, @Nullable FileVersion version) throws DiskException {
        try {
            Files.createDirectories(part.getParent());
            if (from == 0) {
                Files.deleteIfExists(validator);
            }
            FileChannel file = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            file.truncate(from);
            if (from == 0 && version != null) {
                Files.writeString(validator, note(version));
            }
            return file;
        } catch (IOException e) {
            throw new DiskException(e);
        }
    }

    private static MessageDigest hashOfFirst(FileChannel file, long bytes) throws DiskException {
        MessageDigest digest = Sha256.digest();
        try {
            file.position(0);
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            for (long left = bytes; left > 0; ) {
                buffer.clear().limit((int) Math.min(BUFFER, left));
                int n = file.read(buffer);
                if (n < 0) {
                    throw new EOFException("the part file became shorter while it was read");
                }
                digest.update(buffer.flip());
                left -= n;
            }
            return digest;
        } catch (IOException e) {
            throw new DiskException(e);
        }
    }

    private static void append(FileChannel file, byte[] bytes, int length) throws DiskException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
        } catch (IOException e) {
            throw new DiskException(e);
        }
    }

    private static void force(FileChannel file) throws DiskException {
        try {
            file.force(true);
        } catch (IOException e) {
            throw new DiskException(e);
        }
    }

    /** Returns the packing of the bytes; null if they are not packed. */
    @Nullable Packing packing() throws DiskException {
        try (FileChannel file = FileChannel.open(part)) {
            return Packing.of(FileHead.of(file));
        } catch (IOException e) {
            throw new DiskException(e);
        }
    }

    /** Returns whether the part is complete: a video that was verified before. */
    boolean holds(@Nullable String sha256) throws IOException {
        return sha256 != null && FinishedFile.holds(part, sha256);
    }

    void delete() throws IOException {
        Files.deleteIfExists(validator);
        Files.deleteIfExists(unpacked);
        Files.deleteIfExists(part);
    }
}
