package dev.reelbatch.inbox;

import dev.reelbatch.text.Text;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder that people drop sheets into, and the subfolders that sheets pass through. */
record InboxFolders(Path dir) {

    /** The folder where a sheet ends. */
    enum Ending {
        DONE("done"),
        FAILED("failed");

        private final String folder;

        Ending(String folder) {
            this.folder = folder;
        }
    }

    Path working() {
        return dir.resolve("working");
    }

    Path of(Ending ending) {
        return dir.resolve(ending.folder);
    }

    /** Returns the folder for the results of its sheets, unless the job file names another. */
    Path results() {
        return dir.resolve("results");
    }

    /** Returns the folder where files wait that are to be put beside a sheet when it is filed. */
    Path settling(Ending ending) {
        return working().resolve(".settling").resolve(ending.folder);
    }

    /**
     * Creates the folders.
     *
     * @throws InboxException if a sheet could not be moved through them
     */
    void create() {
        if (Files.exists(dir) && !Files.isDirectory(dir)) {
            throw new InboxException(Text.of("The inbox %s is a file; use a folder.", dir));
        }
        try {
            for (Ending ending : Ending.values()) {
                Files.createDirectories(settling(ending));
                Files.createDirectories(of(ending));
            }
            probe();
        } catch (AtomicMoveNotSupportedException e) {
            throw new InboxException(
                    Text.of(
                            "The subfolders of the inbox %s are on different disks. Make working, done "
                                    + "and failed ordinary folders in it.",
                            dir),
                    e);
        } catch (IOException e) {
            throw new InboxException(
                    Text.of(
                            "The inbox %s can't be used (%s: %s). It and its subfolders working, done and failed must be writable for the user who runs reelbatch.",
                            dir, e.getMessage(), InboxException.reason(e)),
                    e);
        }
    }

    /** Moves an empty file the way that sheets are moved. */
    private void probe() throws IOException {
        String name = ".reelbatch-probe";
        Path probe = Files.write(dir.resolve(name), new byte[0]);
        for (Path folder : List.of(working(), of(Ending.DONE), of(Ending.FAILED))) {
            probe = Files.move(probe, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.delete(probe);
    }

    /** Returns the sheets in working/, oldest first. */
    List<Path> claimed() {
        try (Stream<Path> files = Files.list(working())) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !file.getFileName().toString().startsWith(".") && !WorkingPages.isOne(file))
                    .sorted(Comparator.comparingLong(
                                    (Path file) -> file.toFile().lastModified())
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        } catch (IOException e) {
            throw new InboxException(Text.of("%s can't be read (%s).", working(), InboxException.reason(e)), e);
        }
    }

    /** Returns the empty file by which people mark a sheet as complete. */
    Path doneMarker(String name) {
        return dir.resolve(name + DONE_MARKER);
    }

    static final String DONE_MARKER = ".done";
}
