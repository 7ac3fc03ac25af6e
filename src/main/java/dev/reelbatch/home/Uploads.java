package dev.reelbatch.home;

import dev.reelbatch.files.AtomicFile;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** Sheets uploaded over HTTP, each in a folder of its own until its run has ended. */
public final class Uploads {

    private static final String FOLDER = "uploads";

    private final Path folder;

    public Uploads(Home home) {
        this.folder = home.folder().resolve(FOLDER);
    }

    /** Returns true if the file is an upload, so that whoever named it need not be the owner of this machine's files. */
    public static boolean isOne(Path file, Home home) {
        return file.toAbsolutePath().normalize().startsWith(home.folder().resolve(FOLDER));
    }

    /**
     * Keeps a sheet; it is on the disk when this returns.
     *
     * @param id of its run
     * @param name a safe file name
     * @throws UserException if it can't be written
     */
    public Path keep(String id, String name, InputStream sheet) {
        Path file = folder.resolve(id).resolve(name);
        try {
            Files.createDirectories(file.getParent());
            AtomicFile.writeForced(file, sheet.readAllBytes());
            return file;
        } catch (IOException e) {
            delete(id);
            throw new UserException(
                    UserException.Kind.UNAVAILABLE,
                    Text.of(
                            "There is no room for the sheet in the home folder, or it can't be written (%s). Nothing was submitted. Free some space there, then try again.",
                            e.getMessage()),
                    e);
        }
    }

    public void delete(String id) {
        FileSystemUtils.deleteRecursively(folder.resolve(id).toFile());
    }

    /** Deletes all uploads but those of these runs. Called before any upload is accepted. */
    public void deleteAllExcept(Set<String> ids) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.list(folder)) {
            all.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(id -> !ids.contains(id))
                    .toList()
                    .forEach(this::delete);
        } catch (IOException e) {
            throw new UserException(
                    UserException.Kind.UNAVAILABLE,
                    Text.of("The folder %s can't be read: %s", folder, e.getMessage()),
                    e);
        }
    }
}
