package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.terminal.Terminal;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code serve} says when it has started: how a browser gets in. */
@Timeout(120)
class ServeStartTest {

    private final Cli cli;

    ServeStartTest(@TempDir Path folder) {
        cli = new Cli(folder);
        cli.environment.put("REELBATCH_SERVE_PORT", "0");
    }

    /** Returns what it says until the pattern is found in it. */
    private String said(String pattern, String... more) throws InterruptedException {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        Terminal terminal = new Terminal(out, out, Reader.nullReader(), false, cli.environment);
        Thread serve = new Thread(() -> CommandLines.execute(
                terminal, Cli.join(new String[] {"serve", "--rehearse", "--home=" + cli.home}, more)));
        serve.start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> said.toString().lines().anyMatch(line -> line.matches(pattern)) || !serve.isAlive());
        } finally {
            serve.interrupt();
            serve.join();
        }
        return said.toString();
    }

    @Test
    void whenThereAreNoUsersThenItPrintsALinkThatOpensABrowserOnce() throws Exception {
        String link = "In a browser, once, within an hour: http://127\\.0\\.0\\.1:\\d+/login\\?once=[\\w-]{40,}";
        assertThat(said(link))
                .containsPattern("Answering on http://127\\.0\\.0\\.1:\\d+")
                .containsPattern(link);
    }

    @Test
    void whenThereAreUsersThenItPrintsTheAddressAtWhichTheySignIn() throws Exception {
        assertThat(cli.fed("correct horse battery\n", "user", "add", "anna", "--rehearse", "--role=admin")
                        .exit())
                .isZero();
        String here = "In a browser, sign in at http://127\\.0\\.0\\.1:\\d+/login";
        assertThat(said(here)).containsPattern(here).doesNotContain("once=");
        cli.environment.put("REELBATCH_SERVE_PUBLIC_URL", "https://videos.example.com");
        String there = "In a browser, sign in at https://videos\\.example\\.com/login";
        assertThat(said(there)).containsPattern(there);
    }
}
