package dev.reelbatch.web;

import dev.reelbatch.ledger.AuditEntry.Action;
import dev.reelbatch.web.PasswordCheck.BusyException;
import dev.reelbatch.web.PasswordCheck.TooManyTriesException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/** What follows on signing in and out: where to, and what is recorded. */
final class SignInHandlers {

    private static final String SECONDS = "10"; // after which a crowd has signed in

    private final SessionFilter sessions;
    private final ProblemWriter problems;

    SignInHandlers(SessionFilter sessions, ProblemWriter problems) {
        this.sessions = sessions;
        this.problems = problems;
    }

    void signedIn(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        request.setAttribute(AuditFilter.ACTION, Action.SIGN_IN);
        sessions.begun(request);
        response.sendRedirect(PageAskedFor.take(request, response));
    }

    /** Answers the same for a name that nobody has as for a wrong password. */
    void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof BusyException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, SECONDS);
            problems.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, ProblemTexts.busy());
            return;
        }
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
