package dev.reelbatch.web.console;

import dev.reelbatch.ledger.User;
import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.text.Text;
import java.util.Arrays;
import java.util.List;

/**
 * A person, to be added or changed.
 *
 * @param roles to choose from
 * @param periods of a budget to choose from
 * @param isSelf true if this is who looks
 * @param problem why nothing was changed; empty for none
 * @param done what was just changed, in words; empty for nothing
 * @param token a new one, shown this once; empty for none
 */
record PersonView(
        String title,
        String sub,
        String name,
        String address,
        List<Choice> roles,
        String budget,
        List<Choice> periods,
        boolean isSelf,
        boolean hasToken,
        boolean canUseCompany,
        String problem,
        String done,
        String token)
        implements PageView {

    /** A value to choose. */
    record Choice(String value, String word, boolean isChosen) {}

    static PersonView toAdd(PeopleController.Form form, boolean isFirst, boolean canUseCompany, String problem) {
        return new PersonView(
                Text.of("Add a person"),
                isFirst
                        ? Text.of(
                                "Until now only this machine may use the server. With people, everybody signs in, also you: begin with yourself, as an admin.")
                        : Text.of("Who may see runs, request them, or approve them."),
                form.name(),
                "/people",
                roles(form.role()),
                form.budget(),
                periods(form.period()),
                false,
                false,
                canUseCompany,
                problem,
                "",
                "");
    }

    /** @param done what was changed, in the word of its address */
    static PersonView of(User user, boolean isSelf, String done, String token) {
        PeopleController.Form form = PeopleController.Form.of(user);
        return new PersonView(
                user.name(),
                RunningView.joined(
                        ConsolePages.mayDo(user.role()),
                        user.passwordHash() == null ? Text.of("no password") : Text.of("password"),
                        user.hasToken() ? Text.of("token") : Text.of("no token")),
                user.name(),
                "/people/" + Addresses.escaped(user.name()),
                roles(form.role()),
                form.budget(),
                periods(form.period()),
                isSelf,
                user.hasToken(),
                false,
                "",
                words(done),
                token);
    }

    private static String words(String done) {
        return switch (done) {
            case "changed" -> Text.of("Changed. The person has to sign in again.");
            case "password" -> Text.of("The password is changed. Sessions and the token have ended.");
            case "revoked" -> Text.of("The token is revoked.");
            case "token" -> Text.of("This is the new token. It is shown only now; an earlier one is no longer valid.");
            default -> "";
        };
    }

    private static List<Choice> roles(String chosen) {
        return Arrays.stream(Role.values())
                .map(role -> {
                    String value = PeopleController.word(role);
                    return new Choice(value, explained(role), value.equals(chosen));
                })
                .toList();
    }

    private static String explained(Role role) {
        return switch (role) {
            case VIEW -> Text.of("view: sees everything, changes nothing");
            case RUN -> Text.of("run: requests and stops runs, within the budget");
            case ADMIN -> Text.of("admin: approves runs too, and manages people");
        };
    }

    private static List<Choice> periods(String chosen) {
        return List.of(
                new Choice("day", Text.of("a day"), chosen.equals("day")),
                new Choice("month", Text.of("a month"), chosen.equals("month")));
    }
}
