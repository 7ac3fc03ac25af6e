package dev.reelbatch.web.console;

import dev.reelbatch.home.PreparedRuns.Prepared;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.HttpText;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page that takes a sheet.
 *
 * @param problem why none could be taken; empty if nothing was wrong
 * @param last the sheets that the team has worked on last
 */
record NewSheetView(String title, String problem, List<Last> last) implements PageView {

    /** A sheet that was given before. */
    record Last(String name, String address, String by, String when, boolean isStarted) {}

    boolean hasLast() {
        return !last.isEmpty();
    }

    static NewSheetView of(List<Prepared> last, @Nullable String problem, Instant now) {
        ShownTimes times = new ShownTimes(now);
        return new NewSheetView(
                Text.of("New run"),
                problem == null ? "" : HttpText.of(problem),
                last.stream()
                        .map(one -> new Last(
                                one.name(),
                                Addresses.ofPrepared(one.id()),
                                one.changedBy() == null ? one.owner() : one.changedBy(),
                                times.text(one.changedAt()),
                                one.run() != null))
                        .toList());
    }
}
