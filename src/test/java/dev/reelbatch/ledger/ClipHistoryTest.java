package dev.reelbatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.ledger.HistoryLine.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClipHistoryTest {

    private static final Instant START = Instant.parse("2026-11-24T14:00:00Z");

    private final LedgerFixture ledger = new LedgerFixture();
    private long clip;

    @BeforeEach
    void load() {
        Run run = ledger.run("mugs", Path.of("/out/mugs"), LedgerFixture.row(2, "a blue mug"));
        clip = ledger.queued(run).get(0).clip().id();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void answered(int second, Kind kind, @Nullable String said) {
        ledger.history.answered(clip, HistoryLine.answer(kind, START.plusSeconds(second), said));
    }

    /** Something else is recorded. */
    private void commitGroup() {
        ledger.journal.record(transitions -> null);
    }

    private List<String> kept(ClipHistory history) {
        return history.of(clip).stream()
                .map(line -> line.kind() + " " + line.said() + " " + line.times())
                .toList();
    }

    /** What a process would see that starts after this one was killed. */
    private List<String> afterAKill() {
        return kept(new ClipHistory(ledger.jdbc, ledger.journal));
    }

    @Test
    void whenAnswersAreAlikeThenTheyAreOneLine() {
        answered(0, Kind.RUNNING, "Pending");
        answered(5, Kind.RUNNING, "Pending");
        answered(10, Kind.RUNNING, "Running");
        answered(15, Kind.NO_ANSWER, "HTTP 502: request 1");
        answered(20, Kind.NO_ANSWER, "HTTP 502: request 2");
        assertThat(kept(ledger.history))
                .containsExactly("RUNNING Pending 2", "RUNNING Running 1", "NO_ANSWER HTTP 502: request 2 2");
        HistoryLine first = ledger.history.of(clip).get(0);
        assertThat(first.began()).isEqualTo(START);
        assertThat(first.ended()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void whenAGroupIsCommittedThenTheLinesThatWaitedGoWithIt() {
        answered(0, Kind.RUNNING, "Pending");
        answered(5, Kind.SUCCEEDED, null);
        assertThat(afterAKill()).isEmpty();
        ledger.history.settled(clip);
        commitGroup();
        assertThat(afterAKill()).containsExactly("RUNNING Pending 1", "SUCCEEDED null 1");
        assertThat(kept(ledger.history)).isEqualTo(afterAKill());
    }

    @Test
    void whenTheGroupIsRolledBackThenTheLinesGoWithTheNextOne() {
        answered(0, Kind.SUCCEEDED, null);
        ledger.history.settled(clip);
        assertThatThrownBy(() -> ledger.journal.record(transitions -> {
                    throw new IllegalStateException("stale");
                }))
                .hasMessage("stale");
        commitGroup();
        commitGroup();
        assertThat(afterAKill()).containsExactly("SUCCEEDED null 1");
    }

    @Test
    void whenALineCantBeWrittenThenTheRecordsOfItsGroupAre() {
        ledger.jdbc.sql("alter table clip_history rename to elsewhere").update();
        ledger.history.fetched(clip, HistoryLine.fetch(START, START.plusSeconds(1), "cdn.example.com", 7, null));
        ledger.journal.recordMoney(transitions ->
                ledger.jdbc.sql("update clip set model = 'changed'").update());
        assertThat(ledger.jdbc.sql("select model from clip").query(String.class).single())
                .isEqualTo("changed");
    }

    @Test
    void whenALineIsRefusedThenThoseOfItsGroupAreTakenBackWithIt() {
        ledger.jdbc
                .sql("alter table clip_history add constraint refuses check (bytes is null or bytes > 5)")
                .update();
        for (int bytes : List.of(7, 3)) {
            ledger.history.fetched(
                    clip, HistoryLine.fetch(START, START.plusSeconds(1), "cdn.example.com", bytes, null));
        }
        commitGroup();
        assertThat(afterAKill()).isEmpty();
        ledger.history.fetched(clip, HistoryLine.fetch(START, START.plusSeconds(1), "cdn.example.com", 8, null));
        commitGroup();
        assertThat(afterAKill()).hasSize(1);
    }

    @Test
    void whenThereAreVeryManyLinesThenTheFirstOnesAreKept() {
        for (int i = 0; i < 2 * HistoryLine.LONGEST; i++) {
            answered(i, Kind.RUNNING, "word " + i);
        }
        ledger.history.writeAll();
        assertThat(afterAKill())
                .hasSize(HistoryLine.LONGEST)
                .startsWith("RUNNING word 0 1")
                .endsWith("RUNNING word 99 1");
        assertThat(ledger.jdbc
                        .sql("select count(*) from clip_history")
                        .query(Integer.class)
                        .single())
                .isEqualTo(HistoryLine.LONGEST);
    }
}
