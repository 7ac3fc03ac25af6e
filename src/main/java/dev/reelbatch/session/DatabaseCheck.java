package dev.reelbatch.session;

import dev.reelbatch.home.EmptyDatabase;
import dev.reelbatch.home.Home;
import dev.reelbatch.home.Migrations;
import dev.reelbatch.job.DatabaseErrors;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.NonWritableChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Looks at a home's database without writing to it, before it is opened for good. H2 writes to a file
 * as soon as it opens it, and where the newest of its content is unreadable it goes on, without a word,
 * from what was there before, or from nothing: reelbatch would pay again for all that it then forgot.
 */
public final class DatabaseCheck {

    private static final int HEADER = 4096;
    private static final Pattern VERSION = Pattern.compile(",version:([0-9a-f]+)");

    private static final int TABLE_NOT_FOUND = 42102;

    private final Home home;
    private final Path file;

    private DatabaseCheck(Home home) {
        this.home = home;
        this.file = home.ledgerFile();
    }

    /**
     * Returns whether the database is of this version, so that there is nothing to migrate.
     *
     * @throws UserException if the database is a newer reelbatch's, or is not what this home once had
     */
    public static boolean at(Home home) {
        if (!home.wasMade()) { // new, or killed while it was being made: there is nothing to lose
            return EmptyDatabase.copiedTo(home, Migrations.known());
        }
        DatabaseCheck look = new DatabaseCheck(home);
        if (!Files.exists(look.file)) {
            throw DatabaseErrors.damaged(home, Text.of("ledger.mv.db is missing"));
        }
        look.atVersions();
        return look.isCurrent();
    }

    /** The header, written now and then, names a version of the content that must not be ahead of what is readable. */
    private void atVersions() {
        if (isOlderThanItsHeader()) {
            throw DatabaseErrors.damaged(home, Text.of("the newest of its content can't be read"));
        }
    }

    private boolean isOlderThanItsHeader() {
        try {
            long named = versionInHeader();
            try (MVStore store =
                    new MVStore.Builder().fileName(file.toString()).readOnly().open()) {
                return store.getCurrentVersion() < named;
            }
        } catch (NonWritableChannelException e) { // it found nothing, and was about to begin anew
            return true;
        } catch (IOException | MVStoreException e) {
            return false; // opening it for good will tell
        }
    }

    /** The newer of the header's two copies; 0 if neither can be read. */
    private long versionInHeader() throws IOException {
        byte[] header;
        try (InputStream in = Files.newInputStream(file)) {
            header = in.readNBytes(2 * HEADER);
        }
        Matcher version = VERSION.matcher(new String(header, StandardCharsets.ISO_8859_1));
        return version.results()
                .mapToLong(found -> Long.parseLong(found.group(1), 16))
                .max()
                .orElse(0);
    }

    private boolean isCurrent() {
        String url = "jdbc:h2:file:%s;ACCESS_MODE_DATA=r;IFEXISTS=TRUE;TRACE_LEVEL_FILE=0"
                .formatted(home.ledger().toString().replace("\\", "/"));
        try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
            return isCurrent(Migrations.applied(connection));
        } catch (SQLException e) {
            if (e.getErrorCode() == TABLE_NOT_FOUND) {
                throw lost();
            }
            return false; // left by a kill in a way that reading alone can't settle: opening it for good will tell
        }
    }

    /** Flyway would tell what is newer as well, in the time that a whole start takes. */
    private boolean isCurrent(Migrations applied) {
        Migrations known = Migrations.known();
        if (applied.newest() == 0) {
            throw lost();
        }
        if (applied.newest() > known.newest()) {
            throw DatabaseErrors.newer(home);
        }
        return applied.equals(known);
    }

    private UserException lost() {
        return DatabaseErrors.damaged(home, Text.of("it has lost its content"));
    }
}
