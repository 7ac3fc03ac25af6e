package dev.reelbatch.web;

import dev.reelbatch.session.Users;
import dev.reelbatch.time.Time;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Begins browser sessions, and ends them: when they are old, when nothing was asked for long, and when the user was
 * removed or changed.
 */
final class SessionFilter extends OncePerRequestFilter {

    private static final String BEGUN = "reelbatch.begun";
    private static final String SEEN = "reelbatch.seen";

    private static final Duration TO_SIGN_IN = Duration.ofMinutes(5);

    private final Users users;
    private final Time time;
    private final Duration idle;
    private final Duration life;

    SessionFilter(Users users, Time time, Duration idle, Duration life) {
        this.users = users;
        this.time = time;
        this.idle = idle;
        this.life = life;
    }

    /** Begins a session of this person, with an id that nobody knew before. */
    void begin(HttpServletRequest request, HttpServletResponse response, Person person) {
        request.getSession();
        request.changeSessionId();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(person.authentication());
        SecurityContextHolder.setContext(context);
        new HttpSessionSecurityContextRepository().saveContext(context, request, response);
        begun(request);
    }

    /** Notes the time at which a session has begun. */
    void begun(HttpServletRequest request) {
        HttpSession session = request.getSession();
        session.setAttribute(BEGUN, time.nanos());
        session.setAttribute(SEEN, time.nanos());
        session.setMaxInactiveInterval((int) idle.toSeconds());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (session != null && authentication != null) {
            if (isOver(session, authentication)) {
                session.invalidate();
                SecurityContextHolder.setContext(SecurityContextHolder.createEmptyContext());
            } else {
                session.setAttribute(SEEN, time.nanos());
            }
        }
        chain.doFilter(request, response);
        HttpSession made = request.getSession(false);
        if (made != null && made.getAttribute(BEGUN) == null) { // of somebody who only sets out to sign in
            made.setMaxInactiveInterval((int) TO_SIGN_IN.toSeconds());
        }
    }

    /** Returns true if the session has ended, or its user was removed or changed. */
    boolean isOver(HttpSession session, Authentication authentication) {
        try {
            return isOver(session, BEGUN, life)
                    || isOver(session, SEEN, idle)
                    || Person.of(authentication)
                            .filter(person -> person.isStillKnown(users))
                            .isEmpty();
        } catch (IllegalStateException e) { // invalidated
            return true;
        }
    }

    private boolean isOver(HttpSession session, String since, Duration atMost) {
        return !(session.getAttribute(since) instanceof Long nanos)
                || time.onWallClock(time.since(nanos)).compareTo(atMost) > 0;
    }
}
