package dev.reelbatch.web.console;

import dev.reelbatch.ledger.SpendingLimits.Budget;
import dev.reelbatch.ledger.User;
import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.session.Session;
import dev.reelbatch.session.Users;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.web.AuditFilter;
import dev.reelbatch.web.CompanySignIn;
import dev.reelbatch.web.NotFoundException;
import dev.reelbatch.web.Pages;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Adds, changes and removes people, as {@code reelbatch user} does. Only admins come here. */
@Hidden
@RestController
@RequestMapping("/people")
final class PeopleController {

    private final Users users;
    private final ConsolePages pages;
    private final ObjectProvider<CompanySignIn> company;

    PeopleController(Session session, ConsolePages pages, ObjectProvider<CompanySignIn> company) {
        this.users = session.users();
        this.pages = pages;
        this.company = company;
    }

    /**
     * What the form says of a person.
     *
     * @param budget amount; empty for no limit
     */
    record Form(String name, String role, String budget, String period) {

        Form {
            name = Objects.requireNonNullElse(name, "");
            role = Objects.requireNonNullElse(role, "");
            budget = Objects.requireNonNullElse(budget, "");
            period = Objects.requireNonNullElse(period, "");
        }

        static Form of(User user) {
            Budget budget = user.budget();
            return new Form(
                    user.name(),
                    word(user.role()),
                    budget == null ? "" : budget.amount().toPlainString(),
                    budget == null ? "day" : budget.period().name().toLowerCase(Locale.ROOT));
        }

        Role chosenRole() {
            return Arrays.stream(Role.values())
                    .filter(known -> word(known).equals(role))
                    .findFirst()
                    .orElseThrow(() -> new UserException(Text.of("Choose what the person may do.")));
        }

        @Nullable Budget chosenBudget() {
            return budget.isBlank()
                    ? null
                    : Budget.parse(budget.strip() + "/" + period)
                            .orElseThrow(() -> new UserException(
                                    Text.of("A budget is a number like 500 or 99.50, or left empty for no limit.")));
        }
    }

    @GetMapping(produces = Pages.HTML)
    String add(HttpServletRequest request, Authentication caller) {
        return page(request, caller, new Form("", word(users.isEmpty() ? Role.ADMIN : Role.RUN), "", "day"), "");
    }

    @PostMapping(produces = Pages.HTML)
    ResponseEntity<String> add(
            Form form,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String again,
            @RequestParam(defaultValue = "false") boolean company,
            HttpServletRequest request,
            Authentication caller) {
        AuditFilter.note(request, "user=" + form.name());
        note(request, form);
        if (company) {
            AuditFilter.note(request, "company=true");
        }
        try {
            if (company && this.company.stream().findAny().isEmpty()) {
                throw new UserException(Text.of("No company server is set up: this person needs a password."));
            }
            if (users.isEmpty() && form.chosenRole() != Role.ADMIN) {
                throw new UserException(
                        Text.of("The first person must be an admin: without one, nobody could add others here."));
            }
            String name = form.name().strip();
            users.requireFree(name);
            users.add(name, form.chosenRole(), company ? null : same(password, again), form.chosenBudget());
            return seeOther("/system");
        } catch (UserException e) {
            return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                    .contentType(MediaType.parseMediaType(Pages.HTML))
                    .body(page(request, caller, form, String.valueOf(e.getMessage())));
        }
    }

    private static void note(HttpServletRequest request, Form form) {
        String budget = form.budget().isBlank() ? "none" : form.budget().strip() + "/" + form.period();
        AuditFilter.note(request, "role=" + form.role() + " budget=" + budget);
    }

    private String page(HttpServletRequest request, Authentication caller, Form form, String problem) {
        boolean isFirst = users.isEmpty();
        return pages.page(
                request,
                caller,
                Section.SYSTEM,
                "person-new",
                () -> PersonView.toAdd(form, isFirst, company.stream().findAny().isPresent(), problem));
    }

    @GetMapping(path = "/{name}", produces = Pages.HTML)
    String person(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String done,
            HttpServletRequest request,
            Authentication caller) {
        User user = known(name);
        return pages.page(
                request, caller, Section.SYSTEM, "person", () -> PersonView.of(user, isSelf(user, caller), done, ""));
    }

    @PostMapping("/{name}")
    ResponseEntity<String> change(
            @PathVariable String name, Form form, HttpServletRequest request, Authentication caller) {
        note(request, form);
        User user = other(name, caller);
        users.change(user.name(), form.chosenRole(), form.chosenBudget());
        return done(user, "changed");
    }

    @PostMapping("/{name}/password")
    ResponseEntity<String> password(
            @PathVariable String name, @RequestParam String password, @RequestParam String again) {
        User user = known(name);
        users.setPassword(user.name(), same(password, again));
        return done(user, "password");
    }

    /** Makes a token and shows it, this once. */
    @PostMapping(path = "/{name}/token", produces = Pages.HTML)
    String token(@PathVariable String name, HttpServletRequest request, Authentication caller) {
        String token = users.newToken(known(name).name());
        User user = known(name);
        return pages.page(
                request,
                caller,
                Section.SYSTEM,
                "person",
                () -> PersonView.of(user, isSelf(user, caller), "token", token));
    }

    @PostMapping("/{name}/revoke")
    ResponseEntity<String> revoke(@PathVariable String name) {
        User user = known(name);
        users.revokeToken(user.name());
        return done(user, "revoked");
    }

    @PostMapping("/{name}/remove")
    ResponseEntity<String> remove(@PathVariable String name, Authentication caller) {
        users.remove(other(name, caller).name());
        return seeOther("/system");
    }

    private User known(String name) {
        return users.find(name).orElseThrow(() -> new NotFoundException(Text.of("There is no user %s.", name)));
    }

    /** Nobody takes away his own rights, so there is always an admin left. */
    private User other(String name, Authentication caller) {
        User user = known(name);
        if (isSelf(user, caller)) {
            throw new UserException(Text.of("You can't change or remove yourself. Ask another admin."));
        }
        return user;
    }

    private static boolean isSelf(User user, Authentication caller) {
        return user.name().equals(caller.getName());
    }

    private static String same(String password, String again) {
        if (!password.equals(again)) {
            throw new UserException(Text.of("The two passwords differ. Nothing was changed."));
        }
        return password;
    }

    static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static ResponseEntity<String> done(User user, String what) {
        return seeOther("/people/" + Addresses.escaped(user.name()) + "?done=" + what);
    }

    private static ResponseEntity<String> seeOther(String address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(address))
                .build();
    }
}
