package dev.reelbatch.session;

import dev.reelbatch.home.BackupFile;
import dev.reelbatch.home.Home;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** A copy of a home that another process holds, for reading; it is deleted when it is closed. */
final class HomeCopy {

    private HomeCopy() {}

    /**
     * Opens a copy, in which nothing is recovered because its process is alive.
     *
     * @param zip a backup of the home; deleted
     */
    static Session open(Path zip, Home home, Settings settings, Time time) {
        try {
            Home copy = new Home(Files.createTempDirectory("reelbatch-look-"), home.rehearsal()).create();
            try (OutputStream database = Files.newOutputStream(copy.folder().resolve(BackupFile.DATABASE))) {
                BackupFile.unpackDatabase(zip, database);
            }
            Files.delete(zip);
            return new Session(
                    SessionContext.start(copy, false, settings, time),
                    false,
                    () -> FileSystemUtils.deleteRecursively(copy.folder().toFile()));
        } catch (IOException e) {
            throw new UserException(Text.of(
                    "Another process is using the database, and it can't be copied for reading (%s). Make the folder for temporary files, %s, writable, or wait for that process with --wait.",
                    e.getMessage(), System.getProperty("java.io.tmpdir")));
        }
    }
}
