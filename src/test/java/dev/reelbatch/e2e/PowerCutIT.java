package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A power cut, as far as it can be shown: what the kernel was asked for, in which order. */
@ExtendWith(Sandboxes.class)
class PowerCutIT {

    private static final Duration TRACED = Duration.ofMinutes(2);

    @Test
    void whenAPostLeavesThenItsSubmissionIsOnTheDisk(Sandbox sandbox) throws Exception {
        assumeTrue(isThere("strace"), "The order of sync and POST is not shown: strace is missing");
        sandbox.simulate(Sandbox.QUICK.generationTime(Duration.ofSeconds(4)).generationSigma(0));
        Path trace = sandbox.folder().resolve("strace.txt");
        List<String> strace = List.of(
                "strace",
                "--seccomp-bpf",
                "-f",
                "-y",
                "-s",
                "32",
                "-e",
                "trace=fsync,fdatasync,write,writev,pwrite64,pwritev,sendto,sendmsg",
                "-o",
                trace.toString());
        Path sheet = sandbox.prompts("clips.csv", 3);
        sandbox.start(strace, "run", sheet, "--rate", "1/s").await(TRACED).expect(0);
        DiskTrace disk = DiskTrace.of(Files.readAllLines(trace), "ledger.mv.db");
        assertThat(disk.posts()).hasSize(3);
        assertThat(disk.posts()).allSatisfy(post -> {
            assertThat(post.written())
                    .as("ledger writes since the POST before: %s", post)
                    .isPositive();
            assertThat(post.syncs()).as("syncs since the POST before: %s", post).isPositive();
            assertThat(post.unsynced())
                    .as("ledger writes that a power cut takes: %s", post)
                    .isZero();
        });
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
