package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.simulator.AcceptedSubmit;
import dev.reelbatch.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Holds what reelbatch did against what the simulator recorded, and what it shows against the files. */
final class Judge {

    private final Sandbox sandbox;
    private final Path out;
    private final List<AcceptedSubmit> accepted;

    Judge(Sandbox sandbox, Path out) {
        this.sandbox = sandbox;
        this.out = out;
        this.accepted = sandbox.simulators().stream()
                .map(Simulator::accepted)
                .flatMap(List::stream)
                .toList();
    }

    /** The number of times each request was paid for, by its prompt. */
    Map<String, Long> paid() {
        return accepted.stream()
                .collect(Collectors.groupingBy(AcceptedSubmit::prompt, TreeMap::new, Collectors.counting()));
    }

    /** The number of paid submits beyond those that the sheets request. */
    long paidTwice() {
        return accepted.stream().collect(Collectors.groupingBy(AcceptedSubmit::request)).values().stream()
                .mapToLong(same ->
                        Math.max(0, same.size() - sandbox.asked(same.get(0).prompt())))
                .sum();
    }

    /** Accepted tasks that the manifest neither names nor reports in doubt. */
    Set<String> forgotten() {
        Set<String> known = new HashSet<>();
        Set<String> inDoubt = new HashSet<>();
        for (Map<String, String> row : manifest()) {
            known.add(row.getOrDefault("task_id", ""));
            if ("in_doubt".equals(row.get("status"))) {
                inDoubt.add(row.getOrDefault("prompt", ""));
            }
        }
        return accepted.stream()
                .filter(task -> !known.contains(task.taskId()) && !inDoubt.contains(task.prompt()))
                .map(AcceptedSubmit::taskId)
                .collect(Collectors.toSet());
    }

    /** Files that look finished and are not; at any moment, also after a kill. */
    List<Path> brokenFiles() {
        return Trees.files(out.resolve("videos")).stream()
                .filter(file -> !file.getFileName().toString().startsWith("."))
                .filter(file -> !isWhole(file))
                .toList();
    }

    private static boolean isWhole(Path file) {
        byte[] bytes = bytes(file);
        return bytes.length == Sandbox.VIDEO_BYTES
                && file.toString().endsWith(".mp4")
                && new String(bytes, 4, 4, StandardCharsets.US_ASCII).equals("ftyp");
    }

    List<Map<String, String>> manifest() {
        return Csv.read(out.resolve("manifest.csv"));
    }

    long inDoubt() {
        return count("in_doubt");
    }

    long count(String status) {
        return manifest().stream()
                .filter(row -> status.equals(row.get("status")))
                .count();
    }

    void assertNobodyPaidTwice() {
        assertThat(paidTwice()).as("paid twice: %s", paid()).isZero();
    }

    void assertEveryAcceptedTaskIsKnown() {
        assertThat(forgotten()).isEmpty();
    }

    /** Every row once, in order, and every delivered one with a file that is what the manifest says. */
    void assertManifest(int rows) {
        List<Map<String, String>> manifest = manifest();
        assertThat(manifest).hasSize(rows);
        assertThat(manifest.stream().map(row -> row.get("row") + "/" + row.get("variant")))
                .doesNotHaveDuplicates();
        assertThat(manifest.stream().map(row -> Integer.parseInt(row.getOrDefault("row", ""))))
                .isSorted();
        manifest.stream().filter(row -> "delivered".equals(row.get("status"))).forEach(this::assertFile);
        assertThat(brokenFiles()).isEmpty();
    }

    private void assertFile(Map<String, String> row) {
        Path file = out.resolve(row.getOrDefault("file", ""));
        assertThat(file).exists();
        assertThat(String.valueOf(bytes(file).length)).isEqualTo(row.get("bytes"));
        assertThat(sha256(bytes(file))).isEqualTo(row.get("sha256"));
    }

    void assertAllDelivered(int rows) {
        assertManifest(rows);
        assertThat(count("delivered")).isEqualTo(rows);
        assertNobodyPaidTwice();
        assertEveryAcceptedTaskIsKnown();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
