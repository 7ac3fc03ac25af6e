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
 * @param option the value of {@code --home} that a command needs to find it; null if it is found without
 */
public record Home(Path folder, boolean rehearsal, @Nullable Path option) {

    public Home(Path folder, boolean rehearsal) {
        this(folder, rehearsal, null);
    }

    /**
     * Finds the home by option, else by {@code REELBATCH_HOME}, else {@code .reelbatch} in the user's folder, which is
     * {@code HOME} (on Windows {@code USERPROFILE}), else the one in the system's record of the user. It never guesses,
     * for example the current folder: a sheet that is run from two places would be paid for twice.
     *
     * @param recorded Java's {@code user.home}, from the system's record; "?" if the user has none
     * @throws UserException if there is none, or if two are possible
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
                    "reelbatch can't choose a home folder: %s does not give the full path of a folder, "
                            + "and neither does the system's record of this user. Set REELBATCH_HOME to a folder, "
                            + "or use --home.",
                    variable));
        }
        if (said != null && before != null && !isMade(said) && isMade(before)) { // as earlier versions did
            throw new UserException(Text.of(
                    "There is a home in %s, but %s now points to %s, where there is none. A new one "
                            + "would not know what was charged before. Choose one with --home or REELBATCH_HOME.",
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

    /** Returns the home of this home's rehearsals. */
    public Home forRehearsal() {
        return rehearsal ? this : new Home(folder.resolve("rehearsal"), true, option);
    }

    /** Returns a command that finds this home, ready to paste into a shell. */
    public String command(String... words) {
        return TypedCommand.of(option, rehearsal, words);
    }

    /**
     * Creates the home if it is missing.
     *
     * @throws UserException if it can't be made or written
     */
    public Home create() {
        if (folder.toString().contains(";")) {
            throw new UserException(Text.of(
                    "The path of the home %s contains a semicolon, which its database does not allow. "
                            + "Choose another one with --home or REELBATCH_HOME.",
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
                            "The home %s can't be created (%s). Choose another one with --home or REELBATCH_HOME.",
                            folder, e.getMessage()),
                    e);
        }
    }

    /** Returns whether there is no database, and never was one: using it would make a new home. */
    public boolean isNew() {
        return !wasMade() && !Files.exists(ledgerFile());
    }

    /**
     * Requires an existing home.
     *
     * @throws UserException if it is new
     */
    public void requireExisting() {
        if (isNew()) {
            throw new UserException(Text.of(
                    "There is no home in %s, and none was created because of --existing-home "
                            + "(REELBATCH_EXISTING_HOME). Nothing was submitted. Mount its disk, or choose the "
                            + "right folder with --home or REELBATCH_HOME. To create a new home there, run once "
                            + "without --existing-home.",
                    folder));
        }
    }

    /** Returns whether a database was ever made here; then a missing or empty one is a loss. */
    public boolean wasMade() {
        return Files.exists(made());
    }

    /** Records that the database was made; the record is on the disk when this returns. */
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

    /** Returns the database's path as H2 expects it, without extension. */
    public Path ledger() {
        return folder.resolve("ledger");
    }

    /** Returns the file that H2 makes of it. */
    public Path ledgerFile() {
        return folder.resolve(BackupFile.DATABASE);
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    public Path log() {
        return logs().resolve("reelbatch.log");
    }

    /** Returns the settings file. */
    public Path settings() {
        return folder.resolve("settings.yaml");
    }

    /** Returns the file of the {@code serve} that answers for this home: see {@link ServerFile}. */
    public Path server() {
        return folder.resolve("server.json");
    }

    Path lock() {
        return folder.resolve("lock");
    }

    Path status() {
        return folder.resolve("status.json");
    }

    /** Returns the folder where other processes send requests to the one that holds this home. */
    Path requests() {
        return folder.resolve("asked");
    }

    /** Returns the folder with the copies of pictures. */
    public Path pictures() {
        return folder.resolve("pictures");
    }

    /** Returns the folder with stills of videos, which may be deleted at any time. */
    public Path stills() {
        return folder.resolve("stills");
    }

    Path inputs() {
        return folder.resolve("inputs");
    }
}
