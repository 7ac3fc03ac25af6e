package dev.reelbatch.web;

import dev.reelbatch.session.Users;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
        Optional.ofNullable(shown(request))
                .flatMap(shown -> personOf(shown, token, users))
                .ifPresent(person -> {
                    SecurityContext context = SecurityContextHolder.createEmptyContext();
                    context.setAuthentication(person.authentication());
                    SecurityContextHolder.setContext(context);
                });
        chain.doFilter(request, response);
    }

    /** Returns the token that a request shows; null if it shows none. */
    static @Nullable String shown(HttpServletRequest request) {
        return showsToken(request)
                ? request.getHeader(HttpHeaders.AUTHORIZATION)
                        .substring(BEARER.length())
                        .strip()
                : null;
    }

    /** Returns whose token this is. */
    static Optional<Person> personOf(String shown, AccessToken token, Users users) {
        return token.isSame(shown)
                ? Optional.of(Person.owner())
                : users.ofToken(shown).map(Person::of);
    }
}
