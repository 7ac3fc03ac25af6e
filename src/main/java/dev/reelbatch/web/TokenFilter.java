package dev.reelbatch.web;

import dev.reelbatch.session.Users;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Accepts requests that show the token of {@code server.json} or a user's own in {@code Authorization: Bearer}. */
final class TokenFilter extends OncePerRequestFilter {

    /** The name under which requests with the token of {@code server.json} are recorded. */
    static final String OWNER = Users.OWNER;

    private static final String BEARER = "Bearer ";

    private final AccessToken token;
    private final Users users;

    TokenFilter(AccessToken token, Users users) {
        this.token = token;
        this.users = users;
    }

    static boolean showsToken(HttpServletRequest request) {
        String shown = request.getHeader(HttpHeaders.AUTHORIZATION);
        return shown != null && shown.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        personOf(request).ifPresent(person -> {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(person.authentication());
            SecurityContextHolder.setContext(context);
        });
        chain.doFilter(request, response);
    }

    private Optional<Person> personOf(HttpServletRequest request) {
        if (!showsToken(request)) {
            return Optional.empty();
        }
        String shown = request.getHeader(HttpHeaders.AUTHORIZATION)
                .substring(BEARER.length())
                .strip();
        return token.isSame(shown)
                ? Optional.of(Person.owner())
                : users.ofToken(shown).map(Person::of);
    }
}
