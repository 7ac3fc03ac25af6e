package dev.reelbatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.AuditEntry.Action;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditLedgerTest {

    private final LedgerFixture ledger = new LedgerFixture();
    private final AuditLedger audit = new AuditLedger(ledger.jdbc, ledger.journal);

    @AfterEach
    void close() {
        ledger.close();
    }

    private AuditEntry entry(@Nullable String person, String path) {
        return new AuditEntry(ledger.time.now(), person, Action.REQUEST, "POST", path, null, "127.0.0.1", 202);
    }

    @Test
    void whenEntriesAreOldThenOnlyTheyAreDeleted() {
        audit.add(entry("anna", "/old"));
        ledger.time.advance(Duration.ofDays(2));
        audit.add(entry("anna", "/new"));
        audit.deleteBefore(ledger.time.now().minus(Duration.ofDays(1)));
        assertThat(audit.latest(9, 0)).extracting(AuditEntry::path).containsExactly("/new");
    }

    @Test
    void whenTextsAreEndlessThenTheyAreCutAndTheEntryIsKept() {
        audit.add(entry("x".repeat(10_000), "/" + "y".repeat(10_000)));
        assertThat(audit.latest(9, 0)).singleElement().satisfies(entry -> {
            assertThat(entry.person()).hasSize(64);
            assertThat(entry.path()).hasSize(500);
        });
    }
}
