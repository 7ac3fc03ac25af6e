package dev.reelbatch.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.reelbatch.api.ApiKey;
import dev.reelbatch.api.ApiSettings;
import dev.reelbatch.api.AuthForm;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.simulator.AcceptedSubmit;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.submit.Rate;
import dev.reelbatch.submit.SlowdownReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A sheet, run as often as wanted, and judged after each run by the manifest and the simulators' records. */
final class ChaosSheet {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The end of a run. */
    record Outcome(Optional<StopSignal.Kind> stopped, int open, List<JsonNode> rows) {

        List<String> statuses() {
            return texts("status");
        }

        List<String> texts(String field) {
            return rows.stream().map(row -> row.path(field).asString("")).toList();
        }

        long count(String status) {
            return statuses().stream().filter(status::equals).count();
        }
    }

    private final ChaosHome home;
    private final int number;
    private final List<String> prompts;
    private final List<Simulator> simulators = new ArrayList<>();

    String rate = "1000/s";
    Duration patience = Duration.ofHours(9); // a busy machine must not look like a dead API in fast time
    Duration responseTimeout = Duration.ofSeconds(20); // in real time

    /** Of every row. */
    String model = "openai/sora-2/text-to-video";

    private volatile boolean submittingStopped;

    /** Bytes of memory that the latest run asked for. */
    long allocatedByRun;

    ChaosSheet(ChaosHome home, int number, int rows) {
        this.home = home;
        this.number = number;
        this.prompts = new ArrayList<>(IntStream.range(0, rows)
                .mapToObj(row -> "scene %d.".formatted(row + 2))
                .toList());
    }

    /** Adds words to the first row's prompt. */
    ChaosSheet first(String words) {
        prompts.set(0, prompts.get(0) + " " + words);
        return this;
    }

    Path out() {
        return home.folder.resolve("out-" + number);
    }

    /** Runs, or goes on, to the end of this execution, and checks all that holds whatever went wrong. */
    Outcome run(Simulator simulator) {
        if (!simulators.contains(simulator)) {
            simulators.add(simulator);
        }
        RunLimits limits = new RunLimits(RowRanges.ALL, Rate.of(rate), 1000, SpendingLimits.NONE, null, patience);
        RunRequest request = new RunRequest(file(), null, out(), null, null, false, false, limits);
        ApiSettings api = new ApiSettings(
                simulator.apiUrl(), AuthForm.PLAIN, Duration.ofSeconds(20), responseTimeout, Set.of(429, 503), 40);
        ApiTarget apiTarget = new ApiTarget("chaos-" + number, api, ApiKey.of("chaos-key-0123456789"));
        long before = allocated();
        submittingStopped = false;
        RunResult result = home.runs()
                .run(
                        home.runs().plan(request, apiTarget),
                        new StopSignal(),
                        runProgress -> submittingStopped = runProgress.slowdown() != null
                                && runProgress.slowdown().kind() == SlowdownReason.Kind.STOPPED);
        allocatedByRun = allocated() - before;
        Outcome outcome = new Outcome(result.stopped().map(StopSignal.Cause::kind), result.open(), manifest());
        judge(outcome);
        return outcome;
    }

    /** Returns true if the active run submits nothing more. */
    boolean isSubmittingStopped() {
        return submittingStopped;
    }

    /** By all threads, those of the simulators too. */
    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
    }

    /** Further simulators that this sheet's submits went to. */
    void alsoCount(Simulator simulator) {
        simulators.add(simulator);
    }

    /** Every row that any simulator took on, as often as it did. */
    List<String> paid() {
        return simulators.stream()
                .flatMap(simulator -> simulator.accepted().stream())
                .map(AcceptedSubmit::prompt)
                .toList();
    }

    private void judge(Outcome outcome) {
        assertThat(outcome.texts("prompt")).as("each row once, in order").isEqualTo(prompts);
        assertThat(paid()).as("never paid twice").doesNotHaveDuplicates();
        assertThat(simulators).noneMatch(Simulator::keySeenByVideoHost);
        for (JsonNode row : outcome.rows()) {
            String prompt = row.path("prompt").asString();
            switch (row.path("status").asString()) {
                case "delivered" -> whole(row);
                case "in_doubt" -> assertThat(row.path("submissions").asInt()).isPositive();
                case "timed_out", "undelivered" -> assertThat(paid()).contains(prompt);
                default -> {}
            }
            if (row.path("task_id").isNull() && !row.path("status").asString().equals("in_doubt")) {
                assertThat(paid()).as("no task is forgotten").doesNotContain(prompt);
            }
        }
        assertThat(visible()).as("no file but those of delivered videos").isEqualTo(named(outcome));
    }

    private void whole(JsonNode row) {
        assertThat(paid()).contains(row.path("prompt").asString());
        assertThat(row.path("files")).isNotEmpty();
        int video = 0;
        for (JsonNode file : row.path("files")) {
            byte[] bytes = read(out().resolve(file.path("file").asString()));
            String label = "/v/%s/%d.mp4".formatted(row.path("task_id").asString(), ++video);
            assertThat(bytes).hasSize(file.path("bytes").asInt());
            assertThat(sha256(bytes)).isEqualTo(file.path("sha256").asString());
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1).contains(label))
                    .as("it is this very video")
                    .isTrue();
        }
    }

    private static List<String> named(Outcome outcome) {
        return outcome.rows().stream()
                .flatMap(row -> row.path("files").valueStream())
                .map(file -> file.path("file").asString(""))
                .filter(name -> !name.isEmpty())
                .sorted()
                .toList();
    }

    private List<String> visible() {
        Path videos = out().resolve("videos");
        if (!Files.exists(videos)) {
            return List.of();
        }
        try (var files = Files.list(videos)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .map(name -> "videos/" + name)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        try {
            Path file = home.folder.resolve("sheet-" + number + ".csv");
            String rows = prompts.stream().map(prompt -> prompt + "," + model).collect(Collectors.joining("\n"));
            return Files.writeString(file, "prompt,model\n" + rows + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<JsonNode> manifest() {
        return new String(read(out().resolve("manifest.jsonl")), StandardCharsets.UTF_8)
                .lines()
                .map(JSON::readTree)
                .toList();
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
