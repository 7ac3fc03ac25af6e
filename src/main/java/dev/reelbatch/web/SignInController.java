package dev.reelbatch.web;

import dev.reelbatch.ledger.AuditEntry.Action;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The page to sign in, and the link that opens a session where there are no users. */
@Hidden
@RestController
final class SignInController {

    private static final int LONGEST_WAIT = 999;

    private final Session session;
    private final Pages pages;
    private final OneTimeLinks links;
    private final SessionFilter sessions;
    private final ObjectProvider<CompanySignIn> company;

    SignInController(
            Session session,
            Pages pages,
            OneTimeLinks links,
            SessionFilter sessions,
            ObjectProvider<CompanySignIn> company) {
        this.session = session;
        this.pages = pages;
        this.links = links;
        this.sessions = sessions;
        this.company = company;
    }

    /** @param wait minutes */
    @GetMapping(path = "/login", produces = Pages.HTML)
    ResponseEntity<String> page(
            @RequestParam(required = false) @Nullable String once,
            @RequestParam(required = false) @Nullable String error,
            @RequestParam(defaultValue = "1") int wait,
            @RequestParam(defaultValue = "") String language,
            HttpServletRequest request,
            HttpServletResponse response) {
        Pages.choose(language, request, response);
        boolean noUsers = session.users().isEmpty();
        if (once == null) {
            return answer(request, error, wait, noUsers);
        }
        if (noUsers && links.use(once)) {
            request.setAttribute(AuditFilter.ACTION, Action.SIGN_IN);
            sessions.begin(request, response, Person.owner());
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create(PageAskedFor.take(request, response)))
                    .build();
        }
        request.setAttribute(AuditFilter.ACTION, Action.SIGN_IN_FAILED);
        return answer(request, "link", wait, noUsers);
    }

    /** Makes a new link, which replaces an unused one. */
    @PostMapping("/api/v1/sign-in-links")
    ResponseEntity<Map<String, String>> newLink(HttpServletRequest request) {
        if (!session.users().isEmpty()) {
            throw new ConflictException(Text.of("This server has users, who sign in with their names."));
        }
        return ResponseEntity.status(HttpStatus.CREATED).body(Map.of("path", links.newPath()));
    }

    private ResponseEntity<String> answer(
            HttpServletRequest request, @Nullable String error, int wait, boolean noUsers) {
        return ResponseEntity.ok(pages.page(request, "login", () -> {
            Map<String, Object> values = new HashMap<>(Pages.csrf(request));
            values.put("title", Text.of("Sign in"));
            values.put("hasForm", !noUsers);
            values.put("otherLanguage", Pages.otherLanguage());
            values.put("name", Text.of("Name"));
            values.put("password", Text.of("Password"));
            values.put("error", error == null ? "" : words(error, Math.min(Math.max(wait, 1), LONGEST_WAIT)));
            values.put("done", "out".equals(error) ? Text.of("You are signed out.") : "");
            values.put("noAccount", Text.of("No account, or password forgotten? Ask an admin of this server."));
            values.put(
                    "byLink",
                    Text.of(
                            "Open the link that reelbatch printed when serve was started. It is valid once, for an hour. To get a new one, start serve again."));
            List<CompanySignIn.Link> others =
                    company.stream().flatMap(ways -> ways.links().stream()).toList();
            values.put("hasCompany", !others.isEmpty());
            values.put("or", Text.of("or"));
            values.put(
                    "company",
                    others.stream()
                            .map(other -> Map.of(
                                    "link", other.path(),
                                    "label", Text.of("Sign in with %s", other.name())))
                            .toList());
            return values;
        }));
    }

    private static String words(String error, int wait) {
        return switch (error) {
            case "out" -> "";
            case "wait" -> Text.of("Too many tries. Wait %s, then try again.", Text.counted(wait, "minute"));
            case "link" -> Text.of("This link was used before, or is too old.");
            case "account" -> Text.of("Your company account has no access here. Ask an admin of this server.");
            default -> Text.of("Name or password is wrong. After 5 tries, wait one minute.");
        };
    }
}
