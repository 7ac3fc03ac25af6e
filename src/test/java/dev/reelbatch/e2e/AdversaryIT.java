package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.time.CrashPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tries to make it pay twice, forget a task, or show what is broken as finished. */
@Tag("fire")
@ExtendWith(Sandboxes.class)
class AdversaryIT {

    private static final int ROWS = 3;

    /** Loading twice in one command is for the chain of CrashIT; here nothing new is loaded. */
    @ParameterizedTest
    @EnumSource(from = "BEFORE_INTENT", to = "REPORTING")
    void whenPayingAgainIsKilledAndSaidAgainThenItIsPaidAgainOnce(CrashPoint point, Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", ROWS);
        sandbox.run("run", sheet).expect(0);
        Object[] again = {"clips", "--rows", "2-3", "--pay-again"};
        sandbox.halt(point, point == CrashPoint.REPORTING ? 1 : 2, "rerun", again)
                .expect(Child.KILLED);
        int inDoubt = sandbox.submittingAtTheEnd();
        sandbox.run("rerun", again).expect(inDoubt == 0 ? 0 : 3);
        assertThat(sandbox.judge().paid().values())
                .as("%s", sandbox.judge().paid())
                .allMatch(times -> times <= 2);
        assertThat(sandbox.submitCalls()).isLessThanOrEqualTo(ROWS + 2);
        assertEveryTaskIsKnown(sandbox);
    }

    @ParameterizedTest
    @EnumSource(to = "REPORTING")
    void whenFreshIsKilledAnywhereAndSaidAgainThenNoThirdTakeIsPaid(CrashPoint point, Sandbox sandbox)
            throws Exception {
        Path sheet = sandbox.prompts("clips.csv", ROWS);
        sandbox.run("run", sheet).expect(0);
        boolean once = point == CrashPoint.REPORTING || point == CrashPoint.LOADING;
        sandbox.halt(point, once ? 1 : ROWS, "run", sheet, "--fresh").expect(Child.KILLED);
        int inDoubt = sandbox.submittingAtTheEnd();
        sandbox.run("run", sheet, "--fresh").expect(inDoubt == 0 ? 0 : 3);
        assertThat(sandbox.judge().paid().values())
                .as("%s", sandbox.judge().paid())
                .allMatch(times -> times <= 2);
        assertThat(sandbox.submitCalls()).isLessThanOrEqualTo(2 * ROWS);
        sandbox.judge().assertManifest(ROWS);
    }

    /** The last clip of all is in doubt by the kill, all others are delivered. */
    @Test
    void whenFreshIsKilledAtItsLastPostThenNothingIsPaidAThirdTime(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", ROWS);
        sandbox.run("run", sheet).expect(0);
        sandbox.simulator()
                .onSubmit(CallMatcher.promptContains("clip 3"), CallFault.processThenDelay(Duration.ofSeconds(60)));
        Child child = sandbox.start("run", sheet, "--fresh");
        Path videos = sandbox.out().resolve("videos");
        await().atMost(Child.LONG_ENOUGH).until(() -> visible(videos).size() == 2 * ROWS - 1);
        assertThat(child.kill()).isTrue();
        sandbox.simulator().clearFaults();
        sandbox.run("run", sheet, "--fresh").expect(3);
        assertThat(sandbox.judge().paid().values()).containsOnly(2L);
        assertThat(sandbox.judge().inDoubt()).isEqualTo(1);
    }

    @Test
    void whenAnswersAreLostInEveryWayThenAModelThatCanBeAskedLeavesNoDoubt(Sandbox sandbox) throws Exception {
        sandbox.simulator()
                .onSubmit(CallMatcher.promptContains("clip 2").and(CallMatcher.first(1)), CallFault.processThenDrop())
                .onSubmit(CallMatcher.promptContains("clip 3").and(CallMatcher.first(2)), CallFault.drop())
                .onSubmit(
                        CallMatcher.promptContains("clip 5").and(CallMatcher.first(1)),
                        CallFault.answer(ApiErrors.internalError()));
        Path sheet = sandbox.lookedUp("clips.csv", 6);
        sandbox.run("run", sheet).expect(0);
        sandbox.judge().assertAllDelivered(6);
        assertThat(sandbox.judge().paid().values()).containsOnly(1L);
        assertThat(sandbox.run("status", "clips", "--submissions").expect(0).console())
                .contains("external id");
    }

    @Test
    void whenFreshIsKilledAtItsLastPostOfAModelThatCanBeAskedThenNothingIsInDoubt(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.lookedUp("clips.csv", ROWS);
        sandbox.run("run", sheet).expect(0);
        sandbox.simulator()
                .onSubmit(CallMatcher.promptContains("clip 3"), CallFault.processThenDelay(Duration.ofSeconds(60)));
        Child child = sandbox.start("run", sheet, "--fresh");
        Path videos = sandbox.out().resolve("videos");
        await().atMost(Child.LONG_ENOUGH).until(() -> visible(videos).size() == 2 * ROWS - 1);
        assertThat(child.kill()).isTrue();
        sandbox.simulator().clearFaults();
        sandbox.run("run", sheet, "--fresh").expect(0);
        assertThat(sandbox.judge().paid().values()).containsOnly(2L);
        assertThat(sandbox.judge().inDoubt()).isZero();
    }

    @Test
    void whenARerunOfDoubtIsKilledInDoubtThenTheSameWordsDoNotPayAgain(Sandbox sandbox) throws Exception {
        sandbox.simulator().onSubmit(CallMatcher.promptContains("clip 2"), CallFault.processThenDrop());
        Path sheet = sandbox.prompts("clips.csv", ROWS);
        sandbox.run("run", sheet).expect(3);
        sandbox.simulator().clearFaults();
        sandbox.halt(CrashPoint.BEFORE_ANSWER_RECORDED, 1, "rerun", "clips", "--in-doubt")
                .expect(Child.KILLED);
        sandbox.run("rerun", "clips", "--in-doubt").expect(3);
        assertThat(sandbox.judge().paid()).containsEntry("clip 2", 2L);
        assertThat(sandbox.judge().inDoubt()).as("a person looks first").isEqualTo(1);
        sandbox.run("rerun", "clips", "--in-doubt").expect(0);
        assertThat(sandbox.judge().paid()).containsEntry("clip 2", 3L);
    }

    @Test
    void whenTheHomeComesFromABackupThenItRefusesInsteadOfPayingForWhatItForgot(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", 1);
        sandbox.run("run", sheet).expect(0);
        Path backup = sandbox.folder().resolve("backup");
        Trees.copy(sandbox.home(), backup);
        sandbox.prompts("clips.csv", ROWS);
        sandbox.run("run", sheet).expect(0);
        Trees.delete(sandbox.home());
        Trees.copy(backup, sandbox.home());
        Child.Ended refused = sandbox.run("run", sheet).expect(2);
        assertThat(refused.console()).contains("older", "backup", "reconcile").doesNotContain("Exception");
        assertThat(sandbox.submitCalls()).isEqualTo(ROWS);
    }

    @Test
    void whenAHomeIsCopiedWhileItRunsThenTheCopyPaysForNothingThatTheFirstPaid(Sandbox sandbox) throws Exception {
        sandbox.simulate(Sandbox.QUICK.generationTime(Duration.ofSeconds(4)));
        Path sheet = sandbox.prompts("clips.csv", ROWS);
        Child first = sandbox.start("run", sheet, "--rate", "1/s");
        sandbox.awaitKnown(1);
        Path copy = sandbox.folder().resolve("copy");
        Trees.copy(sandbox.home(), copy);
        first.await().expect(0);
        Child.Ended second = sandbox.run("run", sheet, "--home", copy);
        assertThat(second.exitCode()).as(second.console()).isEqualTo(2);
        assertThat(sandbox.submitCalls()).isEqualTo(ROWS);
    }

    @Test
    void whenTheHomeIsReachedByAnotherPathOrItsLockIsDeletedThenTheSecondStaysOut(Sandbox sandbox) throws Exception {
        sandbox.simulate(Sandbox.QUICK.generationTime(Duration.ofSeconds(8)));
        Path sheet = sandbox.prompts("clips.csv", ROWS);
        Child first = sandbox.start("run", sheet);
        sandbox.awaitKnown(ROWS);
        Path link = Files.createSymbolicLink(sandbox.folder().resolve("link"), sandbox.home());
        Path other = sandbox.prompts("other.csv", "other");
        sandbox.run("run", other, "--home", link, "--out", sandbox.folder().resolve("out-other"))
                .expect(5);
        Files.delete(sandbox.home().resolve("lock"));
        Child.Ended second = sandbox.run("run", other, "--out", sandbox.folder().resolve("out-other"));
        assertThat(second.exitCode()).as(second.console()).isIn(2, 5);
        assertThat(second.console()).doesNotContain("Exception", "defect");
        first.await().expect(0);
        assertThat(sandbox.submitCalls()).isEqualTo(ROWS);
        sandbox.judge().assertAllDelivered(ROWS);
    }

    @Test
    void whenOutIsMovedToAnotherDiskAndFilesAreReplacedThenNothingIsPaidOrOverwritten(Sandbox sandbox)
            throws Exception {
        Path sheet = sandbox.prompts("clips.csv", ROWS);
        sandbox.run("run", sheet).expect(0);
        Path elsewhere = sandbox.folder().resolve("elsewhere");
        Files.move(sandbox.out(), elsewhere);
        Files.createSymbolicLink(sandbox.out(), elsewhere);
        List<Path> videos = Trees.files(elsewhere.resolve("videos"));
        Files.writeString(videos.get(0), "my own cut of this video");
        Files.delete(videos.get(1));
        sandbox.run("run", sheet).expect(0);
        assertThat(sandbox.submitCalls()).isEqualTo(ROWS);
        assertThat(Files.readString(videos.get(0))).isEqualTo("my own cut of this video");
        assertThat(sandbox.judge().manifest()).allSatisfy(row -> {
            assertThat(row).containsEntry("status", "delivered");
            assertThat(sandbox.out().resolve(row.getOrDefault("file", ""))).hasSize(Sandbox.VIDEO_BYTES);
        });
    }

    @Test
    void whenCountAndIdsGoUpAndDownThenOnlyWhatIsNewIsPaid(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.sheet("clips.csv", "id,prompt,count\na,one,2\nb,two,1\n");
        int paid = 0;
        for (String step : List.of(
                "3 a,one,2/b,two,1", "3 a,one,1/b,two,1", "4 b,two,2/a,one,2", "4 a,one,2", "5 c,one,1/b,two,2")) {
            paid = Integer.parseInt(step.substring(0, 1));
            sandbox.sheet("clips.csv", "id,prompt,count\n" + step.substring(2).replace('/', '\n') + "\n");
            sandbox.run("run", sheet).expect(0);
            assertThat(sandbox.submitCalls()).as(step).isEqualTo(paid);
        }
        sandbox.judge().assertManifest(3);
        sandbox.run("run", sheet, "--job", "renamed", "--out", sandbox.folder().resolve("out-2"))
                .expect(0);
        assertThat(sandbox.submitCalls()).as("another job adopts").isEqualTo(paid);
    }

    /** H2 tidies its file when it is closed, after all is said and done. */
    @Test
    void whenKilledWhileTheDatabaseClosesThenNothingIsLost(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", ROWS);
        for (int time = 0; time < 8; time++) {
            Child child = sandbox.start("run", sheet);
            while (child.isRunning() && !child.console().contains("Manifest")) {
                Thread.onSpinWait();
            }
            child.endsWithin(Duration.ofMillis(time * 15L));
            child.kill();
            assertThat(LedgerCopy.query(sandbox.home(), "select state from clip"))
                    .hasSize(ROWS)
                    .containsOnly("DELIVERED");
        }
        sandbox.run("run", sheet).expect(0);
        assertThat(sandbox.submitCalls()).isEqualTo(ROWS);
        sandbox.judge().assertAllDelivered(ROWS);
    }

    @Test
    void whenAnswersHave100MegabytesThenASmallHeapIsEnough(Sandbox sandbox) throws Exception {
        CallFault huge = CallFault.tooLong(100_000_000);
        sandbox.simulator().onSubmit(CallMatcher.promptContains("clip 2"), huge).onStatus(CallMatcher.first(2), huge);
        Path sheet = sandbox.prompts("clips.csv", ROWS);
        sandbox.with("-Xmx64m").run("run", sheet).expect(0);
        sandbox.judge().assertAllDelivered(ROWS);
    }

    @Test
    void whenTaskIdsAreHostileThenTheyAreKeptAndNothingIsPaidAgain(Sandbox sandbox) throws Exception {
        String hostile = "../a b/\\r\\n\\u001b[2J&x=1" + "9".repeat(10_000);
        sandbox.simulator()
                .onSubmit(
                        CallMatcher.promptContains("clip 2"),
                        CallFault.rewrite(answer -> answer.replaceFirst(
                                "\"task_id\":\"[^\"]*\"",
                                Matcher.quoteReplacement("\"task_id\":\"" + hostile + "\""))));
        sandbox.with("-Dreelbatch.poll.give-up-after=2s");
        Path sheet = sandbox.prompts("clips.csv", ROWS);
        sandbox.run("run", sheet).expect(3);
        sandbox.run("run", sheet).expect(3);
        assertThat(sandbox.submitCalls()).isEqualTo(ROWS);
        assertThat(sandbox.judge().count("timed_out")).isEqualTo(1);
        assertThat(LedgerCopy.query(sandbox.home(), "select task_id from clip where length(task_id) > 10000"))
                .hasSize(1);
        assertThat(sandbox.run("status", "clips", "--submissions").expect(0).console())
                .doesNotContain("\u001b", "\r");
    }

    private static List<Path> visible(Path videos) {
        return Trees.files(videos).stream()
                .filter(file -> !file.getFileName().toString().startsWith("."))
                .toList();
    }

    /** Also of takes that no row holds any more; a submission without an answer may be any of those it does not know. */
    private static void assertEveryTaskIsKnown(Sandbox sandbox) {
        List<String> known =
                LedgerCopy.query(sandbox.home(), "select task_id from submission where task_id is not null");
        List<String> unknown = LedgerCopy.query(sandbox.home(), "select id from submission where outcome = 'UNKNOWN'");
        assertThat(sandbox.simulator().accepted().stream().filter(task -> !known.contains(task.taskId())))
                .hasSizeLessThanOrEqualTo(unknown.size());
    }

    static Stream<String> names() {
        return Stream.of("../../evil", "../x", "C:\\evil", "a/b", "con", "=cmd|'/c calc'!A1", "-rf", ".hidden");
    }

    @Test
    void whenNamesAreHostileThenEveryFileStaysInItsFolderAndNoCellIsAFormula(Sandbox sandbox) throws Exception {
        StringBuilder rows = new StringBuilder("prompt,filename,=note\n");
        names().forEach(name -> rows.append("\"%s\",\"%s\",\"%s\"%n".formatted(name, name, name)));
        Path sheet = sandbox.sheet("clips.csv", rows.toString());
        sandbox.run("run", sheet).expect(0);
        assertThat(visible(sandbox.out().resolve("videos"))).hasSize((int) names().count());
        assertThat(sandbox.folder().resolve("evil.mp4")).doesNotExist();
        assertThat(Csv.read(sandbox.out().resolve("manifest.csv")))
                .allSatisfy(row -> assertThat(row.values()).noneMatch(cell -> cell.matches("^[=+@-].*\\D.*")));
    }
}
