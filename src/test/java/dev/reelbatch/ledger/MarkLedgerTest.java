package dev.reelbatch.ledger;

import static dev.reelbatch.ledger.LedgerFixture.asking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.ledger.Mark.Kind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MarkLedgerTest {

    private final LedgerFixture ledger = new LedgerFixture();
    private final MarkLedger marks = new MarkLedger(ledger.jdbc, ledger.journal);
    private long first;
    private long second;

    @BeforeEach
    void load() {
        Run run = ledger.load(ledger.newRun("sheet"), asking(2, "a"), asking(3, "b"));
        first = ledger.clip(run, 2).id();
        second = ledger.clip(run, 3).id();
        marks.keep(first, List.of(), "anna");
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whenAnotherVideoIsKeptThenItIsInPlaceOfTheFirstOne() {
        marks.keep(second, List.of(first), "bo");

        assertThat(marks.of(List.of(first, second))).containsOnlyKeys(second);
        assertThat(marks.of(List.of(second)).values()).extracting(Mark::kind).containsExactly(Kind.KEEP);
    }

    @Test
    void whenAnotherVideoCannotBeKeptThenTheFirstOneStillIs() {
        assertThatThrownBy(() -> marks.keep(second, List.of(first), "x".repeat(1000)))
                .isInstanceOf(RuntimeException.class);

        assertThat(marks.of(List.of(first, second))).containsOnlyKeys(first);
    }

    @Test
    void whenOthersAreToBeRedoneThenKeepingOneLeavesThat() {
        marks.set(second, Kind.REDO, null, "bo");

        marks.keep(first, List.of(second), "anna");

        assertThat(marks.of(List.of(first, second))).containsOnlyKeys(first, second);
    }
}
