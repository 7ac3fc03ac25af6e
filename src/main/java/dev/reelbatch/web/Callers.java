package dev.reelbatch.web;

import dev.reelbatch.ledger.User.Role;
import org.springframework.security.core.Authentication;

/** What callers may do. */
public final class Callers {

    private static final String ADMIN = "ROLE_ADMIN";

    private Callers() {}

    public static boolean isAdmin(Authentication caller) {
        return caller.getAuthorities().stream().anyMatch(role -> ADMIN.equals(role.getAuthority()));
    }

    /** Returns true if the caller may spend money within his budget. */
    public static boolean mayRun(Authentication caller) {
        return Person.of(caller)
                .map(Person::role)
                .filter(role -> role != Role.VIEW)
                .isPresent();
    }
}
