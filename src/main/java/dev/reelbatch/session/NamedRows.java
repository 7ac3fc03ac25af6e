package dev.reelbatch.session;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.RowClip;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.plan.RequestedRows;
import dev.reelbatch.report.ManifestStatus;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rows of a run that a person names with {@code --rows}. */
final class NamedRows {

    private static final int SHOWN = 5;

    private NamedRows() {}

    /**
     * Checks that each named row has a clip in this state.
     *
     * @param rule what the state is needed for, as a sentence
     * @return remarks on rows that do not exist
     * @throws UserException naming the other rows and their states, or rows that do not exist
     */
    static List<String> check(Ledgers ledgers, Run run, RowRanges named, ClipState state, String rule) {
        BitSet present = ledgers.rows().numbers(run.id());
        List<String> notes = RequestedRows.check(named, present);
        Map<Integer, Set<String>> others = new TreeMap<>();
        present.stream().filter(named::contains).forEach(row -> others.put(row, new TreeSet<>()));
        for (RowClip row : ledgers.rerun().rows(run.id())) {
            if (row.clip().state() == state) {
                others.remove(row.row());
            } else {
                others.computeIfPresent(row.row(), (number, labels) -> with(labels, row));
            }
        }
        if (!others.isEmpty()) {
            throw new UserException(Text.of("%s Nothing was changed. Other rows: %s", rule, described(others)));
        }
        return notes;
    }

    private static Set<String> with(Set<String> labels, RowClip row) {
        labels.add(label(row.clip().state()));
        return labels;
    }

    private static String described(Map<Integer, Set<String>> others) {
        String first = others.entrySet().stream()
                .limit(SHOWN)
                .map(row -> Text.of(
                        "row %d (%s)",
                        row.getKey(),
                        row.getValue().isEmpty() ? Text.of("invalid") : String.join(Text.of(", "), row.getValue())))
                .collect(Collectors.joining(Text.of(", ")));
        return others.size() <= SHOWN ? first : Text.of("%s and %d more", first, others.size() - SHOWN);
    }

    private static String label(ClipState state) {
        return switch (state) {
            case SUBMITTING -> Text.of("being submitted");
            case SUBMITTED -> Text.of("generating");
            case GENERATED -> Text.of("downloading");
            default -> ManifestStatus.of(state).label();
        };
    }
}
