package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No room, or no leave to write: the run stops with a word that helps, and goes on when it is mended. */
@Tag("fire")
@ExtendWith(Sandboxes.class)
class DiskIT {

    private static final int ROWS = 8;

    @Test
    void whenTheHomeIsFullThenTheRunStopsAndGoesOnWithRoom(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", 40);
        try (Tmpfs home = Tmpfs.mount(sandbox.home(), "3m")) {
            Child child = sandbox.start("run", sheet, "--rate", "10/s");
            sandbox.awaitKnown(3);
            home.fill();
            Child.Ended full = child.await().expect(4);
            assertThat(full.console())
                    .contains(sandbox.home().toString(), "Free some space", "run the same command")
                    .doesNotContain("Exception", "\tat ", "defect");
            assertThat(sandbox.judge().brokenFiles()).isEmpty();
            home.empty();
            int inDoubt = sandbox.submittingAtTheEnd();
            Child.Ended again = sandbox.run("run", sheet).expect(inDoubt == 0 ? 0 : 3);
            Judge judge = sandbox.judge();
            judge.assertManifest(40);
            judge.assertNobodyPaidTwice();
            judge.assertEveryAcceptedTaskIsKnown();
            assertThat(judge.inDoubt()).as(again.console()).isEqualTo(inDoubt);
            assertThat(judge.count("delivered")).isEqualTo(40 - inDoubt);
        }
    }

    @Test
    void whenTheHomeIsFullFromTheStartThenNothingIsSubmitted(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", 2);
        try (Tmpfs home = Tmpfs.mount(sandbox.home(), "64k")) {
            home.fill();
            Child.Ended full = sandbox.run("run", sheet);
            assertThat(full.console())
                    .contains(sandbox.home().toString(), "Free some space")
                    .doesNotContain("Exception", "\tat ", "defect");
            full.expect(4);
            assertThat(sandbox.submitCalls()).isZero();
            home.empty();
            home.remount("size=8m");
            sandbox.run("run", sheet).expect(0);
            sandbox.judge().assertAllDelivered(2);
        }
    }

    @Test
    void whenOutIsFullDuringADownloadThenTheRunStopsAndGoesOnWithRoom(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", ROWS);
        try (Tmpfs out = Tmpfs.mount(sandbox.out(), "1m")) {
            Child.Ended full = sandbox.run("run", sheet).expect(4);
            assertThat(full.console())
                    .contains(sandbox.out().toString(), "Make room", "run again to resume")
                    .doesNotContain("Exception", "\tat ", "defect");
            assertThat(sandbox.judge().brokenFiles()).isEmpty();
            out.remount("size=8m");
            sandbox.run("run", sheet).expect(0);
            sandbox.judge().assertAllDelivered(ROWS);
        }
    }

    @Test
    void whenThereIsNoRoomForTheReportThenTheRunStopsAndGoesOnWithRoom(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", 3);
        try (Tmpfs out = Tmpfs.mount(sandbox.out(), "12k");
                Tmpfs videos = Tmpfs.mount(sandbox.out().resolve("videos"), "8m")) {
            Child.Ended full = sandbox.run("run", sheet).expect(4);
            assertThat(full.console())
                    .contains(sandbox.out().toString(), "No space left", "run again")
                    .doesNotContain("Exception", "\tat ", "defect");
            assertThat(sandbox.out().resolve("manifest.csv")).doesNotExist();
            assertThat(sandbox.judge().brokenFiles()).isEmpty();
            out.remount("size=1m");
            videos.remount("size=9m");
            sandbox.run("run", sheet).expect(0);
            sandbox.judge().assertAllDelivered(3);
        }
    }

    @Test
    void whenOutBecomesReadOnlyThenTheRunStopsAndGoesOnWhenItIsWritable(Sandbox sandbox) throws Exception {
        sandbox.simulate(Sandbox.QUICK.generationTime(Duration.ofSeconds(2)));
        Path sheet = sandbox.prompts("clips.csv", 3);
        try (Tmpfs out = Tmpfs.mount(sandbox.out(), "8m")) {
            Child child = sandbox.start("run", sheet);
            sandbox.awaitKnown(3);
            out.remount("ro");
            Child.Ended refused = child.await().expect(4);
            assertThat(refused.console())
                    .contains(sandbox.out().toString(), "writable", "run again")
                    .doesNotContain("Exception", "\tat ", "defect");
            Child.Ended still = sandbox.run("run", sheet).expect(4);
            assertThat(still.console()).contains("writable").doesNotContain("Exception", "\tat ", "defect");
            out.remount("rw");
            sandbox.run("run", sheet).expect(0);
            sandbox.judge().assertAllDelivered(3);
        }
    }

    @Test
    void whenAFileStandsInOutsPlaceThenNothingIsSubmitted(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", 2);
        Files.writeString(sandbox.out(), "mine");
        Child.Ended refused = sandbox.run("run", sheet).expect(2);
        assertThat(refused.console())
                .contains(sandbox.out().toString(), "--out")
                .doesNotContain("Exception", "\tat ", "defect");
        assertThat(sandbox.submitCalls()).isZero();
        assertThat(sandbox.out()).hasContent("mine");
    }
}
