package dev.reelbatch.ledger;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person did over HTTP.
 *
 * @param person null if nobody known
 * @param target what was made or meant, such as the address of a run; null if the path says it all
 * @param address from where
 * @param status of the answer
 */
public record AuditEntry(
        Instant at,
        @Nullable String person,
        Action action,
        String method,
        String path,
        @Nullable String target,
        String address,
        int status) {

    /** Returns the same entry with another target. */
    public AuditEntry about(String what) {
        return new AuditEntry(at, person, action, method, path, what, address, status);
    }

    /** The kinds of entries. */
    public enum Action {
        REQUEST,
        SIGN_IN,
        SIGN_IN_FAILED,
        LOCKED_OUT,
        SIGN_OUT,
        REFUSED;

        /** Returns the word in JSON. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
