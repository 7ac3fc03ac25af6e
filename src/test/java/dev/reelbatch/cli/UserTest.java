package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code user}: who may use {@code serve} over HTTP. */
@Timeout(120)
class UserTest {

    private static final String PASSWORD = "correct horse";

    private final Cli cli;

    UserTest(@TempDir Path folder) {
        cli = new Cli(folder);
    }

    private Cli.Result user(String... more) {
        return cli.run(Cli.join(new String[] {"user"}, more));
    }

    private Cli.Result typed(String answers, String... more) {
        return cli.answering(answers, Cli.join(new String[] {"user"}, more));
    }

    private void add(String name, String... more) {
        Cli.Result added = typed(PASSWORD + "\n" + PASSWORD, Cli.join(new String[] {"add", name}, more));
        assertThat(added.exit()).as(added.err()).isZero();
    }

    @Test
    void whenAUserIsAddedThenTheListShowsHisRoleAndBudgetAndNoFileHasHisPassword() {
        add("Anna", "--role=admin", "--budget=500/day");
        add("bo");
        assertThat(user("list").out().lines())
                .containsExactly(
                        "anna  admin  password, no token, 500/day", "bo    run    password, no token, no budget");
        assertThat(homeHolds(PASSWORD)).isFalse();
        assertThat(typed(PASSWORD, "add", "ANNA").err()).contains("There is a user anna already.");
    }

    @Test
    void whenTheTwoPasswordsDifferThenNobodyIsAdded() {
        Cli.Result added = typed(PASSWORD + "\ncorrect house", "add", "anna");
        assertThat(added.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(added.err()).contains("The two passwords differ");
        assertThat(user("list").out()).contains("There are no users");
    }

    @Test
    void whenThereIsNoTerminalThenThePasswordIsALineOfTheInput() {
        Cli.Result added = cli.piped(PASSWORD, "user", "add", "anna");
        assertThat(added.exit()).as(added.err()).isZero();
        assertThat(added.err()).doesNotContain("Password:");
        assertThat(cli.piped("", "user", "add", "bo").err()).contains("at least 8 characters");
    }

    @Test
    void whenATokenIsMadeThenItIsPrintedAloneAndKeptAsAHash() {
        add("anna", "--oidc");
        String token = user("token", "anna").out().strip();
        assertThat(token).hasSize(43);
        assertThat(homeHolds(token)).isFalse();
        assertThat(user("list").out()).contains("no password, token");
        assertThat(user("token", "anna").out().strip()).isNotEqualTo(token);
        assertThat(user("token", "anna", "--revoke").out()).contains("revoked");
        assertThat(user("list").out()).contains("no password, no token");
    }

    @Test
    void whenAUserIsChangedOrRemovedThenTheListShowsIt() {
        add("anna", "--budget=500/day");
        user("token", "anna");
        assertThat(user("change", "anna", "--role=view").exit()).isZero();
        assertThat(user("list").out()).contains("anna  view   password, token, 500/day");
        assertThat(user("change", "anna", "--budget=none").exit()).isZero();
        assertThat(user("list").out()).contains("view   password, token, no budget");
        assertThat(typed("another horse\nanother horse", "password", "anna").exit())
                .isZero();
        assertThat(user("list").out()).contains("password, no token");
        assertThat(user("remove", "anna").exit()).isZero();
        assertThat(user("list").out()).contains("There are no users");
        assertThat(user("remove", "anna").err()).contains("There is no user anna.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "OWNER", "-x", "", " ", "a b", "<b>", "a\u001b[31m", "a\nb", "../a"})
    void whenANameIsNotAcceptedThenItSaysWhichAre(String name) {
        Cli.Result added = typed(PASSWORD + "\n" + PASSWORD, "add", "--", name);
        assertThat(added.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(added.err()).contains("A user's name has 1 to 64 letters");
    }

    @Test
    void whenANameOrPasswordIsEndlessThenItIsRefused() {
        String endless = "x".repeat(10_000);
        assertThat(typed(PASSWORD + "\n" + PASSWORD, "add", endless).err()).contains("1 to 64 letters");
        assertThat(typed(endless + "\n" + endless, "add", "anna").err()).contains("at most 72 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "list anna, takes no name",
        "add, reelbatch user add NAME",
        "token anna --role=run, --role does not go with `user token`",
        "add anna --revoke, --revoke does not go with `user add`",
        "add anna --budget=500, is not a budget",
        "add anna --role=boss, boss",
        "change anna, Give --role or --budget",
        "delete anna, delete",
    })
    void whenTheCommandIsWrongThenItSaysSo(String command, String message) {
        Cli.Result wrong = user(command.split(" "));
        assertThat(wrong.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(wrong.err()).contains(message);
    }

    private boolean homeHolds(String text) {
        try (Stream<Path> files = Files.walk(cli.home)) {
            return files.filter(Files::isRegularFile).anyMatch(file -> holds(file, text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
