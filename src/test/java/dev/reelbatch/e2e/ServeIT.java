package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelbatch.time.CrashPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code serve} with a hot folder: a sheet goes its way once, whatever happens to the process. */
@ExtendWith(Sandboxes.class)
class ServeIT {

    private static final Duration IN_TIME = Duration.ofSeconds(10);

    /** @param out the key that says where results go, with its line's end; empty for the inbox itself */
    private static Path jobFile(Sandbox sandbox, String out, String rate) {
        return sandbox.write(
                "inbox.yaml", """
                inbox: inbox
                settle: 100ms
                %smax-cost: none
                rate: %s
                api-url: %s
                """.formatted(out, rate, sandbox.simulator().apiUrl()));
    }

    private static Child serve(Sandbox sandbox) {
        return serve(sandbox, "50/s");
    }

    private static Child serve(Sandbox sandbox, String rate) {
        return sandbox.start(StopIT.HEARS_SIGNALS, "serve", jobFile(sandbox, "out: " + sandbox.out() + "\n", rate));
    }

    private static Child serveWithoutOut(Sandbox sandbox, String rate) {
        return sandbox.start(StopIT.HEARS_SIGNALS, "serve", jobFile(sandbox, "", rate));
    }

    /** Into the inbox as a person drops it: whole, by a rename. */
    private static void drop(Sandbox sandbox, String name, int clips) throws IOException {
        Path sheet = sandbox.prompts("dropped.csv", clips);
        Path dropped = sandbox.folder().resolve("inbox").resolve(name);
        Files.createDirectories(dropped.getParent());
        Files.move(sheet, dropped);
    }

    private static List<String> in(Sandbox sandbox, String folder) {
        Path settled = sandbox.folder().resolve("inbox").resolve(folder);
        if (!Files.isDirectory(settled)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(settled)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".csv"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitSettled(Sandbox sandbox, Child serve, int sheets) {
        awaitSettled(sandbox, serve, "", sheets);
    }

    /** @param person the start of the path of a person's folder; empty for everybody's */
    private static void awaitSettled(Sandbox sandbox, Child serve, String person, int sheets) {
        await().atMost(Child.LONG_ENOUGH)
                .until(() -> !serve.isRunning()
                        || in(sandbox, person + "done").size()
                                        + in(sandbox, person + "failed").size()
                                >= sheets);
        assertThat(serve.isRunning()).as(serve.console()).isTrue();
    }

    @Test
    void whenStoppedInTheMiddleThenItIsOutInTimeAndTheNextStartSettlesEverySheet(Sandbox sandbox) throws Exception {
        drop(sandbox, "clips.csv", 30);
        Child first = serve(sandbox, "4/s");
        await().atMost(Child.LONG_ENOUGH).until(() -> sandbox.simulator().acceptedCount() >= 3);
        first.signal("TERM");
        first.await(IN_TIME).expect(143);
        assertThat(sandbox.simulator().acceptedCount()).isLessThan(30);
        assertThat(in(sandbox, "working")).containsExactly("clips.csv");
        Child second = serve(sandbox);
        awaitSettled(sandbox, second, 1);
        second.signal("TERM");
        second.await(IN_TIME).expect(143);
        assertThat(second.console()).contains("Resuming clips.csv, interrupted earlier");
        assertThat(in(sandbox, "done")).hasSize(1);
        assertThat(in(sandbox, "working")).isEmpty();
        sandbox.judge(sandbox.out().resolve("clips")).assertAllDelivered(30);
        assertThat(sandbox.run("status", "inbox/clips", "--check").expect(0).console())
                .contains("inbox/clips", "everything delivered");
    }

    @Tag("fire")
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BEFORE_INTENT")
    void whenKilledAtAnyPointOfItsWayThenASheetIsSettledOnceAndPaidForOnce(CrashPoint point, Sandbox sandbox)
            throws Exception {
        drop(sandbox, "clips.csv", 4);
        sandbox.with("-Ddev.reelbatch.halt-at=" + point);
        assertThat(serve(sandbox).await().exitCode()).isEqualTo(Child.KILLED);
        sandbox.with();
        int submitting = sandbox.submittingAtTheEnd();
        Child second = serve(sandbox);
        awaitSettled(sandbox, second, 1);
        second.signal("TERM");
        second.await(IN_TIME).expect(143);
        assertThat(in(sandbox, "working")).isEmpty();
        assertThat(in(sandbox, "done").size() + in(sandbox, "failed").size()).isEqualTo(1);
        Judge judge = sandbox.judge(sandbox.out().resolve("clips"));
        judge.assertNobodyPaidTwice();
        judge.assertEveryAcceptedTaskIsKnown();
        assertThat(judge.count("delivered") + judge.inDoubt()).isEqualTo(4);
        assertThat(judge.inDoubt()).isLessThanOrEqualTo(submitting);
    }

    @Test
    void whenKilledTwiceWhileAPersonsSheetIsInWorkThenItsOneFolderGetsAllVideosAndNoneIsPaidTwice(Sandbox sandbox)
            throws Exception {
        drop(sandbox, "anna/clips.csv", 16);
        int submitting = 0;
        for (int accepted : List.of(3, 7)) {
            Child killed = serveWithoutOut(sandbox, "4/s");
            await().atMost(Child.LONG_ENOUGH).until(() -> sandbox.simulator().acceptedCount() >= accepted);
            killed.signal("KILL");
            killed.await(IN_TIME).expect(Child.KILLED);
            submitting += sandbox.submittingAtTheEnd();
            assertThat(in(sandbox, "anna/working")).containsExactly("clips.csv");
        }
        assertThat(sandbox.simulator().acceptedCount()).isLessThan(16);
        Child last = serveWithoutOut(sandbox, "50/s");
        awaitSettled(sandbox, last, "anna/", 1);
        last.signal("TERM");
        last.await(IN_TIME).expect(143);
        assertThat(in(sandbox, "anna/working")).isEmpty();
        Judge judge = sandbox.judge(onlyFolder(sandbox.folder().resolve("inbox/anna/results")));
        judge.assertNobodyPaidTwice();
        judge.assertEveryAcceptedTaskIsKnown();
        judge.assertManifest(16);
        assertThat(judge.count("delivered") + judge.inDoubt()).isEqualTo(16);
        assertThat(judge.inDoubt()).isLessThanOrEqualTo(submitting);
    }

    private static Path onlyFolder(Path folder) throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            List<Path> all = folders.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private static final Pattern URL = Pattern.compile("\"url\":\"([^\"]+)\".*\"token\":\"([^\"]+)\"");

    /** Sends a request to the server of this home, as soon as it answers. */
    private static HttpResponse<String> send(Sandbox sandbox, Consumer<HttpRequest.Builder> request)
            throws IOException, InterruptedException {
        return send(sandbox, "/api/v1/runs", request);
    }

    private static HttpResponse<String> send(Sandbox sandbox, String path, Consumer<HttpRequest.Builder> request)
            throws IOException, InterruptedException {
        Path file = sandbox.home().resolve("server.json");
        Matcher server = await().atMost(Child.LONG_ENOUGH)
                .until(() -> URL.matcher(Files.exists(file) ? Files.readString(file) : ""), Matcher::find);
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(server.group(1) + path))
                .header("Authorization", "Bearer " + server.group(2));
        request.accept(builder);
        return HttpClient.newHttpClient().send(builder.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void upload(HttpRequest.Builder request, String sheet) {
        request.header("Content-Type", "multipart/form-data; boundary=x")
                .POST(HttpRequest.BodyPublishers.ofString("""
                --x\r
                Content-Disposition: form-data; name="max_cost"\r
                \r
                none\r
                --x\r
                Content-Disposition: form-data; name="sheet"; filename="clips.csv"\r
                \r
                """ + sheet + "\r\n--x--\r\n"));
    }

    @Test
    void whenKilledRightAfterARunWasAcceptedOverHttpThenTheNextStartDoesItOnce(Sandbox sandbox) throws Exception {
        String sheet = Files.readString(sandbox.prompts("clips.csv", 2));
        Child first = serve(sandbox);
        HttpResponse<String> answer = send(sandbox, request -> upload(request, sheet));
        first.signal("KILL");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        first.await(IN_TIME).expect(Child.KILLED);
        int submitting = sandbox.submittingAtTheEnd();
        Files.deleteIfExists(sandbox.home().resolve("server.json"));
        Child second = serve(sandbox);
        await().atMost(Child.LONG_ENOUGH)
                .until(() -> send(sandbox, HttpRequest.Builder::GET).body().matches("(?s).*\"exit_code\":[0-9].*")
                        || !second.isRunning());
        second.signal("TERM");
        second.await(IN_TIME).expect(143);
        Judge judge = sandbox.judge(sandbox.out().resolve("clips"));
        judge.assertNobodyPaidTwice();
        judge.assertEveryAcceptedTaskIsKnown();
        assertThat(judge.count("delivered") + judge.inDoubt()).isEqualTo(2);
        assertThat(judge.inDoubt()).isLessThanOrEqualTo(submitting);
    }

    private static final Pattern WAITING =
            Pattern.compile("\"id\":\"([^\"]+)\"[^{}]*\"state\":\"waiting_for_approval\"");

    private static String awaitWaitingRun(Sandbox sandbox) {
        Matcher waiting = await().atMost(Child.LONG_ENOUGH)
                .until(
                        () -> WAITING.matcher(
                                send(sandbox, HttpRequest.Builder::GET).body()),
                        Matcher::find);
        return waiting.group(1);
    }

    @Test
    void whenKilledWhileARunWaitsForApprovalThenTheNextStartStillWaitsAndPaysOnce(Sandbox sandbox) throws Exception {
        String keys = "approve-above: 1\nout: " + sandbox.out() + "\n";
        drop(sandbox, "clips.csv", 2);
        Child first = sandbox.start(StopIT.HEARS_SIGNALS, "serve", jobFile(sandbox, keys, "50/s"));
        String id = awaitWaitingRun(sandbox);
        first.signal("KILL");
        first.await(IN_TIME).expect(Child.KILLED);
        Files.deleteIfExists(sandbox.home().resolve("server.json"));
        Child second = sandbox.start(StopIT.HEARS_SIGNALS, "serve", jobFile(sandbox, keys, "50/s"));
        assertThat(awaitWaitingRun(sandbox)).isEqualTo(id);
        assertThat(sandbox.simulator().acceptedCount()).isZero();
        HttpResponse<String> approved = send(
                sandbox,
                "/api/v1/runs/" + id + "/approve",
                request -> request.POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(approved.statusCode()).as(approved.body()).isEqualTo(202);
        awaitSettled(sandbox, second, 1);
        second.signal("TERM");
        second.await(IN_TIME).expect(143);
        sandbox.judge(sandbox.out().resolve("clips")).assertAllDelivered(2);
    }

    @Test
    void whenASheetIsRunThenNoClassOfTheServerIsLoaded(Sandbox sandbox) throws Exception {
        Path log = sandbox.folder().resolve("classes.log");
        sandbox.with("-Xlog:class+load:file=" + log);
        sandbox.run("run", sandbox.prompts("clips.csv", 1), "--rehearse").expect(0);
        assertThat(Files.readString(log))
                .contains("dev.reelbatch.cli.RunCommand")
                .doesNotContain(
                        " dev.reelbatch.web.",
                        " org.apache.catalina.",
                        " org.springframework.security.",
                        " io.micrometer.core.",
                        " io.micrometer.prometheusmetrics.",
                        " io.prometheus.");
    }
}
