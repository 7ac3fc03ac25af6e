package dev.reelbatch.web;

import org.springframework.security.core.Authentication;

/** What callers may do. */
final class Callers {

    private static final String ADMIN = "ROLE_ADMIN";

    private Callers() {}

    static boolean isAdmin(Authentication caller) {
        return caller.getAuthorities().stream().anyMatch(role -> ADMIN.equals(role.getAuthority()));
    }
}
