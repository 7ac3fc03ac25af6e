package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.time.CrashPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Run again: complete, failed, cut short, from another place, with other rows. */
@ExtendWith(Sandboxes.class)
class GoOnIT {

    @Test
    void whenPackagedJarRunsACompleteRunAgainThenNothingIsSubmitted(Sandbox sandbox) throws Exception {
        sandbox.usePackagedJar();
        Path sheet = sandbox.prompts("clips.csv", 3);
        sandbox.run("run", sheet).expect(0);
        sandbox.judge().assertAllDelivered(3);
        Child.Ended again = sandbox.run("run", sheet).expect(0);
        assertThat(again.console()).contains("Nothing left to do");
        assertThat(sandbox.submitCalls()).isEqualTo(3);
        sandbox.judge().assertAllDelivered(3);
    }

    @Test
    void whenRowsFailedThenOnlyRerunPaysForThemAndAKilledRerunGoesOn(Sandbox sandbox) throws Exception {
        sandbox.simulate(Sandbox.QUICK.failureShare(1));
        Path sheet = sandbox.prompts("clips.csv", "one", "two", "three [moderated]");
        sandbox.run("run", sheet).expect(3);
        sandbox.run("run", sheet).expect(3); // pays for nothing
        assertThat(sandbox.submitCalls()).isEqualTo(3);
        assertThat(sandbox.judge().count("failed")).isEqualTo(3);
        assertThat(Csv.read(sandbox.out().resolve("failed.csv"))).hasSize(3);
        sandbox.simulate(Sandbox.QUICK);
        sandbox.halt(CrashPoint.BEFORE_INTENT, 2, "rerun", "clips", "--error", "failure")
                .expect(Child.KILLED);
        int inDoubt = sandbox.submittingAtTheEnd();
        Child.Ended again = sandbox.run("rerun", "clips", "--error", "failure").expect(3);
        assertThat(again.console()).contains("to rerun");
        assertThat(sandbox.judge().inDoubt()).isEqualTo(inDoubt);
        assertThat(sandbox.judge().count("delivered")).isEqualTo(2 - inDoubt);
        assertThat(sandbox.judge().paid()).containsOnlyKeys("one", "two");
        assertThat(sandbox.judge().paid().values()) // which of them was sent first is open
                .contains(2L)
                .allMatch(times -> times <= 2);
    }

    @Tag("fire")
    @Test
    void whenInputIsDeletedAfterTheCrashThenTheJobGoesOn(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", 4);
        sandbox.halt(CrashPoint.BEFORE_STATUS_RECORDED, 2, "run", sheet).expect(Child.KILLED);
        int inDoubt = sandbox.submittingAtTheEnd();
        Files.delete(sheet);
        sandbox.run("run", "--job", "clips").expect(inDoubt == 0 ? 0 : 3);
        sandbox.judge().assertNobodyPaidTwice();
        assertThat(sandbox.judge().count("delivered")).isEqualTo(4 - inDoubt);
    }

    @Tag("fire")
    @Test
    void whenTheSameRowsComeInARenamedFileThenTheyAreAdopted(Sandbox sandbox) throws Exception {
        generating(sandbox);
        Path sheet = sandbox.prompts("clips.csv", 4);
        kill(sandbox, sheet, 4);
        Path renamed = Files.move(sheet, sandbox.folder().resolve("renamed.csv"));
        Path out = sandbox.folder().resolve("out-renamed");
        Child.Ended ended = sandbox.run("run", renamed, "--out", out).expect(0);
        assertThat(ended.console()).contains("4 already requested earlier; you won't be charged again (4 from clips)");
        sandbox.judge(out).assertAllDelivered(4);
        assertThat(sandbox.submitCalls()).isEqualTo(4);
    }

    @Tag("fire")
    @Test
    void whenOptionsChangeThenFilesAreLinkedAndNothingIsPaid(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", 3);
        sandbox.run("run", sheet).expect(0);
        Path elsewhere = sandbox.folder().resolve("elsewhere");
        sandbox.run("run", sheet, "--out", elsewhere, "--rate", "7/min").expect(0);
        assertThat(sandbox.submitCalls()).isEqualTo(3);
        sandbox.judge(elsewhere).assertAllDelivered(3);
        sandbox.judge().assertAllDelivered(3);
    }

    @Test
    void whenSheetChangesWhileRowsAreGeneratingThenOnlyNewRowsCost(Sandbox sandbox) throws Exception {
        generating(sandbox);
        Path sheet = sandbox.prompts("clips.csv", 5);
        kill(sandbox, sheet, 5);
        sandbox.prompts("clips.csv", "clip 1", "clip 3 changed", "clip 4", "clip 5", "clip 6");
        sandbox.run("run", sheet).expect(0);
        assertThat(sandbox.submitCalls()).isEqualTo(7);
        sandbox.judge().assertNobodyPaidTwice();
        sandbox.judge().assertManifest(5);
        assertThat(sandbox.judge().count("delivered")).isEqualTo(5);
        assertThat(LedgerCopy.query(sandbox.home(), "select state from clip"))
                .as("the rows that left the sheet are fetched as well")
                .hasSize(7)
                .containsOnly("DELIVERED");
        assertThat(visibleVideos(sandbox)).hasSize(7);
        Child.Ended submissions =
                sandbox.run("status", "clips", "--submissions", "--json").expect(0);
        sandbox.simulator().accepted().forEach(task -> assertThat(submissions.console())
                .contains(task.taskId()));
    }

    @Tag("fire")
    @Test
    void whenEqualRowsBecomeFewerThenNoneIsPaidAgain(Sandbox sandbox) throws Exception {
        generating(sandbox);
        Path sheet = sandbox.prompts("clips.csv", "same", "same", "same", "other");
        kill(sandbox, sheet, 4);
        sandbox.prompts("clips.csv", "other", "same");
        sandbox.run("run", sheet).expect(0);
        assertThat(sandbox.submitCalls()).isEqualTo(4);
        sandbox.judge().assertManifest(2);
        sandbox.prompts("clips.csv", "same", "other", "same", "same");
        sandbox.run("run", sheet).expect(0);
        assertThat(sandbox.submitCalls()).isEqualTo(4);
        sandbox.judge().assertAllDelivered(4);
    }

    @Tag("fire")
    @Test
    void whenFreshIsKilledAndRepeatedThenEveryRowIsPaidExactlyTwice(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", 3);
        sandbox.run("run", sheet).expect(0);
        generating(sandbox);
        kill(sandbox, sheet, 3, "--fresh");
        sandbox.run("run", sheet, "--fresh").expect(0);
        assertThat(sandbox.judge().paid().values()).hasSize(3).containsOnly(2L);
        sandbox.judge().assertManifest(3);
        assertThat(visibleVideos(sandbox)).hasSize(6);
    }

    @Tag("fire")
    @Test
    void whenSomeRowsAreChosenThenTheOthersWaitForTheWhole(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", 4);
        sandbox.run("run", sheet, "--rows", "2-3").expect(0);
        assertThat(sandbox.judge().paid()).containsOnlyKeys("clip 1", "clip 2");
        sandbox.judge().assertManifest(4);
        assertThat(sandbox.judge().count("pending")).isEqualTo(2);
        sandbox.run("run", sheet).expect(0);
        sandbox.judge().assertAllDelivered(4);
    }

    @Tag("fire")
    @Test
    void whenInvalidRowsAreSkippedThenTheyAreReportedAsFailed(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.sheet("clips.csv", "prompt,duration\nfour,4\nfive,5\neight,8\n");
        sandbox.run("run", sheet, "--skip-invalid").expect(3);
        sandbox.judge().assertManifest(3);
        assertThat(sandbox.judge().count("delivered")).isEqualTo(2);
        assertThat(sandbox.judge().count("failed")).isEqualTo(1);
        assertThat(sandbox.judge().paid()).containsOnlyKeys("four", "eight");
    }

    /** From now on there is time for a kill between a submit and its video. */
    private static void generating(Sandbox sandbox) {
        sandbox.simulate(Sandbox.QUICK.generationTime(Duration.ofSeconds(2)));
    }

    private static void kill(Sandbox sandbox, Path sheet, int tasks, String... options) throws Exception {
        Child child = options.length == 0 ? sandbox.start("run", sheet) : sandbox.start("run", sheet, options[0]);
        sandbox.awaitKnown(tasks);
        assertThat(child.kill()).isTrue();
        assertThat(sandbox.submittingAtTheEnd()).isZero();
    }

    private static List<Path> visibleVideos(Sandbox sandbox) {
        return Trees.files(sandbox.out().resolve("videos")).stream()
                .filter(file -> !file.getFileName().toString().startsWith("."))
                .toList();
    }
}
