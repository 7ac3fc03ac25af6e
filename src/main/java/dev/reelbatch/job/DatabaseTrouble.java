package dev.reelbatch.job;

import dev.reelbatch.home.Home;
import dev.reelbatch.home.HomeException;
import java.sql.SQLException;

/** What keeps the database from opening, in words for a person. */
final class DatabaseTrouble {

    private static final int IN_USE = 90020;
    private static final int CORRUPTED = 90030;
    private static final int UNSUPPORTED_FORMAT = 90048;

    private DatabaseTrouble() {}

    static RuntimeException in(Home home, RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return ofSql(home, sql, e);
            }
            if (cause.getClass().getName().endsWith("FlywayValidateException")) {
                return new HomeException(
                        "The home %s was used by a newer reelbatch, or its database was changed by hand. Nothing was touched; use the newer version, or another --home."
                                .formatted(home.folder()));
            }
        }
        return e;
    }

    private static RuntimeException ofSql(Home home, SQLException sql, RuntimeException e) {
        return switch (sql.getErrorCode()) {
            case IN_USE -> new HomeInUseException(home);
            case CORRUPTED, UNSUPPORTED_FORMAT ->
                new HomeException(
                        "The database of the home %s is damaged (%s). Nothing was touched; restore a copy of the home, or use another --home."
                                .formatted(home.folder(), firstLine(sql)));
            default -> e;
        };
    }

    private static String firstLine(SQLException sql) {
        String message = sql.getMessage();
        return message == null ? "no details" : message.lines().findFirst().orElse("no details");
    }
}
