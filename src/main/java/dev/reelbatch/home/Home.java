package dev.reelbatch.home;

import dev.reelbatch.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folder with the database, the inputs' copies, the settings and the logs.
 *
 * @param rehearsal whether it is the home inside a home that rehearsals use
 * @param option what {@code --home} has to say for a command to find it; null where it is found without
 */
public record Home(Path folder, boolean rehearsal, @Nullable Path option) {

    public Home(Path folder, boolean rehearsal) {
        this(folder, rehearsal, null);
    }

    /** By option, else by {@code REELBATCH_HOME}, else {@code ~/.reelbatch}. */
    public static Home find(@Nullable Path option, Map<String, String> environment, String userHome) {
        String variable = environment.getOrDefault("REELBATCH_HOME", "");
        Path folder = option != null
                ? option
                : variable.isBlank() ? Path.of(userHome, ".reelbatch") : Path.of(variable.strip());
        Path absolute = folder.toAbsolutePath().normalize();
        return new Home(absolute, false, option == null ? null : absolute);
    }

    /** The home of this home's rehearsals. */
    public Home forRehearsal() {
        return rehearsal ? this : new Home(folder.resolve("rehearsal"), true, option);
    }

    /** A command that finds this home, to be pasted into a shell. */
    public String command(String... words) {
        return TypedCommand.of(option, rehearsal, words);
    }

    /** @throws HomeException if it can't be made or written */
    public Home create() {
        if (folder.toString().contains(";")) {
            throw new HomeException(Text.of(
                    "The home %s has a semicolon in its path, which its database can't have. Name another one with --home or REELBATCH_HOME.",
                    folder));
        }
        try {
            Files.createDirectories(folder);
            Files.createDirectories(logs());
            return this;
        } catch (IOException e) {
            throw new HomeException(
                    Text.of(
                            "The home %s can't be made (%s). Name another one with --home or REELBATCH_HOME.",
                            folder, e.getMessage()),
                    e);
        }
    }

    /** Whether a database was ever made here: then none, or an empty one, is a loss. */
    public boolean wasMade() {
        return Files.exists(made());
    }

    /** The database is there; on the disk when this returns. */
    public void noteMade() {
        if (!wasMade()) {
            try {
                AtomicFile.writeForced(made(), new byte[0]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Path made() {
        return folder.resolve("made");
    }

    /** The database, as H2 wants it: without extension. */
    public Path ledger() {
        return folder.resolve("ledger");
    }

    /** The file that H2 makes of it. */
    public Path ledgerFile() {
        return folder.resolve(BackupFile.DATABASE);
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    public Path log() {
        return logs().resolve("reelbatch.log");
    }

    /** Settings that hold for good. */
    public Path settings() {
        return folder.resolve("settings.yaml");
    }

    Path lock() {
        return folder.resolve("lock");
    }

    Path status() {
        return folder.resolve("status.json");
    }

    /** Where other processes ask the one that holds this home. */
    Path asked() {
        return folder.resolve("asked");
    }

    Path inputs() {
        return folder.resolve("inputs");
    }
}
