package dev.reelbatch.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;

/** Writes small files atomically, each complete or absent, and forces files and their names to the disk. */
public final class AtomicFile {

    private AtomicFile() {}

    public static void write(Path file, byte[] content) throws IOException {
        replace(written(file, content), file);
    }

    /** Writes like {@link #write}; the file is on the disk when this returns. */
    public static void writeForced(Path file, byte[] content) throws IOException {
        Path temporary = written(file, content);
        force(temporary);
        replace(temporary, file);
        forceFolder(file);
    }

    /** Writes like {@link #writeForced}; a file that is replaced passes its permissions on. */
    public static void replaceForced(Path file, byte[] content) throws IOException {
        Path temporary = hidden(file);
        Files.write(temporary, new byte[0]);
        if (Files.exists(file) && Files.getFileStore(file).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(file));
        }
        writeForced(file, content);
    }

    private static Path written(Path file, byte[] content) throws IOException {
        return Files.write(hidden(file), content);
    }

    /** Returns the name beside the file under which it is written until it is complete. */
    static Path hidden(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".tmp");
    }

    static void replace(Path temporary, Path file) throws IOException {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Forces the file's content to the disk. */
    public static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Forces the file's name to the disk. */
    public static void forceFolder(Path file) {
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
            folder.force(true);
        } catch (IOException e) {
            // Windows can't open folders; the file's content is already forced
        }
    }
}
