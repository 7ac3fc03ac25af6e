package dev.reelbatch.home;

import dev.reelbatch.files.AtomicFile;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
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

    /**
     * By option, else by {@code REELBATCH_HOME}, else {@code .reelbatch} in the person's folder: that is what
     * {@code HOME} says (on Windows {@code USERPROFILE}), else what the system has on record of the user. Never a guess,
     * such as the folder that one is in: a sheet that is run from two places would be paid for twice.
     *
     * @param recorded what Java has of the system's record, its {@code user.home}; "?" where the user has none
     * @throws UserException if there is none, or two are meant
     */
    public static Home find(@Nullable Path option, Map<String, String> environment, String recorded) {
        if (option != null) {
            Path absolute = option.toAbsolutePath().normalize();
            return new Home(absolute, false, absolute);
        }
        String variable = environment.getOrDefault("REELBATCH_HOME", "");
        Path folder = variable.isBlank() ? ofPerson(environment, recorded) : Path.of(variable.strip());
        return new Home(folder.toAbsolutePath().normalize(), false);
    }

    private static Path ofPerson(Map<String, String> environment, String recorded) {
        String variable = File.separatorChar == '\\' ? "USERPROFILE" : "HOME";
        Path said = inFolder(environment.getOrDefault(variable, ""));
        Path before = inFolder(recorded);
        if (said == null && before == null) {
            throw new UserException(Text.of(
                    "There is no place for the home: %s names no folder by its full path, and neither does the system's record of this user. Set REELBATCH_HOME to a folder, or use --home.",
                    variable));
        }
        if (said != null && before != null && !isMade(said) && isMade(before)) { // as versions before had it
            throw new UserException(Text.of(
                    "There is a home in %s, but %s now points to %s, where there is none. A new one would not know what was charged before. Name the one you mean with --home or REELBATCH_HOME.",
                    before, variable, said));
        }
        return Objects.requireNonNullElse(said, before);
    }

    private static @Nullable Path inFolder(String folder) {
        try {
            return !folder.isBlank() && Path.of(folder).isAbsolute()
                    ? Path.of(folder).resolve(".reelbatch").normalize()
                    : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static boolean isMade(Path folder) {
        return !new Home(folder, false).isNew();
    }

    /** The home of this home's rehearsals. */
    public Home forRehearsal() {
        return rehearsal ? this : new Home(folder.resolve("rehearsal"), true, option);
    }

    /** A command that finds this home, to be pasted into a shell. */
    public String command(String... words) {
        return TypedCommand.of(option, rehearsal, words);
    }

    /** @throws UserException if it can't be made or written */
    public Home create() {
        if (folder.toString().contains(";")) {
            throw new UserException(Text.of(
                    "The home %s has a semicolon in its path, which its database can't have. Name another one with --home or REELBATCH_HOME.",
                    folder));
        }
        try {
            Files.createDirectories(folder);
            Files.createDirectories(logs());
            return this;
        } catch (IOException e) {
            throw new UserException(
                    UserException.Kind.UNAVAILABLE,
                    Text.of(
                            "The home %s can't be made (%s). Name another one with --home or REELBATCH_HOME.",
                            folder, e.getMessage()),
                    e);
        }
    }

    /** Whether there is no database yet, and never was one: to use it would make a new home. */
    public boolean isNew() {
        return !wasMade() && !Files.exists(ledgerFile());
    }

    /** @throws UserException if it is new, for whoever expects one that is there */
    public void requireExisting() {
        if (isNew()) {
            throw new UserException(Text.of(
                    "There is no home in %s, and none was made because --existing-home (REELBATCH_EXISTING_HOME) says that there is one. Nothing was submitted. Mount its disk, or name the right folder with --home or REELBATCH_HOME. To make a new home there, run once without --existing-home.",
                    folder));
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
