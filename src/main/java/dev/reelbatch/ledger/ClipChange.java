package dev.reelbatch.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a clip changes together with its state.
 *
 * @param why why it moves; null clears the reason that stands there
 * @param assignments more columns, as SQL has them behind {@code set}, each behind a comma; may be empty
 * @param values of the assignments' parameters, in their order
 * @param paidBy only if this wish's command may pay for it; null whatever asked for it
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

    /** The same, if the wish's command may pay for the clip. */
    ClipChange ifPaidBy(Wish wish) {
        return new ClipChange(why, assignments, values, wish);
    }

    /** The same with these columns as well. */
    ClipChange with(String more, @Nullable Object... itsValues) {
        List<@Nullable Object> all = new ArrayList<>(values);
        all.addAll(Arrays.asList(itsValues));
        return new ClipChange(why, assignments + ", " + more, all, paidBy);
    }
}
