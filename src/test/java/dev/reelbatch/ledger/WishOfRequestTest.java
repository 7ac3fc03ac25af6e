package dev.reelbatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WishOfRequestTest {

    @Test
    void whenTheWishOfARequestIsRecordedThenItsRunIsKnownAtOnce() {
        try (LedgerFixture ledger = new LedgerFixture()) {
            WebRunLedger webRuns = new WebRunLedger(ledger.jdbc, ledger.journal);
            webRuns.add(new WebRun.Draft("first", "anna", null, "hash", "mugs", null, null, "{}", null));
            Run run = ledger.newRun("mugs");
            Wish wish =
                    ledger.wishes.begin(new Wish.Draft(Wish.Kind.FRESH, "all", Wish.By.SERVE, "first"), run, () -> {});
            assertThat(webRuns.find("first").orElseThrow().runId()).isEqualTo(run.id());
            assertThat(ledger.wishes.requestOf(wish)).contains("first");
        }
    }
}
