package dev.reelbatch.cli;

import dev.reelbatch.ledger.SpendingLimits.Budget;
import dev.reelbatch.ledger.User;
import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.session.Session;
import dev.reelbatch.session.Users;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.terminal.TextTable;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code user} command: the people who may use {@code serve} over HTTP. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        description = {
            "Adds, lists, changes and removes the people who may use `serve` over HTTP. Whoever is removed or changed is "
                    + "signed out at once."
        },
        footerHeading = "Examples",
        footer = {
            "  A person who may request runs, for at most 500 a day:",
            "    reelbatch user add anna --role=run --budget=500/day",
            "  Another password, a personal token for scripts:",
            "    reelbatch user password anna",
            "    reelbatch user token anna",
            "  List all, remove one:",
            "    reelbatch user list",
            "    reelbatch user remove anna"
        })
final class UserCommand implements Callable<Integer>, HandedOver {

    /** What can be done, in the words of the command line. */
    enum Action {
        ADD("--role", "--budget", "--oidc"),
        LIST,
        CHANGE("--role", "--budget"),
        PASSWORD,
        TOKEN("--revoke"),
        REMOVE;

        private final Set<String> options;

        Action(String... options) {
            this.options = Set.of(options);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int GAP = 2;

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "ACTION",
            description = "add, list, change (role and budget), password, token (makes a new one) or remove")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Action action;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "the person's name")
    private @Nullable String name;

    @Option(
            names = "--role",
            paramLabel = "view|run|admin",
            description =
                    "view changes nothing, run (the default) requests and stops runs, admin also approves them, runs job files now and reads who did what")
    private @Nullable Role role;

    @Option(
            names = "--budget",
            paramLabel = "N/PERIOD",
            converter = Converters.BudgetConverter.class,
            description = "limit for what this person requests: 500/day or 8000/month; none for no limit (the default)")
    private Converters.@Nullable GivenBudget budget;

    @Option(names = "--oidc", description = "without a password: signs in with the company's account of this name")
    private boolean oidc;

    @Option(names = "--revoke", description = "revoke the token, without a new one")
    private boolean revoke;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HomeOptions home;

    UserCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public HomeOptions home() {
        return home;
    }

    @Override
    public Integer call() throws Exception {
        check();
        try (Session session = home.open(terminal, home.settings(terminal), Time.system(), terminal.out())) {
            Users users = session.users();
            if (name == null) {
                list(users.all());
            } else {
                terminal.out().println(done(users, name));
            }
            return ExitCode.DELIVERED;
        }
    }

    private void check() {
        if ((action == Action.LIST) != (name == null)) {
            throw new UserException(
                    name == null
                            ? Text.of("Whose? Write reelbatch user %s NAME", action)
                            : Text.of("`user list` takes no name."));
        }
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("--role", role != null);
        given.put("--budget", budget != null);
        given.put("--oidc", oidc);
        given.put("--revoke", revoke);
        given.forEach((option, isGiven) -> {
            if (isGiven && !action.options.contains(option)) {
                throw new UserException(Text.of("%s does not go with `user %s`.", option, action));
            }
        });
        if (action == Action.CHANGE && role == null && budget == null) {
            throw new UserException(Text.of("Change what? Give --role or --budget."));
        }
    }

    private String done(Users users, String who) {
        switch (action) {
            case ADD -> {
                users.requireFree(who);
                User added =
                        users.add(who, role == null ? Role.RUN : role, oidc ? null : newPassword(), budgetOr(null));
                return Text.of("User %s added: %s.", added.name(), word(added.role()));
            }
            case CHANGE -> {
                User user = users.known(who);
                users.change(who, role == null ? user.role() : role, budgetOr(user.budget()));
                return Text.of("User %s changed, and signed out.", user.name());
            }
            case PASSWORD -> {
                users.known(who);
                users.setPassword(who, newPassword());
                return Text.of("The password of %s is changed. Sessions and the token have ended.", who);
            }
            case TOKEN -> {
                if (!revoke) {
                    return users.newToken(who);
                }
                users.revokeToken(who);
                return Text.of("The token of %s is revoked.", who);
            }
            default -> {
                users.remove(who);
                return Text.of("User %s removed.", who);
            }
        }
    }

    private @Nullable Budget budgetOr(@Nullable Budget present) {
        return budget == null ? present : budget.value();
    }

    /** Asks twice at a terminal; otherwise reads one line of the input. */
    private String newPassword() {
        String password = terminal.askHidden(Text.of("Password:"));
        if (terminal.canAsk() && !password.equals(terminal.askHidden(Text.of("Once more:")))) {
            throw new UserException(Text.of("The two passwords differ. Nothing was changed."));
        }
        return password;
    }

    private void list(List<User> users) {
        if (users.isEmpty()) {
            terminal.out().println(Text.of("There are no users. Only this machine may use `serve`."));
            return;
        }
        int width = users.stream()
                        .mapToInt(user -> TextTable.width(user.name()))
                        .max()
                        .orElse(0)
                + GAP;
        users.forEach(user -> terminal.out().println(line(user, width)));
    }

    private static String line(User user, int width) {
        Budget budget = user.budget();
        return TextTable.padded(user.name(), width)
                + TextTable.padded(word(user.role()), Role.ADMIN.name().length() + GAP)
                + String.join(
                        ", ",
                        user.passwordHash() == null ? Text.of("no password") : Text.of("password"),
                        user.hasToken() ? Text.of("token") : Text.of("no token"),
                        budget == null ? Text.of("no budget") : budget.text());
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
