package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.home.DebugLog;
import dev.reelbatch.notify.HookServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody notices how a run ended, and a notification never changes how it ends. */
@Timeout(120)
class RunNotificationsTest {

    private static final String TOKEN = "T0123456789-very-secret";

    private final HookServer server = new HookServer();
    private final Path folder;
    private final Cli cli;

    RunNotificationsTest(@TempDir Path folder) {
        this.folder = folder;
        this.cli = new Cli(folder);
        cli.environment.put("REELBATCH_NOTIFY_URL", server.url("/services/" + TOKEN));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private List<String> bodies() {
        return server.sent.stream().map(HookServer.Sent::body).toList();
    }

    @Test
    void whenARunEndsBadlyThenItIsToldAndAGoodOneIsNot() {
        server.answering(200, "");
        assertThat(cli.rehearse(cli.file("mugs.csv", "prompt\na mug\n")).exit()).isZero();
        assertThat(server.sent).isEmpty();
        Cli.Result failed = cli.rehearse(cli.file("mugs.csv", "prompt\na mug\na cup [moderated]\n"));
        assertThat(failed.exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertThat(failed.err()).isEmpty();
        assertThat(bodies()).singleElement().satisfies(body -> assertThat(body)
                .contains("\"job\":\"mugs\"", "\"run\":2", "\"outcome\":\"incomplete\"", "\"missing\":1")
                .contains("(rehearsal)", "row 3 (sensitive_check_error"));
    }

    @Test
    void whenANightCanNotEvenStartThenThatIsToldButNotToSomebodyAtTheTerminal() {
        server.answering(200, "");
        Path sheet = cli.file("bad.csv", "prompt,duration\na mug,7\n");
        assertThat(cli.rehearse(sheet).exit()).isEqualTo(ExitCode.INVALID);
        assertThat(bodies()).singleElement().satisfies(body -> assertThat(body)
                .contains("\"job\":\"bad\"", "\"outcome\":\"not_started\"", "row 2"));
        cli.answering("", "run", sheet.toString(), "--rehearse");
        assertThat(server.sent).hasSize(1);
    }

    @Test
    void whenItCanNotBeToldThenTheRunEndsAsItDidAndNobodySeesTheAddress() throws IOException {
        server.answering(404, "no_service for " + TOKEN);
        cli.environment.put("REELBATCH_NOTIFY_WHEN", "always");
        Cli.Result run;
        try (DebugLog debug = new DebugLog()) {
            run = cli.rehearse(cli.file("mugs.csv", "prompt\na mug\n"));
        }
        assertThat(run.exit()).isZero();
        assertThat(run.err().lines()).singleElement().satisfies(line -> assertThat(line)
                .isEqualTo("The notification could not be delivered: HTTP 404 no_service for ***"));
        assertThat(cli.home.resolve("rehearsal/logs/reelbatch.log"))
                .content()
                .contains("notification about mugs", "DEBUG");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(file -> assertThat(
                            Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain(TOKEN));
        }
    }

    @Test
    void whenItIsTestedThenASampleIsSent() {
        server.answering(200, "").answering(403, "");
        Cli.Result good = cli.run("notify", "--test");
        assertThat(good.exit()).isZero();
        assertThat(good.out()).contains("Sent");
        assertThat(bodies()).singleElement().asString().contains("This is a test");
        Cli.Result refused = cli.run("notify", "--test");
        assertThat(refused.exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertThat(refused.err()).contains("HTTP 403");
    }

    @Test
    void whenTheSettingIsMissingOrWrongThenItIsSaidWithoutTheAddress() {
        cli.environment.put("REELBATCH_NOTIFY_URL", "hooks/" + TOKEN);
        Cli.Result wrong = cli.run("notify", "--test");
        assertThat(wrong.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(wrong.err()).contains("reelbatch.notify.url").doesNotContain(TOKEN);
        cli.environment.remove("REELBATCH_NOTIFY_URL");
        assertThat(cli.run("notify", "--test").err()).contains("REELBATCH_NOTIFY_URL");
        assertThat(cli.run("notify", "--test", "-Dreelbatch.notify.kind=slak").err())
                .contains("reelbatch.notify.kind", "slack or feishu");
    }
}
