package dev.reelbatch.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A look into the database of a process that is gone, through a copy, so that looking changes nothing. */
final class LedgerCopy {

    private LedgerCopy() {}

    /** The first column of what the query finds; nothing if there is no database or no such table yet. */
    static List<String> query(Path home, String sql) {
        Path database = home.resolve("ledger.mv.db");
        if (!Files.exists(database)) {
            return List.of();
        }
        try {
            Path folder = Files.createTempDirectory("ledger-copy");
            try {
                Files.copy(database, folder.resolve("ledger.mv.db"));
                return query(folder.resolve("ledger").toString(), sql);
            } finally {
                Trees.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> query(String database, String sql) {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + database, "sa", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            if (e.getErrorCode() == 42102 || e.getErrorCode() == 42104) { // no such table yet
                return List.of();
            }
            throw new IllegalStateException(e);
        }
    }
}
