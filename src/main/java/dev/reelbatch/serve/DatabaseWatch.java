package dev.reelbatch.serve;

import dev.reelbatch.session.Session;
import dev.reelbatch.stage.FailureCause;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Ends a server whose database has given up, as H2 does when its file can't grow: it does not come back in this process,
 * which would refuse everything until somebody looks. A service manager starts it again.
 */
final class DatabaseWatch {

    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Session session;
    private final Time time;
    private long checkedAt;

    DatabaseWatch(Session session, Time time) {
        this.session = session;
        this.time = time;
        this.checkedAt = time.nanos();
    }

    /**
     * Looks whether it answers, now and then.
     *
     * @throws UserException if it has given up
     */
    void check() {
        if (time.since(checkedAt).compareTo(EVERY) > 0) {
            checkedAt = time.nanos();
            try {
                session.homeId();
            } catch (RuntimeException e) {
                givenUp(e).ifPresent(why -> {
                    throw why;
                });
            }
        }
    }

    /** Returns what to tell a person if an error is of a database that has given up, or empty. */
    static Optional<UserException> givenUp(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return FailureCause.ofDisk(e)
                        .map(reason -> new UserException(
                                UserException.Kind.INTERRUPTED,
                                Text.of(
                                        "The database of the home has stopped, because its disk is full or can't be written (%s). Free some space, then start `serve` again: it resumes what was interrupted.",
                                        reason),
                                e));
            }
        }
        return Optional.empty();
    }
}
