package dev.reelbatch.job;

import dev.reelbatch.home.Home;
import dev.reelbatch.home.HomeInUseException;
import dev.reelbatch.home.HomeNotWritableException;
import dev.reelbatch.report.ReportException;
import dev.reelbatch.sheet.SheetException;
import dev.reelbatch.stage.FailureCause;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.sql.SQLException;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/** Errors that prevent the database from opening or working, as messages for people. */
public final class DatabaseErrors {

    private static final int IN_USE = 90020;
    private static final int CORRUPTED = 90030;
    private static final int UNSUPPORTED_FORMAT = 90048;

    private DatabaseErrors() {}

    public static RuntimeException in(Home home, RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return ofSql(home, sql, e);
            }
            if (cause.getClass().getName().endsWith("FlywayValidateException")) {
                return newer(home);
            }
        }
        return notWritable(home, e);
    }

    /** Describes a disk that failed while a home was in use: full, or set read-only. */
    static RuntimeException notWritable(Home home, RuntimeException e) {
        // OUT's disk, not the home's; the exception has its own message
        boolean isOfElsewhere = e instanceof ReportException
                || e instanceof SheetException; // a damaged sheet: reading it throws IOExceptions as well
        return isOfElsewhere
                ? e
                : FailureCause.ofDisk(e)
                        .map(reason -> (RuntimeException) new HomeNotWritableException(home, reason, e))
                        .orElse(e);
    }

    public static UserException newer(Home home) {
        return new UserException(Text.of(
                "The home %s was used by a newer reelbatch, or its database was changed by hand. Nothing was changed. Use the newer version, or another --home.",
                home.folder()));
    }

    public static UserException damaged(Home home, String how) {
        return new UserException(Text.of(
                "The database of the home %s is damaged (%s). Nothing was changed. Restore a backup of the home, or use another --home.",
                home.folder(), how));
    }

    private static RuntimeException ofSql(Home home, SQLException sql, RuntimeException e) {
        return switch (sql.getErrorCode()) {
            case IN_USE -> new HomeInUseException(home);
            case CORRUPTED, UNSUPPORTED_FORMAT -> damaged(home, firstLine(sql));
            default -> isUnreadable(e) ? damaged(home, Text.of("it can't be read")) : notWritable(home, e);
        };
    }

    /**
     * Returns true for an error of reading. H2 gives errors of reading and writing the same code, and tells them apart
     * only by their cause.
     */
    private static boolean isUnreadable(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof MVStoreException store && store.getErrorCode() == DataUtils.ERROR_READING_FAILED) {
                return true;
            }
        }
        return false;
    }

    private static String firstLine(SQLException sql) {
        String message = sql.getMessage();
        return (message == null ? "" : message).lines().findFirst().orElse(Text.of("no details"));
    }
}
