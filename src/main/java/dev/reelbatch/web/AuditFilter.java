package dev.reelbatch.web;

import dev.reelbatch.ledger.AuditEntry;
import dev.reelbatch.ledger.AuditEntry.Action;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Records what changes something, who signed in and out, and what was refused, whichever controller answers. */
public final class AuditFilter extends OncePerRequestFilter {

    /** Request attribute with an {@link Action} other than a request. */
    static final String ACTION = AuditFilter.class.getName() + ".action";

    /** Request attribute with the name that was tried. */
    static final String NAME = AuditFilter.class.getName() + ".name";

    private static final String TARGET = AuditFilter.class.getName() + ".target";

    private static final int LONGEST_NOTE = 500; // characters, of which the ledger keeps as many in all

    private final AuditTrail trail;

    AuditFilter(AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String before = caller();
        boolean ended = false;
        try {
            chain.doFilter(request, response);
            ended = true;
        } finally {
            String after = caller();
            record(
                    request,
                    response,
                    after == null ? before : after,
                    ended ? response.getStatus() : HttpStatus.INTERNAL_SERVER_ERROR.value());
        }
    }

    /** Notes what a request is about where its path does not say it, without secrets; several notes are kept in order. */
    public static void note(HttpServletRequest request, String text) {
        String before = attribute(request, TARGET).map(noted -> noted + "; ").orElse("");
        request.setAttribute(TARGET, before + text.substring(0, Math.min(text.length(), LONGEST_NOTE)));
    }

    /** Notes the fields of a request. */
    static void note(HttpServletRequest request, Map<String, List<String>> fields) {
        note(
                request,
                fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + String.join(",", field.getValue()))
                        .collect(Collectors.joining(" ")));
    }

    private static @Nullable String caller() {
        return Person.of(SecurityContextHolder.getContext().getAuthentication())
                .map(Person::name)
                .orElse(null);
    }

    private void record(HttpServletRequest request, HttpServletResponse response, @Nullable String caller, int status) {
        boolean isRefused = status == HttpStatus.FORBIDDEN.value()
                || status == HttpStatus.UNAUTHORIZED.value()
                        && (TokenFilter.showsToken(request) || !OriginFilter.isReading(request));
        Object special = request.getAttribute(ACTION);
        if (special == null && !isRefused && OriginFilter.isReading(request)) {
            return;
        }
        Action action = special instanceof Action known ? known : isRefused ? Action.REFUSED : Action.REQUEST;
        trail.add(new AuditEntry(
                trail.now(),
                attribute(request, NAME).orElse(caller),
                action,
                request.getMethod(),
                request.getRequestURI(),
                target(request, response),
                request.getRemoteAddr(),
                status));
    }

    private static @Nullable String target(HttpServletRequest request, HttpServletResponse response) {
        String noted = attribute(request, TARGET).map(HttpText::of).orElse("");
        String made = made(response);
        String target = made == null ? noted : noted.isEmpty() ? made : made + "; " + noted;
        return target.isEmpty() ? null : target;
    }

    /** Returns the address of what was made. */
    private static @Nullable String made(HttpServletResponse response) {
        return response.getStatus() < HttpStatus.MULTIPLE_CHOICES.value()
                ? response.getHeader(HttpHeaders.LOCATION)
                : null;
    }

    private static Optional<String> attribute(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getAttribute(name)).map(Object::toString);
    }
}
