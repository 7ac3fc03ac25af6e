package dev.reelbatch.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.e2e.Tmpfs;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.text.Language;
import dev.reelbatch.text.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A home whose disk is full when a person confirms a run. */
@Timeout(120)
class FullDiskTest {

    private static final RunRequestParser NO_FIELDS = new RunRequestParser() {
        @Override
        public RunRequest parse(Path sheet, Map<String, List<String>> fields) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Rerun parseRerun(Map<String, List<String>> fields) {
            throw new UnsupportedOperationException();
        }
    };

    @Test
    void whenTheRunThatAPersonConfirmsCanNotBeRecordedThenThatIsSaidAndNothingIsLeft(@TempDir Path folder)
            throws Exception {
        try (Tmpfs disk = Tmpfs.mount(folder.resolve("home"), "32m");
                ServeRig rig = new ServeRig(folder, 50, ServeRig.quick())) {
            Path sheet = rig.file("mugs.csv", "prompt\na mug\n");
            RequestedRuns requestedRuns = rig.server().requestedRuns(NO_FIELDS, folder.resolve("out"));
            try (CommandedRun command = requestedRuns.command(folder, Language.of("en"))) {
                RunRequest said = rig.nightly(sheet).request();
                RunPlan confirmed = rig.session.runs().plan(command.request(said), rig.backend());
                disk.fill();
                fillDatabase(rig);
                assertThatThrownBy(() -> command.queue(confirmed))
                        .isInstanceOfSatisfying(UserException.class, why -> assertThat(why.kind())
                                .isEqualTo(UserException.Kind.UNAVAILABLE))
                        .hasMessageContaining("Free some space");
            }
            assertThat(Files.list(folder.resolve("home/uploads"))).isEmpty();
            assertThat(rig.simulator.acceptedCount()).isZero();
        }
    }

    /** Until it refuses. */
    private static void fillDatabase(ServeRig rig) {
        assertThatThrownBy(() -> {
            while (true) {
                rig.session
                        .requestedRuns()
                        .add(new RequestedRun.Draft(
                                UUID.randomUUID().toString(),
                                "anna",
                                null,
                                "c",
                                "mugs",
                                null,
                                null,
                                "x".repeat(100_000),
                                null));
            }
        });
    }
}
