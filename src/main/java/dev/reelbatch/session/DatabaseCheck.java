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
 * Checks a home's database without writing to it, before it is opened for use. H2 writes to a file as soon as it opens
 * it. If its newest content is unreadable, H2 silently continues with older content, or with none, and reelbatch would
 * then pay again for everything it forgot.
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
     * Checks the database. Returns true if it has this version, so that nothing needs to be migrated.
     *
     * @throws UserException if the database belongs to a newer reelbatch, or has lost content
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

    /**
     * Compares with the header, which is written now and then and names a version of the content; that must not be
     * newer than the readable one.
     */
    private void atVersions() {
        if (isOlderThanItsHeader()) {
            throw DatabaseErrors.damaged(home, Text.of("its newest content can't be read"));
        }
    }

    private boolean isOlderThanItsHeader() {
        try {
            long named = versionInHeader();
            try (MVStore store =
                    new MVStore.Builder().fileName(file.toString()).readOnly().open()) {
                return store.getCurrentVersion() < named;
            }
        } catch (NonWritableChannelException e) { // it found nothing, and was about to start afresh
            return true;
        } catch (IOException | MVStoreException e) {
            return false; // opening it for use will report the problem
        }
    }

    /** Returns the newer version in the header's two copies; 0 if neither can be read. */
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
            return false; // a kill left it in a way that reading can't resolve; opening it for use will report problems
        }
    }

    /** Compares the migrations. Flyway could do it too, but takes as long as a whole start. */
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
