package dev.reelbatch.session;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** People whose passwords are hashed as cheaply as bcrypt allows: the usual strength costs more than the rest of a test. */
public final class QuickUsers {

    private static final int LEAST_STRENGTH = 4;

    private QuickUsers() {}

    /** Returns the people of a session. Their passwords are right wherever they are asked for. */
    public static Users of(Session session) {
        return new Users(session.users().ledger, new BCryptPasswordEncoder(LEAST_STRENGTH));
    }
}
