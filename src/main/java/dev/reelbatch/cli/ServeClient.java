package dev.reelbatch.cli;

import dev.reelbatch.handover.CommandRequest;
import dev.reelbatch.handover.Frame;
import dev.reelbatch.home.ServerFile;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The console's side of a command that a {@code serve} does. */
final class ServeClient {

    private static final Logger log = LoggerFactory.getLogger(ServeClient.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PATH = "/api/v1/commands";
    private static final int OK = 200;
    private static final int CONFLICT = 409;

    private final ServerFile.Content server;
    private final Terminal terminal;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    private String id = "";
    private org.jline.terminal.@Nullable Terminal screen;

    ServeClient(ServerFile.Content server, Terminal terminal) {
        this.server = server;
        this.terminal = terminal;
    }

    /** Lets the server do the command. Returns its exit code; empty if there is no server that takes commands. */
    OptionalInt run(CommandRequest request) {
        try {
            HttpResponse<InputStream> response = http.send(post(PATH, request.json()), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() == OK) {
                    return OptionalInt.of(follow(body));
                }
                if (response.statusCode() == CONFLICT) {
                    terminal.err().println(JSON.readTree(body).path("detail").asString(""));
                    return OptionalInt.of(ExitCode.HOME_IN_USE);
                }
            }
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            log.info("No server answers at {}", server.url(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return OptionalInt.empty();
    }

    private HttpRequest post(String path, String json) {
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Authorization", "Bearer " + server.token())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    private int follow(InputStream body) throws InterruptedException {
        try (BufferedReader frames = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = frames.readLine(); line != null; line = frames.readLine()) {
                Frame frame = Frame.parse(line);
                if (frame.kind() == Frame.Kind.EXIT) {
                    return Integer.parseInt(frame.text());
                }
                show(frame);
            }
        } catch (IOException | JacksonException e) {
            log.info("The connection is lost", e);
        } finally {
            closeScreen();
        }
        terminal.err()
                .println(
                        Text.of(
                                "The connection to `serve` is lost. A run that had begun is resumed by `serve`, at its next start if it has ended. See: reelbatch status"));
        return ExitCode.STOPPED;
    }

    private void show(Frame frame) throws IOException, InterruptedException {
        switch (frame.kind()) {
            case BEGIN -> id = frame.text();
            case OUT -> print(terminal.out(), frame);
            case ERR -> print(terminal.err(), frame);
            case QUESTION -> print(terminal.questions(), frame);
            case SCREEN -> printOnScreen(frame);
            case READ -> answer(terminal.line());
            case READ_HIDDEN -> answer(terminal.hiddenLine());
            case DETACHABLE ->
                Signals.leave(() -> {
                    closeScreen();
                    terminal.out().println(frame.text());
                    terminal.out().flush();
                });
            case ALIVE, EXIT -> {}
        }
    }

    private static void print(PrintWriter writer, Frame frame) {
        writer.print(frame.text());
        writer.flush();
    }

    private void printOnScreen(Frame frame) {
        if (screen == null) {
            screen = terminal.screen().orElse(null);
        }
        print(screen == null ? terminal.out() : screen.writer(), frame);
    }

    private void closeScreen() {
        try (org.jline.terminal.Terminal open = screen) {
            screen = null;
        } catch (IOException e) {
            log.info("The terminal could not be given back", e);
        }
    }

    private void answer(String line) throws IOException, InterruptedException {
        String json = JSON.writeValueAsString(new Line(line));
        http.send(post(PATH + "/" + id + "/input", json), BodyHandlers.discarding());
    }

    private record Line(String line) {}
}
