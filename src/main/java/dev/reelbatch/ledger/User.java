package dev.reelbatch.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person who may use a {@code serve} over HTTP.
 *
 * @param name in small letters
 * @param passwordHash null if the person has no password here
 * @param hasToken whether the person has a personal token
 * @param budget limit for what this person requests; null for none
 * @param version changes whenever the person's sessions end
 */
public record User(
        String name,
        Role role,
        @Nullable String passwordHash,
        boolean hasToken,
        SpendingLimits.@Nullable Budget budget,
        String version,
        Instant createdAt) {

    /** What a person may do; each role includes those before it. */
    public enum Role {
        VIEW,
        RUN,
        ADMIN
    }

    /** Hides the password's hash. */
    @Override
    public String toString() {
        return "User[%s, %s]".formatted(name, role);
    }
}
