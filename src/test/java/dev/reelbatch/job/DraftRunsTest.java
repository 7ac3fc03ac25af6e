package dev.reelbatch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.load.Defaults;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.RunRegistry;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.simulator.AcceptedSubmit;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real videos of drafts when a process is killed, and when a draft is too old. */
@Timeout(240)
class DraftRunsTest {

    private static final String SHEET =
            "prompt,model\na mug,doubao-seedance-1-5-pro-251215\na cup,doubao-seedance-1-5-pro-251215\n";

    private final JobFixture fixture;

    DraftRunsTest(@TempDir Path folder) {
        fixture = new JobFixture(folder);
        RunRequest plain = fixture.request(fixture.sheet("a.csv", SHEET));
        Defaults drafts = new Defaults(null, null, null, true);
        fixture.run(new RunRequest(plain.input(), null, plain.out(), drafts, null, false, false, plain.limits()));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private RunRequest fromDrafts() {
        return JobFixture.request(fixture.runs().draftExport("a", null), "a", null);
    }

    private List<String> bodies() {
        return fixture.simulator.accepted().stream().map(AcceptedSubmit::body).toList();
    }

    @Test
    void whenTheProcessIsKilledAtAnyTimeThenNoRealVideoIsPaidForTwice() {
        Path first = fixture.runs().draftExport("a", null);
        RunPlan plan = fixture.plan(fromDrafts());
        assertThat(plan.offer().toPay()).isEqualTo(2);
        fixture.bean(RunRegistry.class).register(plan); // killed before anything is loaded
        fixture.restart();
        assertThat(fixture.runs().draftExport("a", null)).isEqualTo(first);

        fixture.runUntil(1, fromDrafts()); // killed when one is sent
        assertThat(bodies()).hasSize(3);
        assertThat(fixture.runs().draftExport("a", null)).isEqualTo(first);

        fixture.run(fromDrafts());
        assertThat(bodies())
                .hasSize(4)
                .doesNotHaveDuplicates()
                .filteredOn(body -> body.contains("draft_task"))
                .hasSize(2);
        assertThat(fixture.count("clip where state = 'DELIVERED'")).isEqualTo(4);

        assertThat(fixture.plan(fromDrafts()).offer().toPay()).isZero();
        fixture.run(fromDrafts());
        assertThat(bodies()).hasSize(4);
    }

    @Test
    void whenADraftIsOlderThanTheVendorKeepsItThenItsRowIsNamedAndNothingIsSent() {
        fixture.jdbc
                .sql("update clip set submitted_at = dateadd('DAY', -7, submitted_at) where request like '%a cup%'")
                .update();
        assertThatThrownBy(() -> fixture.plan(fromDrafts()))
                .hasMessageContaining("row 3: the draft")
                .hasMessageContaining("is older than 7 days")
                .hasMessageContaining("--draft --fresh --rows 3")
                .hasMessageNotContaining("row 2");
        RunRequest other = JobFixture.request(fixture.runs().draftExport("a", RowRanges.parse("2")), "a", null);
        fixture.run(other);
        assertThat(bodies()).hasSize(3);
        // the real video is there, so its draft may be as old as it likes
        fixture.jdbc
                .sql("update clip set submitted_at = dateadd('DAY', -7, submitted_at)")
                .update();
        assertThat(fixture.plan(other).offer().toPay()).isZero();
    }
}
