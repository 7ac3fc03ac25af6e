package dev.reelbatch.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses what would change something and comes from a page of another site, as far as the browser says where from. */
final class OriginFilter extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final ProblemWriter errors;

    OriginFilter(ProblemWriter errors) {
        this.errors = errors;
    }

    /** Returns true for a request that changes nothing. */
    static boolean isReading(HttpServletRequest request) {
        return READING.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isReading(request) || isOwn(request)) {
            chain.doFilter(request, response);
        } else {
            errors.write(request, response, HttpStatus.FORBIDDEN, ProblemTexts.otherSite());
        }
    }

    private static boolean isOwn(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return (site == null || OWN_SITES.contains(site)) && (origin == null || isOwn(request, origin));
    }

    /** Compares host and port; the scheme may differ behind a proxy that ends TLS. */
    private static boolean isOwn(HttpServletRequest request, String origin) {
        URI from = parsed(origin);
        return from != null
                && from.getHost() != null
                && from.getHost().equalsIgnoreCase(request.getServerName())
                && port(from.getPort(), from.getScheme()) == port(ofHost(request), from.getScheme());
    }

    /** Returns the port that the caller used; -1 for the scheme's own. */
    private static int ofHost(HttpServletRequest request) {
        int port = request.getServerPort();
        return port == port(-1, request.getScheme()) ? -1 : port;
    }

    private static int port(int port, String scheme) {
        int standard = "https".equalsIgnoreCase(scheme) ? 443 : 80;
        return port < 0 ? standard : port;
    }

    private static @Nullable URI parsed(String origin) {
        try {
            return URI.create(origin);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
