package dev.reelbatch.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** The page that a person asked for who had to sign in first: one of this server, and no other, whatever a cookie says. */
final class PageAskedFor {

    private static final String COOKIE = "reelbatch-page";
    private static final String START = "/";
    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final Pattern OWN_PAGE = Pattern.compile("/(?![/\\\\])[!-~&&[^\\\\]]{1,999}");

    private PageAskedFor() {}

    /** Keeps the page of a request in the browser; of a form that was sent, the page that it is on. */
    static void keep(HttpServletRequest request, HttpServletResponse response) {
        String page = OriginFilter.isReading(request)
                ? page(request.getRequestURI(), request.getQueryString())
                : pageOfForm(request.getHeader(HttpHeaders.REFERER));
        if (OWN_PAGE.matcher(page).matches()) {
            set(request, response, URLEncoder.encode(page, StandardCharsets.UTF_8), KEPT);
        }
    }

    private static String page(String path, @Nullable String query) {
        return path + (query == null ? "" : "?" + query);
    }

    /** Returns its page here, wherever it says that it is: {@link OriginFilter} refuses forms of others. */
    private static String pageOfForm(@Nullable String referrer) {
        try {
            URI page = URI.create(Objects.requireNonNullElse(referrer, ""));
            return page(Objects.requireNonNullElse(page.getRawPath(), ""), page.getRawQuery());
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Returns the page, once; the start page if none was asked for. */
    static String take(HttpServletRequest request, HttpServletResponse response) {
        Cookie[] all = Objects.requireNonNullElse(request.getCookies(), new Cookie[0]);
        String page = Arrays.stream(all)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .map(cookie -> decoded(cookie.getValue()))
                .findFirst()
                .orElse("");
        if (page.isEmpty()) {
            return START;
        }
        set(request, response, "", Duration.ZERO);
        return checked(page);
    }

    /** Returns the page if it is one of this server, else the start page. */
    static String checked(String page) {
        return OWN_PAGE.matcher(page).matches() ? page : START;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return START;
        }
    }

    private static void set(HttpServletRequest request, HttpServletResponse response, String value, Duration age) {
        ResponseCookie cookie = ResponseCookie.from(COOKIE, value)
                .path("/login")
                .maxAge(age)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax") // a company account comes back from another site
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
