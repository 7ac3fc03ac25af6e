package dev.reelbatch.ledger;

import static dev.reelbatch.ledger.ClipState.CANCELLED;
import static dev.reelbatch.ledger.ClipState.DELIVERED;
import static dev.reelbatch.ledger.ClipState.FAILED;
import static dev.reelbatch.ledger.ClipState.GENERATED;
import static dev.reelbatch.ledger.ClipState.IN_DOUBT;
import static dev.reelbatch.ledger.ClipState.QUEUED;
import static dev.reelbatch.ledger.ClipState.SUBMITTED;
import static dev.reelbatch.ledger.ClipState.SUBMITTING;
import static dev.reelbatch.ledger.ClipState.TIMED_OUT;
import static dev.reelbatch.ledger.ClipState.UNDELIVERED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClipStateTest {

    /** The table of legal moves, written down a second time on purpose. */
    private static final Map<ClipState, Set<ClipState>> DESIGN = Map.of(
            QUEUED, Set.of(SUBMITTING, CANCELLED, FAILED, IN_DOUBT),
            CANCELLED, Set.of(QUEUED),
            SUBMITTING, Set.of(SUBMITTED, QUEUED, FAILED, IN_DOUBT),
            SUBMITTED, Set.of(GENERATED, FAILED, TIMED_OUT),
            GENERATED, Set.of(DELIVERED, UNDELIVERED),
            DELIVERED, Set.of(GENERATED),
            TIMED_OUT, Set.of(SUBMITTED),
            UNDELIVERED, Set.of(GENERATED),
            FAILED, Set.of(QUEUED),
            IN_DOUBT, Set.of(QUEUED, FAILED, SUBMITTED));

    private final LedgerFixture ledger = new LedgerFixture();
    private final List<ClipTransition> heard = new ArrayList<>();
    private long run;
    private long clip;

    @BeforeEach
    void oneClip() {
        Run loaded = ledger.load(ledger.newRun("states"), LedgerFixture.asking(2, "a"));
        run = loaded.id();
        clip = ledger.clip(loaded, 2).id();
        ledger.journal.listen(heard::add);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whenAnyPairOfStatesIsWalkedThenOnlyTheMovesOfTheDesignAreMade() {
        for (ClipState from : ClipState.values()) {
            for (ClipState to : ClipState.values()) {
                put(from);
                heard.clear();
                if (DESIGN.getOrDefault(from, Set.of()).contains(to)) {
                    move(from, to);
                    assertThat(state()).isEqualTo(to);
                    assertThat(heard).containsExactly(new ClipTransition(clip, run, from, to));
                } else {
                    assertThatThrownBy(() -> move(from, to))
                            .as("%s -> %s", from, to)
                            .isInstanceOf(IllegalStateException.class);
                    assertThat(state()).isEqualTo(from);
                    assertThat(heard).isEmpty();
                }
            }
        }
    }

    @Test
    void whenAClipIsInAnotherStateThanKnownThenTheMoveIsRefusedAndNothingChanges() {
        for (ClipState actual : ClipState.values()) {
            DESIGN.forEach((from, targets) -> targets.forEach(to -> {
                if (from != actual) {
                    put(actual);
                    heard.clear();
                    assertThatThrownBy(() -> move(from, to))
                            .as("%s -> %s while %s", from, to, actual)
                            .isInstanceOf(StaleClipException.class);
                    assertThat(state()).isEqualTo(actual);
                    assertThat(heard).isEmpty();
                }
            }));
        }
    }

    @Test
    void whenTheClipDoesNotExistThenItIsStale() {
        assertThatThrownBy(() -> ledger.journal.record(transitions -> {
                    transitions.move(clip + 1, run, QUEUED, SUBMITTING, ClipChange.NOTHING_ELSE);
                    return true;
                }))
                .isInstanceOf(StaleClipException.class);
    }

    @Test
    void whenSeveralClipsCouldBeAdoptedThenNothingUnpaidComesBeforeWhatMayBePaid() {
        assertThat(List.of(ClipState.values()).stream()
                        .sorted(Comparator.comparing(ClipState::adoptionRank))
                        .toList())
                .startsWith(DELIVERED)
                .endsWith(FAILED, QUEUED, CANCELLED)
                .containsSubsequence(GENERATED, SUBMITTED, SUBMITTING, IN_DOUBT)
                .doesNotHaveDuplicates();
    }

    @Test
    void whenAStateIsAskedWhatItIsThenTheAnswersAreThoseOfThisTable() {
        assertThat(those(ClipState::isOpen)).containsExactly(QUEUED, SUBMITTING, SUBMITTED, GENERATED);
        assertThat(those(ClipState::isUnderWay)).containsExactly(SUBMITTING, SUBMITTED, GENERATED);
        assertThat(those(ClipState::isInFlight)).containsExactly(SUBMITTING, SUBMITTED);
        assertThat(those(ClipState::isProblem)).containsExactly(FAILED, IN_DOUBT, TIMED_OUT, UNDELIVERED);
        assertThat(those(ClipState::isRerunnable)).containsExactly(FAILED, IN_DOUBT, CANCELLED);
        assertThat(those(ClipState::isDone)).containsExactly(DELIVERED, CANCELLED);
        assertThat(those(ClipState::isUnspent)).containsExactly(QUEUED, CANCELLED);
        assertThat(those(ClipState::isPaidOrInDoubt))
                .containsExactly(SUBMITTING, SUBMITTED, GENERATED, DELIVERED, IN_DOUBT, TIMED_OUT, UNDELIVERED);
    }

    private static List<ClipState> those(Predicate<ClipState> predicate) {
        return Arrays.stream(ClipState.values()).filter(predicate).toList();
    }

    private void move(ClipState from, ClipState to) {
        ledger.journal.record(transitions -> {
            transitions.move(clip, run, from, to, ClipChange.NOTHING_ELSE);
            return true;
        });
    }

    private void put(ClipState state) {
        ledger.jdbc
                .sql("update clip set state = ? where id = ?")
                .params(state.name(), clip)
                .update();
    }

    private ClipState state() {
        return ledger.jdbc
                .sql("select state from clip where id = ?")
                .param(clip)
                .query(ClipState.class)
                .single();
    }
}
