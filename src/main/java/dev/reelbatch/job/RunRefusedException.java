package dev.reelbatch.job;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.text.Text;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** A run that can't be started as it was asked for; nothing was submitted. The message says what to do. */
public final class RunRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RunRefusedException(String message) {
        super(message);
    }

    /**
     * Null if there is a row for each of those that are named, or for each range.
     *
     * @param present the numbers of the sheet's rows
     */
    public static @Nullable RunRefusedException ofMissing(RowRanges named, BitSet present) {
        RowRanges missing = named.without(present);
        return missing.ranges().isEmpty()
                ? null
                : new RunRefusedException(Text.of(
                        "The sheet has no row %s, which --rows names: its rows are %d to %d.",
                        missing.text(), present.nextSetBit(0), present.length() - 1));
    }
}
