package dev.reelbatch.ledger;

/**
 * The rows that get their next take, in place of the clip that they hold.
 *
 * @param wish the command's wish, whether it requests takes or has queued clips again; 0 for one that has not begun
 */
public record Takes(long wish, RowRanges rows) {

    /** No row. */
    public static final Takes NONE = new Takes(0, RowRanges.NONE);

    /** Returns true if any row gets one. */
    boolean areAny() {
        return !rows.equals(RowRanges.NONE);
    }

    public boolean areOf(int row) {
        return rows.contains(row);
    }
}
