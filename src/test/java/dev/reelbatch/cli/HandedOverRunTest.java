package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.JsonSchemas;
import dev.reelbatch.handover.CommandRequest;
import dev.reelbatch.handover.Frame;
import dev.reelbatch.home.BuildInfo;
import dev.reelbatch.home.Home;
import dev.reelbatch.home.HomeLock;
import dev.reelbatch.home.ServerFile;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.terminal.ConsoleTraits;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.time.Time;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that a {@code serve} does for a command: shown, left, stopped, shared, interrupted. */
@Timeout(180)
class HandedOverRunTest {

    private static final int ROWS = 4;
    private static final ConsoleTraits NOBODY = new ConsoleTraits(false, false, null, 0, 0);

    @TempDir
    private Path folder;

    private HandOverSide side;
    private HandOverRig serve;

    @BeforeEach
    void open() throws Exception {
        side = new HandOverSide(folder.resolve("side"));
        serve = serve();
    }

    private HandOverRig serve() throws InterruptedException {
        return new HandOverRig(side.cli.home, side.api);
    }

    @AfterEach
    void close() {
        serve.close();
        side.close();
    }

    private Cli.Result run(String more) {
        return side.run("", "run HERE/mugs.csv API -y --out=HERE/out " + more);
    }

    /** One that can't end before the API answers again. */
    private CompletableFuture<Cli.Result> openRun() {
        side.api.onStatus(CallMatcher.always(), CallFault.answer(ApiErrors.unavailable()));
        CompletableFuture<Cli.Result> run = CompletableFuture.supplyAsync(() -> run("--progress=none"));
        awaitAccepted(ROWS);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> side.run("", "status mugs").out().contains("running since"));
        return run;
    }

    private void awaitAccepted(int rows) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> side.api.acceptedCount() >= rows);
    }

    private RequestedRun.State state() {
        return serve.requestedRuns.latest(1, 0).get(0).state();
    }

    private void awaitState(RequestedRun.State state) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> state() == state);
    }

    private List<Path> uploads() throws IOException {
        Path uploads = side.cli.home.resolve("uploads");
        if (!Files.isDirectory(uploads)) {
            return List.of();
        }
        try (var all = Files.list(uploads)) {
            return all.toList();
        }
    }

    private HttpResponse<java.io.InputStream> send(CommandRequest request) throws Exception {
        ServerFile.Content server =
                new ServerFile(new Home(side.cli.home, false)).read().orElseThrow();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/commands"))
                                .header("Authorization", "Bearer " + server.token())
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(request.json()))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
    }

    private CommandRequest request(String language, ConsoleTraits console, String... arguments) {
        return new CommandRequest(
                BuildInfo.identity(),
                List.of(arguments),
                side.folder.toString(),
                language,
                Map.of(),
                null,
                Map.of(),
                console,
                new byte[0]);
    }

    /** Reads frames up to the first of this kind, and leaves. */
    private List<Frame> until(Frame.Kind kind, CommandRequest request) throws Exception {
        List<Frame> frames = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(send(request).body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                frames.add(Frame.parse(line));
                if (frames.get(frames.size() - 1).kind() == kind) {
                    return frames;
                }
            }
        }
        throw new AssertionError(frames);
    }

    private static String text(List<Frame> frames, Frame.Kind kind) {
        return frames.stream()
                .filter(frame -> frame.kind() == kind)
                .map(Frame::text)
                .collect(Collectors.joining());
    }

    @Test
    void whenTheCommandComesFromAnotherFolderInChineseThenItsFilesAreThereAndItsWordsAreChinese() throws Exception {
        List<Frame> frames = until(
                Frame.Kind.EXIT,
                request("zh", NOBODY, "run", "mugs.csv", "--rows=2", "--api-url=" + side.api.apiUrl()));
        assertThat(text(frames, Frame.Kind.EXIT)).isEqualTo("0");
        assertThat(text(frames, Frame.Kind.OUT))
                .contains("个视频", "out/mugs/report.html")
                .doesNotContain("submitted", side.folder.toString(), "/./");
        assertThat(side.folder.resolve("out/mugs/report.html")).content().contains("lang=\"zh-CN\"");
        assertThat(serve.log()).contains("shared limits").doesNotContain("共用");
        frames = until(Frame.Kind.EXIT, request("en", NOBODY, "run", "mugz.csv"));
        assertThat(text(frames, Frame.Kind.ERR)).startsWith("mugz.csv: there is no such file. Did you mean mugs.csv?");
    }

    @Test
    void whenTheCursorCanBeMovedThenBarsAreDrawnAsWideAsTheTerminal() {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        Terminal terminal = Terminal.remote(
                new ConsoleTraits(true, true, "xterm", 100, 30),
                writer,
                writer,
                writer,
                screen,
                Reader.nullReader(),
                () -> "",
                side.cli.environment,
                Path.of(""),
                InputStream::nullInputStream);
        int exit = CommandLines.execute(
                terminal,
                "run",
                side.folder.resolve("mugs.csv").toString(),
                "--rows=2",
                "-y",
                "--api-url=" + side.api.apiUrl(),
                "--out=" + side.folder.resolve("out"));
        assertThat(exit).as(out.toString()).isZero();
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("\u001b[", "downloaded  [")
                .contains("1 of 4");
        assertThat(screen.toString(StandardCharsets.UTF_8)).containsPattern("\\[[# ]{40}] ");
        assertThat(out.toString()).contains("1 delivered");
    }

    @Test
    void whenProgressIsForProgramsThenTheLastLineSaysTheOutcome() {
        Cli.Result run = side.cli.run(side.words("run HERE/mugs.csv API -y --out=HERE/out --progress=json"));
        assertThat(run.exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        JsonSchemas.assertLines("progress", run.out());
        assertThat(run.out().strip()).endsWith("\"outcome\":\"incomplete\",\"exit_code\":3}");
    }

    @Test
    void whenTheConnectionIsLostThenTheRunGoesOnAndIsCounted() throws Exception {
        side.api.onStatus(CallMatcher.always(), CallFault.answer(ApiErrors.unavailable()));
        List<Frame> frames = until(
                Frame.Kind.DETACHABLE,
                request("en", NOBODY, "run", "mugs.csv", "--rows=2,3", "--api-url=" + side.api.apiUrl()));
        assertThat(text(frames, Frame.Kind.DETACHABLE))
                .isEqualTo(
                        "Detached: `serve` continues mugs. To see it: reelbatch status mugs. To stop it: reelbatch stop mugs");
        awaitAccepted(2);
        side.api.clearFaults();
        awaitState(RequestedRun.State.COMPLETED);
        assertThat(side.api.acceptedCount()).isEqualTo(2);
        Awaitility.await().untilAsserted(() -> assertThat(uploads()).isEmpty());
    }

    @Test
    void whenTheConnectionIsLostAtTheQuestionThenNothingIsSubmittedAndNothingIsKept() throws Exception {
        ConsoleTraits person = new ConsoleTraits(true, true, null, 0, 0);
        List<Frame> frames =
                until(Frame.Kind.READ, request("en", person, "run", "mugs.csv", "--api-url=" + side.api.apiUrl()));
        assertThat(text(frames, Frame.Kind.QUESTION)).contains("Submit 4 videos");
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(uploads())
                .isEmpty());
        assertThat(serve.requestedRuns.latest(1, 0)).isEmpty();
        assertThat(side.api.acceptedCount()).isZero();
    }

    @Test
    void whenTwoRunOneJobAtOnceThenOneWaitsAndNothingIsPaidTwice() throws Exception {
        CompletableFuture<Cli.Result> first = openRun();
        CompletableFuture<Cli.Result> second = CompletableFuture.supplyAsync(() -> run("--progress=plain"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> serve.requestedRuns.latest(9, 0).size() == 2);
        assertThat(second).isNotDone();
        CompletableFuture<Cli.Result> third = CompletableFuture.supplyAsync(
                () -> side.run("", "run HERE/mugs.csv API -y --progress=none --job=others"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> serve.requestedRuns.latest(9, 0).size() == 3);
        Cli.Result withdrawn = side.run("", "stop others");
        assertThat(withdrawn.exit()).as(withdrawn.err()).isZero();
        assertThat(withdrawn.out()).contains("others was waiting in `serve`, and is taken out of its queue.");
        assertThat(third.get().exit()).isEqualTo(143);
        assertThat(third.get().out()).contains("Stopped before it began. Nothing was submitted.");
        side.api.clearFaults();
        assertThat(first.get().exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertThat(second.get().exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertThat(second.get().out()).contains("Waiting: mugs is running already");
        assertThat(side.api.acceptedCount()).isEqualTo(ROWS);
    }

    @Test
    void whenARunIsStoppedThenItEndsAsWithoutAServerAndTheSameCommandResumesIt() throws Exception {
        CompletableFuture<Cli.Result> run = openRun();
        assertThat(side.run("", "status").out()).contains("mugs, run 1, running since");
        for (String change : List.of("cancel mugs --all -y", "accept mugs --failed -y")) {
            Cli.Result refused = side.run("", change);
            assertThat(refused.exit()).as(change).isEqualTo(ExitCode.HOME_IN_USE);
            assertThat(refused.err()).contains("mugs is running in `serve`. Stop it first: reelbatch stop mugs");
        }
        Cli.Result stopped = side.run("", "stop MUGS");
        assertThat(stopped.exit()).as(stopped.err()).isZero();
        assertThat(stopped.out())
                .contains("Stopping MUGS (process N) …", "mugs is stopped. To resume: reelbatch run --job mugs");
        assertThat(run.get().exit()).isEqualTo(143);
        assertThat(run.get().out()).contains("Stopped by a person", "4 rows: 4 pending");
        assertThat(state()).isEqualTo(RequestedRun.State.STOPPED);
        side.api.clearFaults();
        assertThat(side.run("", "run --job=mugs API --progress=none").exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertThat(side.api.acceptedCount()).isEqualTo(ROWS);
        assertThat(side.run("", "stop mugs").out()).contains("mugs is not running.");
    }

    @Test
    void whenAnotherJobRequestsTheSameVideosThenTheyAreNotCancelledWhileItRuns() throws Exception {
        assertThat(run("--rows=2 --progress=none").exit()).isZero();
        side.api.onStatus(CallMatcher.always(), CallFault.answer(ApiErrors.unavailable()));
        CompletableFuture<Cli.Result> others = CompletableFuture.supplyAsync(
                () -> side.run("", "run HERE/mugs.csv API -y --progress=none --job=others --rows=5 --out=HERE/others"));
        awaitAccepted(2);
        Cli.Result refused = side.run("", "cancel mugs --rows=3 -y");
        assertThat(refused.exit()).as(refused.out()).isEqualTo(ExitCode.HOME_IN_USE);
        assertThat(refused.err()).contains("others is running in `serve`. Stop it first: reelbatch stop others");
        side.api.clearFaults();
        assertThat(others.get().exit()).as(others.get().err()).isZero();
        assertThat(side.run("", "cancel mugs --rows=3 -y").exit()).isZero();
        assertThat(side.run("", "run HERE/mugs.csv API -y --progress=none --job=others --out=HERE/others")
                        .err())
                .doesNotContain("defect");
    }

    @Test
    void whenARunRequestedOverHttpIsStoppedByTheCommandThenItsStateSaysSo() throws Exception {
        side.api.onStatus(CallMatcher.always(), CallFault.answer(ApiErrors.unavailable()));
        serve.requestedRuns
                .requests()
                .add(
                        "owner",
                        true,
                        null,
                        "kites.csv",
                        new ByteArrayInputStream("prompt\na kite\n".getBytes(StandardCharsets.UTF_8)),
                        Map.of("max_cost", List.of("none")));
        awaitAccepted(1);
        assertThat(side.run("", "stop kites").exit()).isZero();
        assertThat(state()).isEqualTo(RequestedRun.State.STOPPED);
    }

    @Test
    void whenTheServeEndsInTheMiddleThenThePersonIsToldAndTheNextOneResumesTheRun() throws Exception {
        CompletableFuture<Cli.Result> run = openRun();
        serve.close();
        assertThat(run.get().exit()).as(run.get().err()).isEqualTo(143);
        side.api.clearFaults();
        serve = serve();
        awaitState(RequestedRun.State.INCOMPLETE); // one row fails
        assertThat(side.api.acceptedCount()).isEqualTo(ROWS);
        assertThat(side.run("", "status mugs").out()).contains("3 delivered", "1 failed");
    }

    @Test
    void whenThePersonTakesItOverAndItStopsWithoutAServeThenTheNextServeDoesNotPayForTheRest() throws Exception {
        CallMatcher allButOne = call -> !call.prompt().contains("mug");
        side.api.onSubmit(allButOne, CallFault.answer(ApiErrors.rateLimit()));
        CompletableFuture<Cli.Result> first = CompletableFuture.supplyAsync(() -> run("--progress=none"));
        awaitAccepted(1);
        serve.close();
        assertThat(first.get().exit()).isEqualTo(143);
        side.api.clearFaults();
        side.api.onSubmit(CallMatcher.always(), CallFault.answer(ApiErrors.authError()));
        assertThat(run("--progress=none").exit()).isEqualTo(ExitCode.STOPPED);
        side.api.clearFaults();
        serve = serve();
        awaitState(RequestedRun.State.INCOMPLETE);
        assertThat(side.api.acceptedCount()).isEqualTo(1);
        assertThat(serve.requestedRuns.latest(1, 0).get(0).message())
                .contains("Another command has resumed this run meanwhile.");
    }

    @Test
    void whenTheJobHasRunWithAnotherSheetSinceACommandWithoutOneWasConfirmedThenItIsRefused() throws Exception {
        CompletableFuture<Cli.Result> first = openRun();
        side.cli.file("mugs.csv", "prompt\na vase\n");
        CompletableFuture<Cli.Result> other = CompletableFuture.supplyAsync(() -> run("--progress=none"));
        awaitRequested(2);
        CompletableFuture<Cli.Result> resumes =
                CompletableFuture.supplyAsync(() -> side.run("", "run --job=mugs API -y --progress=none"));
        awaitRequested(3);
        side.api.clearFaults();
        first.get();
        assertThat(other.get().exit()).isEqualTo(ExitCode.DELIVERED);
        assertThat(resumes.get().exit()).isEqualTo(ExitCode.INVALID);
        assertThat(resumes.get().err()).contains("The rows to pay for have changed since you confirmed them.");
    }

    private void awaitRequested(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> serve.requestedRuns.latest(9, 0).size() == count);
    }

    @Test
    void whenACommandWantsWhatAServeCanNotChangeThenItIsToldOrRefused() {
        Cli.Result elsewhere = side.run("", "run HERE/mugs.csv --api-url=http://127.0.0.1:9 -y");
        assertThat(elsewhere.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(elsewhere.err()).contains("not to http://127.0.0.1:9. Add --api-url http://API");
        Cli.Result budget = run("-Dreelbatch.budget=5/day");
        assertThat(budget.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(budget.err()).contains("whose reelbatch.budget applies to all runs");
        assertThat(side.api.acceptedCount()).isZero();
        Cli.Result told = run("--max-in-flight=3 --rows=2 -Dreelbatch.poll.interval=9s --progress=none");
        assertThat(told.exit()).as(told.err()).isZero();
        assertThat(told.err())
                .contains(
                        "Note: this home is used by `serve`, whose settings apply instead of: reelbatch.poll.interval",
                        "which submits for all runs together at most 50/s, 20 at once");
    }

    @Test
    void whenThePersonsEnvironmentDiffersThenItIsToldOrRefused() {
        side.cli.environment.put("REELBATCH_BUDGET", "5/day");
        assertThat(run("").err()).contains("whose reelbatch.budget applies to all runs");
        assertThat(run("-Dreelbatch.budget=5/day").exit()).isEqualTo(ExitCode.INVALID);
        side.cli.environment.remove("REELBATCH_BUDGET");
        side.cli.environment.put("MODELVERSE_API_KEY", "sk-another-key-of-mine");
        Cli.Result otherKey = run("");
        assertThat(otherKey.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(otherKey.err())
                .contains("which pays with another API key than the one of your environment")
                .doesNotContain("sk-another-key-of-mine", "very-secret");
        assertThat(side.run("", "status").exit()).isZero();
        assertThat(side.api.acceptedCount()).isZero();
        side.cli.environment.remove("MODELVERSE_API_KEY");
        side.cli.environment.put("REELBATCH_POLL_INTERVAL", "9s");
        Cli.Result told = run("--rows=2 --progress=none");
        assertThat(told.exit()).as(told.err()).isZero();
        assertThat(told.err().lines())
                .containsOnlyOnce(
                        "Note: this home is used by `serve`, whose settings apply instead of: reelbatch.poll.interval");
        side.cli.environment.put("REELBATCH_POL_INTERVAL", "9s");
        assertThat(run("--rows=3").err()).contains("There is no setting REELBATCH_POL_INTERVAL");
        assertThat(side.api.acceptedCount()).isEqualTo(1);
    }

    @Test
    void whenServeIsStillStartingThenTheCommandWaitsAndIsHandedOver() throws Exception {
        ServerFile file = new ServerFile(new Home(side.cli.home, false));
        ServerFile.Content server = file.read().orElseThrow();
        file.delete();
        FutureTask<Cli.Result> run = new FutureTask<>(() -> run("--rows=2 --progress=none"));
        Thread thread = new Thread(run);
        thread.start();
        Awaitility.await().until(() -> Stream.of(thread.getStackTrace())
                .anyMatch(call -> call.getClassName().equals(HomeLock.class.getName())));
        file.write(server.url(), server.token());
        Cli.Result result = run.get();
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(serve.requestedRuns.latest(1, 0).get(0).state()).isEqualTo(RequestedRun.State.COMPLETED);
        assertThat(side.api.acceptedCount()).isEqualTo(1);
    }

    @Test
    void whenTheTokenIsNotThatOfTheServeThenTheCommandIsRefusedAndNothingIsPaid() throws Exception {
        ServerFile file = new ServerFile(new Home(side.cli.home, false));
        file.write(file.read().orElseThrow().url(), "an older token");
        Cli.Result refused = run("");
        assertThat(refused.exit()).isEqualTo(ExitCode.HOME_IN_USE);
        assertThat(refused.err())
                .contains("Another reelbatch process is using the home")
                .doesNotContain("Exception");
        assertThat(side.api.acceptedCount()).isZero();
    }

    @Test
    void whenTheHomeCanNotTakeTheSheetThenTheCommandSaysSoAndNothingIsPaidOrLost() throws Exception {
        Path uploads = Files.writeString(side.cli.home.resolve("uploads"), "in the way");
        Cli.Result refused = run("");
        assertThat(refused.exit()).as(refused.err()).isIn(ExitCode.INVALID, ExitCode.STOPPED);
        assertThat(refused.err())
                .contains("There is no room for the sheet in the home folder, or it can't be written")
                .doesNotContain("defect");
        assertThat(side.api.acceptedCount()).isZero();
        Files.delete(uploads);
        assertThat(run("--progress=none").exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
    }

    @Test
    void whenTheProgramsDifferThenTheCommandIsRefused() throws Exception {
        CommandRequest other = new CommandRequest(
                "another build",
                List.of("status"),
                side.folder.toString(),
                "en",
                Map.of(),
                null,
                Map.of(),
                NOBODY,
                new byte[0]);
        assertThat(send(other).statusCode()).isEqualTo(409);
        StringWriter err = new StringWriter();
        Terminal terminal =
                new Terminal(new PrintWriter(err), new PrintWriter(err, true), Reader.nullReader(), false, Map.of());
        ServerFile.Content server =
                new ServerFile(new Home(side.cli.home, false)).read().orElseThrow();
        assertThat(new ServeClient(server, terminal).run(other)).hasValue(ExitCode.HOME_IN_USE);
        assertThat(err.toString()).contains("another version of reelbatch");
    }

    @Test
    void whenTheAddressOfADeadServeIsLeftThenTheHomeIsAsWithoutIt() throws Exception {
        serve.close();
        Home home = new Home(side.cli.home, false);
        new ServerFile(home).write(URI.create("http://127.0.0.1:9"), "token");
        assertThat(run("--rows=2 --progress=none").exit()).isZero();
        try (HomeLock held = HomeLock.take(home, Duration.ZERO, Time.system()).orElseThrow()) {
            Cli.Result refused = run("--rows=3");
            assertThat(held).isNotNull();
            assertThat(refused.exit()).isEqualTo(ExitCode.HOME_IN_USE);
            assertThat(refused.err()).contains("Another reelbatch process is using the home");
        }
        serve = serve();
    }
}
