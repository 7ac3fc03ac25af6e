package dev.reelbatch.report;

import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the page says of its rows' states. Rows in the same state for the same reason share one text, which is in the
 * page once.
 */
final class RowStates {

    private static final int REASONS = 20;

    /**
     * @param kind as in {@link VideoState}
     * @param advice consequence and next step; empty for none
     * @param command for a shell; empty for none
     * @param perRow true if the command needs {@code --rows} with the number of the row
     */
    record State(String kind, String word, String advice, String command, boolean perRow) {}

    /** Rows without a video for the same reason. */
    record Reason(String kind, String word, String rows, String advice, String said, String command) {}

    private record Key(State state, @Nullable String code) {}

    /** A state and its number on the page. */
    record Numbered(int number, State state) {}

    /**
     * @param rows those that need work
     */
    private record Group(Numbered state, ManifestEntry first, List<Integer> rows) {

        Group(Numbered state, ManifestEntry first) {
            this(state, first, new ArrayList<>());
        }
    }

    private final NextStep nextStep;
    private final Map<Key, Group> groups = new LinkedHashMap<>();

    RowStates(NextStep nextStep) {
        this.nextStep = nextStep;
    }

    /** Returns the row's state with its number in {@link #all()}. */
    Numbered add(ManifestEntry entry) {
        State state = of(entry);
        Group group = groups.computeIfAbsent(
                new Key(state, entry.needsWork() ? entry.errorCode() : null),
                key -> new Group(new Numbered(groups.size(), state), entry));
        if (entry.needsWork()) {
            group.rows().add(entry.row().row());
        }
        return group.state;
    }

    private State of(ManifestEntry entry) {
        VideoState shown = VideoState.of(entry.clip());
        return new State(
                shown.kind(),
                shown.word(),
                nextStep.advice(entry),
                nextStep.command(entry),
                NextStep.isForOneRow(entry));
    }

    List<State> all() {
        return groups.values().stream().map(group -> group.state.state()).toList();
    }

    /** Returns the reasons for missing videos: those in doubt first, then the frequent ones. */
    List<Reason> reasons() {
        return withoutVideo().stream().limit(REASONS).map(this::reason).toList();
    }

    /** Says how many reasons are left out; empty for none. */
    String more() {
        int more = withoutVideo().size() - REASONS;
        return more <= 0 ? "" : Text.of("And %,d more: see manifest.csv.", more);
    }

    private List<Group> withoutVideo() {
        return groups.values().stream()
                .filter(group -> !group.rows().isEmpty())
                .sorted(Comparator.comparing((Group group) -> group.first().status() != ManifestStatus.IN_DOUBT)
                        .thenComparing(group -> -group.rows().size()))
                .toList();
    }

    private Reason reason(Group group) {
        State state = group.state().state();
        List<Integer> rows = group.rows().stream().distinct().toList();
        return new Reason(
                state.kind(),
                state.word(),
                FailureTexts.rows(rows),
                rows.size() == 1 ? nextStep.adviceOnOne(group.first()) : state.advice(),
                Objects.requireNonNullElse(group.first().errorMessage(), ""),
                state.command());
    }
}
