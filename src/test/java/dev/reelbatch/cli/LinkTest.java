package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sheets from links and from standard input, in rehearsals. */
@Timeout(240)
class LinkTest {

    private static final String SHEET = "prompt\na red kite over the sea\na boat at dawn\n";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final Cli cli;
    private volatile String sheet = SHEET;
    private volatile int status = 200;

    LinkTest(@TempDir Path folder) throws IOException {
        cli = new Cli(folder);
        cli.environment.put("REELBATCH_LINK_PRIVATE_ADDRESSES", "true");
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            String tag = "\"" + sheet.hashCode() + "\"";
            String asked = exchange.getRequestHeaders().getFirst("If-None-Match");
            boolean isSame = status == 200 && tag.equals(asked);
            requests.add(exchange.getRequestURI() + (isSame ? " 304" : " " + status));
            exchange.getResponseHeaders().add("ETag", tag);
            exchange.getResponseHeaders()
                    .add("Content-Disposition", "attachment; filename*=UTF-8''Launch%20%E6%98%A5.csv");
            byte[] body = sheet.getBytes(StandardCharsets.UTF_8);
            try (exchange) {
                exchange.sendResponseHeaders(isSame ? 304 : status, isSame ? -1 : body.length);
                if (!isSame) {
                    exchange.getResponseBody().write(body);
                }
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String link() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/plans/x?key=s3cret";
    }

    private Cli.Result rehearse(String... more) {
        return cli.run(Cli.join(new String[] {"run", "--rehearse", "--rate=600/min", "--patience=9h"}, more));
    }

    private Cli.Result rehearseOut(String input, String... more) {
        return rehearse(Cli.join(new String[] {input, "--out=" + cli.folder.resolve("out")}, more));
    }

    private String everythingKept() {
        try (Stream<Path> all = Files.walk(cli.home)) {
            StringBuilder text = new StringBuilder();
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                text.append(file)
                        .append('\n')
                        .append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whenALinkIsRunThenItsSheetIsAndItsTitleNamesTheJobAndItsSecretIsNowhere() throws IOException {
        Cli.Result result = rehearseOut(link());
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(ExitCode.DELIVERED);
        assertThat(result.out()).contains("Launch 春: 2 rows, 2 videos", "2 rows: 2 delivered");
        assertThat(requests).containsExactly("/plans/x?key=s3cret 200");
        assertThat(everythingKept()).doesNotContain("s3cret", "/plans/x");
        for (String file : List.of("manifest.csv", "manifest.jsonl", "report.html")) {
            assertThat(Files.readString(cli.folder.resolve("out").resolve(file)))
                    .doesNotContain("s3cret", "127.0.0.1");
        }
    }

    @Test
    void whenALinkIsRunAgainThenItsHostIsAskedWhetherItChangedAndOnlyNewRowsArePaid() {
        rehearseOut(link());
        assertThat(rehearseOut(link()).out()).contains("Nothing left to do");
        sheet = SHEET + "a third scene at night\n";
        assertThat(rehearseOut(link()).out()).contains("1 to submit", "3 rows: 3 delivered");
        assertThat(requests)
                .containsExactly("/plans/x?key=s3cret 200", "/plans/x?key=s3cret 304", "/plans/x?key=s3cret 200");
        sheet = "prompt\nwhat nobody asked for\n";
        assertThat(rehearse("--job=Launch 春").out()).contains("Nothing left to do");
        assertThat(requests).hasSize(3);
    }

    @Test
    void whenTheLinkGivesNoSheetThenOldBytesAreNotRunInstead() {
        rehearseOut(link());
        status = 503;
        Cli.Result later = rehearseOut(link());
        assertThat(later.err())
                .contains("The sheet can't be fetched from its link. 127.0.0.1 answered HTTP 503.")
                .doesNotContain("s3cret");
        assertThat(later.exit()).isEqualTo(ExitCode.INVALID);
        status = 200;
        sheet = "<!doctype html><title>Sign in</title>";
        Cli.Result login = rehearseOut(link());
        assertThat(login.err())
                .contains("not shared with everybody who has the link")
                .doesNotContain("s3cret");
        assertThat(login.exit()).isEqualTo(ExitCode.INVALID);
    }

    @Test
    void whenTheKeptSheetIsDamagedThenItIsFetchedWhole() throws IOException {
        rehearseOut(link());
        try (Stream<Path> all = Files.walk(cli.home)) {
            Path kept = all.filter(file -> file.endsWith("Launch 春.csv"))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(kept, "prompt\nsomething else\n");
        }
        assertThat(rehearseOut(link()).out()).contains("Nothing left to do");
        assertThat(requests).containsExactly("/plans/x?key=s3cret 200", "/plans/x?key=s3cret 200");
    }

    @Test
    void whenALinkIsCheckedThenItsSheetIsAndNothingIsKept() {
        Cli.Result result = cli.run("check", link());
        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.DELIVERED);
        assertThat(result.out())
                .startsWith("http://127.0.0.1:" + server.getAddress().getPort() + "/…\n")
                .contains("\"a red kite over the sea\"", "No mistakes found.")
                .doesNotContain("s3cret");
        assertThat(cli.home).doesNotExist();
        assertThat(cli.run("check", link(), "--format=json").out()).doesNotContain("s3cret", "/plans");
        sheet = "what,else\n1,2\n";
        assertThat(cli.run("check", link()).err())
                .contains("http://127.0.0.1", "/…: there is no column \"prompt\"")
                .doesNotContain("s3cret");
    }

    @Test
    void whenLinksToThisMachineAreNotAllowedThenTheyAreRefusedWithTheSetting() {
        cli.environment.remove("REELBATCH_LINK_PRIVATE_ADDRESSES");
        assertThat(rehearseOut(link()).err()).contains("is not an https address");
        assertThat(rehearseOut("https://127.0.0.1:" + server.getAddress().getPort() + "/x")
                        .err())
                .contains("reelbatch.link.private-addresses");
        assertThat(cli.run("check", "ftp://a.example/s3cret.csv").err())
                .contains("not a link to a sheet")
                .doesNotContain("s3cret");
        assertThat(requests).isEmpty();
    }

    @Test
    void whenAJobFileNamesALinkThenItIsCheckedAndRun() {
        Path job = cli.file("night.yaml", "input: " + link() + "\n");
        assertThat(cli.run("check", job.toString()).out()).contains("No mistakes found.");
        assertThat(rehearse(job.toString(), "--out=" + cli.folder.resolve("out"))
                        .out())
                .contains("night: 2 rows");
        assertThat(cli.run("check", cli.file("in.yaml", "input: \"-\"\n").toString())
                        .err())
                .contains("input must name");
    }

    @Test
    void whenASheetOfTheSameTitleComesFromAnotherLinkThenItIsNotTheSameJob() {
        rehearseOut(link());
        assertThat(rehearseOut(link().replace("s3cret", "other")).err())
                .contains("The job \"Launch 春\" belongs to the sheet in 127.0.0.1", "add --job")
                .doesNotContain("s3cret");
    }

    private Cli.Result piped(String text, String... arguments) {
        return cli.fed(text, arguments);
    }

    @Test
    void whenASheetComesByStandardInputThenItIsCheckedRunAndResumed() {
        assertThat(piped(SHEET, "check", "-").out())
                .startsWith("standard input\n")
                .contains("No mistakes found.");
        assertThat(cli.home).doesNotExist();
        Cli.Result run = piped(
                SHEET,
                "run",
                "-",
                "--job=launch",
                "--rehearse",
                "--rate=600/min",
                "--patience=9h",
                "--rows=2",
                "--out=" + cli.folder.resolve("out"));
        assertThat(run.out()).as(run.err()).contains("launch: 1 row,");
        Cli.Result rest = rehearse("--job=launch");
        assertThat(rest.out()).as(rest.err()).contains("2 rows: 2 delivered");
    }

    @Test
    void whenStandardInputIsNoSheetThenItIsSaid() {
        assertThat(piped(SHEET, "run", "-", "--rehearse").err()).contains("add --job NAME");
        assertThat(piped("", "run", "-", "--job=a", "--rehearse").err()).contains("Standard input is empty");
        assertThat(piped("1,2\n", "check", "-").err()).startsWith("standard input: there is no column \"prompt\"");
        assertThat(cli.answering("", "run", "-", "--job=a", "--rehearse").err())
                .contains("Standard input is a terminal");
        cli.environment.put("REELBATCH_LINK_MAX_SIZE", "1KB");
        assertThat(piped(SHEET.repeat(100), "check", "-").err()).contains("reelbatch.link.max-size");
    }
}
