package dev.reelbatch.session;

import dev.reelbatch.home.BackupFile;
import dev.reelbatch.home.Home;
import dev.reelbatch.home.HomeInUseException;
import dev.reelbatch.home.HomeLock;
import dev.reelbatch.home.Snapshots;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Copies a home into one file, even while another process works in it. */
public final class Backup {

    private static final Duration A_MOMENT = Duration.ofSeconds(5);

    private Backup() {}

    /**
     * Writes the backup.
     *
     * @param file must not exist yet
     * @throws UserException if there is nothing to copy, or it can't be copied
     * @throws HomeInUseException if another process has the home and does not answer
     */
    public static void write(Home home, Path file, Time time) throws InterruptedException {
        if (!home.wasMade()) {
            throw new UserException(Text.of("There is nothing to back up in %s yet.", home.folder()));
        }
        Path target = file.toAbsolutePath().normalize();
        if (Files.exists(target) || target.startsWith(home.folder())) {
            throw new UserException(
                    Text.of("%s already exists, or is inside the home itself. Name another file.", target));
        }
        for (Duration wait = Duration.ZERO; !write(home, target, wait, time); wait = A_MOMENT) {
            if (!wait.isZero()) {
                throw new HomeInUseException(home);
            }
        }
    }

    /** Writes the backup. Returns false if another process has the home and does not answer, or has just left it. */
    private static boolean write(Home home, Path target, Duration wait, Time time) throws InterruptedException {
        Optional<HomeLock> lock = HomeLock.take(home, wait, time);
        if (lock.isPresent()) {
            try (HomeLock held = lock.get()) {
                DatabaseCheck.at(home);
                BackupFile.write(home, home.folder().resolve(BackupFile.DATABASE), target);
                return true;
            }
        }
        Optional<Path> copy = new Snapshots(home).ask(time);
        copy.ifPresent(zip -> {
            BackupFile.write(home, zip, target);
            delete(zip);
        });
        return copy.isPresent();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
