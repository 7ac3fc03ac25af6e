package dev.reelbatch.plan;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.util.BitSet;
import java.util.List;

/** Compares the rows that {@code --rows} names with those that a sheet has. */
public final class RequestedRows {

    private RequestedRows() {}

    /**
     * Checks that there is a row for each single one that is named, and one at least for each range.
     *
     * @param present the numbers of the sheet's rows
     * @return sentences on the part of a range that lies beyond the sheet
     * @throws UserException naming what is not there
     */
    public static List<String> check(RowRanges named, BitSet present) {
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
                : List.of(Text.of(
                        "--rows names row %s, which the sheet does not have: its last row is %d", beyond.text(), last));
    }
}
