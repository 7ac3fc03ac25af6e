package dev.reelbatch.web;

import dev.reelbatch.ledger.AuditEntry.Action;
import dev.reelbatch.web.PasswordCheck.TooManyTriesException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/** What follows on signing in and out: where to, and what is recorded. */
final class SignInHandlers {

    private final SessionFilter sessions;

    SignInHandlers(SessionFilter sessions) {
        this.sessions = sessions;
    }

    void signedIn(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        request.setAttribute(AuditFilter.ACTION, Action.SIGN_IN);
        sessions.begun(request);
        response.sendRedirect("/");
    }

    /** Answers the same for a name that nobody has as for a wrong password. */
    void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        request.setAttribute(AuditFilter.NAME, request.getParameter("username"));
        if (e instanceof TooManyTriesException tooMany) {
            request.setAttribute(AuditFilter.ACTION, Action.LOCKED_OUT);
            response.sendRedirect("/login?error=wait&wait=" + tooMany.minutes());
        } else {
            request.setAttribute(AuditFilter.ACTION, Action.SIGN_IN_FAILED);
            response.sendRedirect("/login?error=wrong");
        }
    }

    void signedOut(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication)
            throws IOException {
        request.setAttribute(AuditFilter.ACTION, Action.SIGN_OUT);
        response.sendRedirect("/login?error=out");
    }
}
