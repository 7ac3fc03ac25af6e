package dev.reelbatch.ledger;

/**
 * Which rows get their next take, in place of what they hold.
 *
 * @param wish of the command, whether it asks for that or has brought clips back; 0 for one that has not begun
 */
public record Takes(long wish, RowRanges rows) {

    /** No row. */
    public static final Takes NONE = new Takes(0, RowRanges.NONE);

    /** Whether any row gets one. */
    boolean areAny() {
        return !rows.equals(RowRanges.NONE);
    }

    public boolean areOf(int row) {
        return rows.contains(row);
    }
}
