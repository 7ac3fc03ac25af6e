package dev.reelbatch.job;

import dev.reelbatch.home.Home;
import dev.reelbatch.home.HomeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.NonWritableChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Looks at a home's database without writing to it, before it is opened for good. H2 writes to a file
 * as soon as it opens it, and where the newest of its content is unreadable it goes on, without a word,
 * from what was there before, or from nothing: reelbatch would pay again for all that it then forgot.
 */
final class FirstLook {

    private static final int HEADER = 4096;
    private static final Pattern VERSION = Pattern.compile(",version:([0-9a-f]+)");

    private static final Pattern MIGRATION = Pattern.compile("V(\\d+)__");
    private static final int TABLE_NOT_FOUND = 42102;
    private static final String APPLIED = """
            select max(cast("version" as integer)) from "flyway_schema_history" where "version" is not null
            """;

    private final Home home;
    private final Path file;

    private FirstLook(Home home) {
        this.home = home;
        this.file = Path.of(home.ledger() + ".mv.db");
    }

    /** @throws HomeException if the database is a newer reelbatch's, or is not what this home once had */
    static void at(Home home) {
        if (!home.wasMade()) {
            return; // new, or killed while it was being made: there is nothing to lose
        }
        FirstLook look = new FirstLook(home);
        if (!Files.exists(look.file)) {
            throw DatabaseTrouble.damaged(home, "ledger.mv.db is missing");
        }
        look.atVersions();
        look.atMigrations();
    }

    /** The header, written now and then, names a version of the content that must not be ahead of what is readable. */
    private void atVersions() {
        if (isOlderThanItsHeader()) {
            throw DatabaseTrouble.damaged(home, "the newest of its content can't be read");
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

    private void atMigrations() {
        String url = "jdbc:h2:file:%s;ACCESS_MODE_DATA=r;IFEXISTS=TRUE;TRACE_LEVEL_FILE=0"
                .formatted(home.ledger().toString().replace("\\", "/"));
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                ResultSet applied = connection.createStatement().executeQuery(APPLIED)) {
            check(applied.next() ? applied.getInt(1) : 0);
        } catch (SQLException e) {
            if (e.getErrorCode() == TABLE_NOT_FOUND) {
                check(0);
            }
            // else left by a kill in a way that reading alone can't settle: opening it for good will tell
        }
    }

    private void check(int newest) {
        if (newest == 0) {
            throw DatabaseTrouble.damaged(home, "it has lost its content");
        }
        if (newest > newestKnown()) {
            throw DatabaseTrouble.newer(home);
        }
    }

    /** Flyway itself would tell as well, in the time that a whole start takes. */
    private static int newestKnown() {
        try {
            return Arrays.stream(
                            new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/V*.sql"))
                    .map(script -> MIGRATION.matcher(String.valueOf(script.getFilename())))
                    .filter(Matcher::lookingAt)
                    .mapToInt(name -> Integer.parseInt(name.group(1)))
                    .max()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
