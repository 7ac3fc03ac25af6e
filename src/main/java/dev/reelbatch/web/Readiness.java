package dev.reelbatch.web;

import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether this process can take runs now. */
public final class Readiness {

    private final Session session;
    private final Disks disks;
    private final CallHealth callHealth;

    Readiness(Session session, Disks disks, CallHealth callHealth) {
        this.session = session;
        this.disks = disks;
        this.callHealth = callHealth;
    }

    /** A reason not to be ready; its word is for programs. */
    public enum Problem {
        DATABASE("database"),
        DISK_FULL("disk_full"),
        KEY_REFUSED("key_refused");

        private final String word;

        Problem(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        /** Returns it for a person: the fact, what follows, and what to do. */
        public String text() {
            return switch (this) {
                case DATABASE -> Text.of("The database of the home does not answer. The log has the details.");
                case DISK_FULL ->
                    Text.of(
                            "The disk of the home or of the results is nearly full, so no run can finish. Free some space (reelbatch.serve.min-free-space sets how much is needed).");
                case KEY_REFUSED ->
                    Text.of(
                            "The API rejected the key or denied it access, so nothing is submitted. Fix that (for another key, start serve again); it is ready again after the next accepted submission.");
            };
        }
    }

    /** Returns how long the API took to answer of late; null before its first answer. */
    public @Nullable Duration apiAnswersIn() {
        return callHealth.answersIn();
    }

    /** Returns true if the API has accepted the key, and has not refused it since. */
    public boolean isKeyAccepted() {
        return callHealth.isKeyAccepted();
    }

    /** Returns the gravest problem; empty if runs can be taken. */
    public Optional<Problem> problem() {
        if (!session.isReady()) {
            return Optional.of(Problem.DATABASE);
        } else if (disks.isFull()) {
            return Optional.of(Problem.DISK_FULL);
        }
        return callHealth.isKeyRefused() ? Optional.of(Problem.KEY_REFUSED) : Optional.empty();
    }
}
