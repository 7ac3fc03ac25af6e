package dev.reelbatch.plan;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.util.BitSet;
import java.util.List;

/** Compares the rows given by {@code --rows} with those of a sheet, or of a run of it. */
public final class RequestedRows {

    private RequestedRows() {}

    /**
     * Checks that each single row exists, and at least one row of each range.
     *
     * @param present the numbers of the sheet's rows
     * @return remarks on the part of a range beyond the sheet
     * @throws UserException naming the rows that do not exist
     */
    public static List<String> check(RowRanges named, BitSet present) {
        if (present.isEmpty()) {
            return List.of(); // an interrupted run, whose rows are not loaded yet
        }
        RowRanges missing = named.without(present);
        int last = present.length() - 1;
        if (!missing.ranges().isEmpty()) {
            throw new UserException(Text.of(
                    "The sheet has no row %s, which --rows names: its rows are %d to %d.",
                    missing.text(), present.nextSetBit(0), last));
        }
        RowRanges beyond = named.equals(RowRanges.ALL) ? RowRanges.NONE : named.beyond(last);
        return beyond.ranges().isEmpty()
                ? List.of()
                : List.of(Text.of("--rows names row %s, but the sheet's last row is %d", beyond.text(), last));
    }
}
