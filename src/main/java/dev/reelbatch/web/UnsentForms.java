package dev.reelbatch.web;

import dev.reelbatch.time.Time;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.WebUtils;

/**
 * What was typed into long forms that were sent after their session had ended. Nothing of it is done; once the person has
 * signed in, the page of the form shows it again. Anybody can send a form, so little is kept, and not for long.
 */
public final class UnsentForms {

    private static final String COOKIE = "reelbatch-form";
    private static final Pattern LONG_FORMS = Pattern.compile("/new/[\\w-]{1,64}|/runs/[\\w-]{1,64}/prompts");
    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final int MOST = 32;
    private static final int LONGEST = 300_000; // characters

    private final Time time;
    private final Deque<Kept> forms = new ArrayDeque<>();

    private record Kept(AccessToken secret, String path, MultiValueMap<String, String> fields, long at) {}

    UnsentForms(Time time) {
        this.time = time;
    }

    /** Keeps the form of a request that needs a session, if it is a long one. */
    void keep(HttpServletRequest request, HttpServletResponse response) {
        String path = request.getRequestURI();
        if (OriginFilter.isReading(request) || !LONG_FORMS.matcher(path).matches()) {
            return;
        }
        MultiValueMap<String, String> fields = new LinkedMultiValueMap<>();
        request.getParameterMap().forEach((name, values) -> fields.addAll(name, Arrays.asList(values)));
        if (length(fields) <= LONGEST) {
            AccessToken secret = AccessToken.random();
            synchronized (forms) {
                if (forms.size() == MOST) {
                    forms.removeFirst();
                }
                forms.addLast(new Kept(secret, path, fields, time.nanos()));
            }
            response.addHeader(HttpHeaders.SET_COOKIE, cookie(request, secret.value(), KEPT));
        }
    }

    private static long length(MultiValueMap<String, String> fields) {
        return fields.entrySet().stream()
                .mapToLong(field -> field.getKey().length()
                        + field.getValue().stream().mapToLong(String::length).sum())
                .sum();
    }

    /** Returns the fields of the form of this page that this browser has sent in vain, once. */
    public Optional<MultiValueMap<String, String>> take(HttpServletRequest request) {
        Cookie shown = WebUtils.getCookie(request, COOKIE);
        if (shown == null) {
            return Optional.empty();
        }
        synchronized (forms) {
            forms.removeIf(form -> time.onWallClock(time.since(form.at())).compareTo(KEPT) > 0);
            Optional<Kept> mine = forms.stream()
                    .filter(form -> form.path().equals(request.getRequestURI()))
                    .filter(form -> form.secret().isSame(shown.getValue()))
                    .findFirst();
            mine.ifPresent(forms::remove);
            return mine.map(Kept::fields);
        }
    }

    private static String cookie(HttpServletRequest request, String value, Duration age) {
        return ResponseCookie.from(COOKIE, value)
                .path("/")
                .maxAge(age)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax") // a company account comes back from another site
                .build()
                .toString();
    }
}
