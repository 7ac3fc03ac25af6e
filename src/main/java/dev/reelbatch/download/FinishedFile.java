package dev.reelbatch.download;

import dev.reelbatch.files.AtomicFile;
import dev.reelbatch.files.Sha256;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Gives a finished file its name; never overwrites one that exists. */
final class FinishedFile {

    private static final int HASH_IN_NAME = 8;

    private FinishedFile() {}

    /**
     * Returns the name for a file of this content: the requested one if it is free or already has this content, else
     * one with the beginning of the hash.
     */
    static Path nameFor(Path wished, String sha256) throws IOException {
        String name = wished.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String withHash = name.substring(0, dot) + "-" + sha256.substring(0, HASH_IN_NAME);
        Path file = wished;
        for (int n = 1; isTaken(file) && !holds(file, sha256); n++) {
            file = wished.resolveSibling(withHash + (n == 1 ? "" : "-" + n) + name.substring(dot));
        }
        return file;
    }

    /** Returns whether the name is taken. A broken link counts: the rename would replace it. */
    private static boolean isTaken(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns whether the file exists with this content. */
    static boolean holds(Path file, String sha256) throws IOException {
        return Files.isRegularFile(file) && Sha256.of(file).equals(sha256);
    }

    /** Renames the file atomically; the name is on the disk after {@link AtomicFile#forceFolder}. */
    static void moveIntoPlace(Path part, Path target) throws IOException {
        if (Files.exists(target)) {
            Files.delete(part); // the target has the same content, as nameFor made sure
            return;
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Gives a file a second name: a hard link where the file system supports them, else a copy. */
    static void linkOrCopy(Path existing, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try {
            Files.createLink(target, existing);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            Path part = new PartFile(target, "copy").path();
            Files.copy(existing, part, StandardCopyOption.REPLACE_EXISTING);
            AtomicFile.force(part);
            Files.setLastModifiedTime(part, Files.getLastModifiedTime(existing)); // like a link
            moveIntoPlace(part, target);
            AtomicFile.forceFolder(target);
        }
    }
}
