package dev.reelbatch.home;

import dev.reelbatch.files.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/**
 * The empty database of a new home. The build lets Flyway make it once, since making it in every home takes a sixth of
 * a start there; without it, as in an IDE, Flyway makes the home's own.
 */
public final class EmptyDatabase {

    private EmptyDatabase() {}

    /** Creates the database in this folder of classes; run by the build. */
    public static void main(String[] classes) throws IOException {
        Path beside = Path.of(classes[0], EmptyDatabase.class.getPackageName().replace('.', '/'));
        Home home = new Home(Files.createTempDirectory("new-ledger"), false);
        Database.opening(home, false).opened().close();
        Files.copy(home.ledgerFile(), beside.resolve(resource(Migrations.known())));
        FileSystemUtils.deleteRecursively(home.folder());
    }

    /**
     * Copies it to a home that has no database yet; after a kill it is complete or absent.
     *
     * @param known the migrations of this program
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

    /**
     * Returns the resource's name, which contains the migrations, so that one left by an earlier build is not taken.
     */
    private static String resource(Migrations known) {
        return "ledger-%08x.mv.db".formatted(known.checksums().hashCode());
    }
}
