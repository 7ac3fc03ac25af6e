package dev.reelbatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WishOfRequestTest {

    @Test
    void whenTheWishOfARequestIsRecordedThenItsRunIsKnownAtOnce() {
        try (LedgerFixture ledger = new LedgerFixture()) {
            RequestedRunLedger requestedRuns = new RequestedRunLedger(ledger.jdbc, ledger.journal);
            requestedRuns.add(new RequestedRun.Draft("first", "anna", null, "hash", "mugs", null, null, "{}", null));
            Run run = ledger.newRun("mugs");
            Wish wish =
                    ledger.wishes.begin(new Wish.Draft(Wish.Kind.FRESH, "all", Wish.By.SERVE, "first"), run, () -> {});
            assertThat(requestedRuns.find("first").orElseThrow().runId()).isEqualTo(run.id());
            assertThat(ledger.wishes.requestOf(wish)).contains("first");
        }
    }
}
