package dev.reelbatch.report;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns that a file takes over from the input. The header is written with the first row. If a column first
 * appears in a later row (the first row may have been cut short by a reading error), the {@link Report} starts again
 * with all columns known.
 */
final class HeaderColumns {

    private final Set<String> names = new LinkedHashSet<>();
    private int written = -1;

    void add(Collection<String> columns) {
        names.addAll(columns);
    }

    /** Returns the columns known so far and fixes them as the header. */
    List<String> freeze() {
        written = names.size();
        return List.copyOf(names);
    }

    boolean isIncomplete() {
        return names.size() > written;
    }
}
