package dev.reelbatch.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.RequestedRun;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Schedules that are refused whenever they are due, every minute perhaps: each start of this rehearsal is a due time. */
@Timeout(120)
class RefusedScheduleTest {

    private static final String NO_PROMPT = "prompt\n\"\"\n";
    private static final String NO_COLUMN = "pompt?\na mug\n";

    private ServeRig rig;
    private Path sheet;
    private int refusals;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        rig = new ServeRig(folder, 50, ServeRig.quick());
        sheet = rig.file("nightly.csv", NO_PROMPT);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void refusal() {
        refusals++;
        rig.serve(rig.nightly(sheet));
        Awaitility.await().until(() -> rig.noticed.size() == refusals);
        rig.stop();
    }

    private List<RequestedRun> listed() {
        return rig.session.requestedRuns().latest(10, 0);
    }

    @Test
    void whenItIsRefusedForTheSameReasonThenItIsListedOnceWithItsLastTime() {
        refusal();
        RequestedRun first = listed().get(0);
        refusal();
        refusal();
        assertThat(rig.noticed).containsOnly("nightly refused");
        assertThat(listed()).hasSize(1);
        assertThat(listed().get(0).id()).isEqualTo(first.id());
        assertThat(listed().get(0).requestedAt()).isEqualTo(first.requestedAt());
        assertThat(listed().get(0).endedAt()).isAfter(first.endedAt());
    }

    @Test
    void whenTheReasonChangesOrSomethingRanMeanwhileThenItIsListedAgain() {
        refusal();
        rig.file("nightly.csv", NO_COLUMN);
        refusal();
        assertThat(listed()).hasSize(2);
        rig.file("nightly.csv", "prompt\na mug\n");
        rig.serve(rig.nightly(sheet));
        Awaitility.await().until(() -> rig.noticed.contains("nightly DELIVERED"));
        refusals++;
        rig.stop();
        rig.file("nightly.csv", NO_COLUMN);
        refusal();
        assertThat(listed()).hasSize(4);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(1);
    }
}
