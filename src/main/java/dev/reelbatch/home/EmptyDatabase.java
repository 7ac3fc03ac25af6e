package dev.reelbatch.home;

import dev.reelbatch.files.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/**
 * The empty database of a new home. The build lets Flyway make it once, since to make it anew in every home is a sixth
 * of a start there; without it, as in an IDE, Flyway makes the home's own.
 */
public final class EmptyDatabase {

    private EmptyDatabase() {}

    /** Run by the build: makes it in this folder of classes. */
    public static void main(String[] classes) throws IOException {
        Path beside = Path.of(classes[0], EmptyDatabase.class.getPackageName().replace('.', '/'));
        Home home = new Home(Files.createTempDirectory("new-ledger"), false);
        Database.opening(home, false).opened().close();
        Files.copy(home.ledgerFile(), beside.resolve(resource(Migrations.known())));
        FileSystemUtils.deleteRecursively(home.folder());
    }

    /**
     * Gives it to a home that has no database yet; a kill leaves it there whole or not at all.
     *
     * @param known those of this program
     * @return whether the home has it now, so that there is nothing to migrate
     */
    public static boolean copiedTo(Home home, Migrations known) {
        if (Files.exists(home.ledgerFile())) {
            return false; // killed while it was being made
        }
        try (InputStream empty = EmptyDatabase.class.getResourceAsStream(resource(known))) {
            if (empty == null) {
                return false;
            }
            AtomicFile.writeForced(home.ledgerFile(), empty.readAllBytes());
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Named after its migrations, so that one that an earlier build left is not taken. */
    private static String resource(Migrations known) {
        return "ledger-%08x.mv.db".formatted(known.checksums().hashCode());
    }
}
