package dev.reelbatch.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a clip that change together with its state.
 *
 * @param why the reason for the move; null clears the present reason
 * @param assignments further columns, as SQL after {@code set}, each after a comma; may be empty
 * @param values the parameters of the assignments, in order
 * @param paidBy the only wish whose command may pay for the clip; null if any may
 */
record ClipChange(
        @Nullable ClipError why,
        String assignments,
        List<@Nullable Object> values,
        @Nullable Wish paidBy) {

    static final ClipChange NOTHING_ELSE = new ClipChange(null, "", List.of(), null);

    static ClipChange because(@Nullable ClipError why) {
        return new ClipChange(why, "", List.of(), null);
    }

    /** Returns the same change, made only if the wish's command may pay for the clip. */
    ClipChange ifPaidBy(Wish wish) {
        return new ClipChange(why, assignments, values, wish);
    }

    /** Returns the same change with these columns as well. */
    ClipChange with(String more, @Nullable Object... itsValues) {
        List<@Nullable Object> all = new ArrayList<>(values);
        all.addAll(Arrays.asList(itsValues));
        return new ClipChange(why, assignments + ", " + more, all, paidBy);
    }
}
