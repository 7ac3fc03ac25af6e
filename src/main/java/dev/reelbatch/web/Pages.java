package dev.reelbatch.web;

import com.samskivert.mustache.Template;
import dev.reelbatch.home.BuildInfo;
import dev.reelbatch.page.HtmlTemplates;
import dev.reelbatch.text.Language;
import dev.reelbatch.text.Text;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.util.WebUtils;

/** The small pages for people, from templates in {@code page}, and what all pages have in common. */
public final class Pages {

    public static final String HTML = "text/html;charset=UTF-8";

    private static final String LANGUAGE = "reelbatch-language"; // cookie and attribute

    private final Map<String, Template> templates = new ConcurrentHashMap<>();

    /** Returns true if a person asks with a browser, who needs a page rather than a problem detail. */
    static boolean isForBrowser(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return !request.getRequestURI().startsWith("/api/")
                && accept != null
                && accept.contains(MediaType.TEXT_HTML_VALUE);
    }

    /**
     * Returns the language that the person has chosen; else the one that the browser prefers among those there are; that
     * of this process if it names none.
     */
    public static Language language(HttpServletRequest request) {
        return Stream.of(
                        Optional.ofNullable((Language) request.getAttribute(LANGUAGE)),
                        Optional.ofNullable(WebUtils.getCookie(request, LANGUAGE))
                                .flatMap(cookie -> languageOf(cookie.getValue())))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> preferred(request));
    }

    private static Optional<Language> languageOf(String tag) {
        return Arrays.stream(Language.values())
                .filter(language -> language.tag().equals(tag))
                .findFirst();
    }

    /** Shows this page and those that follow in this language; another text than the tag of one changes nothing. */
    static void choose(String tag, HttpServletRequest request, HttpServletResponse response) {
        languageOf(tag).ifPresent(language -> {
            request.setAttribute(LANGUAGE, language);
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(LANGUAGE, tag)
                            .path("/")
                            .maxAge(Duration.ofDays(365))
                            .httpOnly(true)
                            .secure(request.isSecure())
                            .sameSite("Lax")
                            .build()
                            .toString());
        });
    }

    private static Language preferred(HttpServletRequest request) {
        List<Locale> wanted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null
                ? List.of()
                : Collections.list(request.getLocales());
        return wanted.stream()
                .map(Locale::getLanguage)
                .filter(tag -> tag.equals(Language.ENGLISH.tag()) || tag.equals(Language.CHINESE.tag()))
                .findFirst()
                .map(Language::of)
                .orElseGet(Text::language);
    }

    /**
     * Returns a page.
     *
     * @param template the name of its template
     * @param values made in the page's language
     */
    String page(HttpServletRequest request, String template, Supplier<Map<String, Object>> values) {
        return Text.in(language(request), () -> {
            Map<String, Object> all = new HashMap<>(values.get());
            all.put("lang", Text.language().htmlTag());
            all.put("version", BuildInfo.version());
            all.put("assets", assetsVersion());
            all.put("content", template(template).execute(all));
            return template("frame").execute(all);
        });
    }

    /** Returns what the addresses of style sheet, script and icons end in. */
    public static String assetsVersion() {
        return AssetsController.VERSION;
    }

    /** Returns the language that a page can be switched to: its {@code tag}, {@code html} tag and own {@code name}. */
    public static Map<String, Object> otherLanguage() {
        boolean isChinese = Text.language() == Language.CHINESE;
        Language other = isChinese ? Language.ENGLISH : Language.CHINESE;
        return Map.of("tag", other.tag(), "html", other.htmlTag(), "name", isChinese ? "English" : "中文");
    }

    /** Returns what a form needs to be accepted; a caller with a token needs nothing. */
    public static Map<String, Object> csrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken csrf
                ? Map.of("csrfName", csrf.getParameterName(), "csrf", csrf.getToken())
                : Map.of("csrfName", "", "csrf", "");
    }

    /** Returns a page that says in words what went wrong. */
    public String error(HttpServletRequest request, HttpStatus status, String detail) {
        return page(
                request,
                "error",
                () -> Map.of(
                        "title", title(status),
                        "detail", detail,
                        "toStart", Text.of("To the start page")));
    }

    private static String title(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> Text.of("Not found");
            case FORBIDDEN -> Text.of("Not allowed");
            case INTERNAL_SERVER_ERROR -> Text.of("A defect");
            default -> Text.of("That did not work");
        };
    }

    private Template template(String name) {
        return templates.computeIfAbsent(
                name, missing -> HtmlTemplates.compile(Pages.class, "page/" + missing + ".html"));
    }
}
