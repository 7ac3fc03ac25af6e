package dev.reelbatch.web;

import dev.reelbatch.session.Users;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.security.core.Authentication;

/** Tells of a request that is answered for long whether its caller may still have the answer. */
final class CallerCheck {

    private final AccessToken token;
    private final Users users;
    private final SessionFilter sessions;

    CallerCheck(AccessToken token, Users users, SessionFilter sessions) {
        this.token = token;
        this.users = users;
        this.sessions = sessions;
    }

    /** Returns what is true as long as the caller's token, or the session, is valid. */
    BooleanSupplier of(HttpServletRequest request, Authentication caller) {
        Optional<Person> person = Person.of(caller);
        String shown = TokenFilter.shown(request);
        if (shown != null) {
            return () -> TokenFilter.personOf(shown, token, users).equals(person);
        }
        HttpSession session = request.getSession(false);
        return () -> session != null && !sessions.isOver(session, caller);
    }
}
