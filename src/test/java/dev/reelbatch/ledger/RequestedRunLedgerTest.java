package dev.reelbatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The moves of requested runs that several people may make at one moment, in each order. */
class RequestedRunLedgerTest {

    private final LedgerFixture fixture = new LedgerFixture();
    private final RequestedRunLedger ledger = new RequestedRunLedger(fixture.jdbc, fixture.journal);

    @BeforeEach
    void open() {
        Approval approval = new Approval(new RunPrice(new Cost(Map.of("CNY", new BigDecimal("300"))), 0), null, null);
        ledger.add(new RequestedRun.Draft("r", "anna", null, "c", "mugs", null, "h", "{}", approval));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private RequestedRun run() {
        return ledger.find("r").orElseThrow();
    }

    private boolean refuse() {
        return ledger.refuse("r", "bo", 143, "It was not approved.", null);
    }

    @Test
    void whenARunIsApprovedThenItCanNotBeRefusedAnyMore() {
        assertThat(ledger.approve("r", "bo", null, null)).isEqualTo(Approval.Outcome.APPROVED);
        assertThat(refuse()).isFalse();
        assertThat(run().state()).isEqualTo(RequestedRun.State.QUEUED);
        assertThat(run().message()).isNull();
        assertThat(ledger.begin("r")).isTrue();
        assertThat(ledger.begin("r")).as("at its next try").isTrue();
    }

    @Test
    void whenARunIsRefusedThenItIsNeitherApprovedNorBegun() {
        assertThat(ledger.begin("r")).as("not approved").isFalse();
        assertThat(refuse()).isTrue();
        assertThat(refuse()).as("twice").isFalse();
        assertThat(ledger.approve("r", "bo", null, null)).isEqualTo(Approval.Outcome.NOT_AWAITED);
        assertThat(ledger.begin("r")).isFalse();
        assertThat(run().state()).isEqualTo(RequestedRun.State.STOPPED);
    }

    @Test
    void whenAQueuedRunIsStoppedThenItIsNotBegun() {
        ledger.approve("r", "bo", null, null);
        ledger.end("r", RequestedRun.State.STOPPED, null, 143, "Stopped by a person.");
        assertThat(ledger.begin("r")).isFalse();
        assertThat(run().state()).isEqualTo(RequestedRun.State.STOPPED);
    }
}
