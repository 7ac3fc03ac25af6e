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
 */
record ClipChange(@Nullable Fault why, String assignments, List<@Nullable Object> values) {

    static final ClipChange NOTHING_ELSE = new ClipChange(null, "", List.of());

    static ClipChange because(@Nullable Fault why) {
        return new ClipChange(why, "", List.of());
    }

    /** The same with these columns as well. */
    ClipChange with(String more, @Nullable Object... itsValues) {
        List<@Nullable Object> all = new ArrayList<>(values);
        all.addAll(Arrays.asList(itsValues));
        return new ClipChange(why, assignments + ", " + more, all);
    }
}
