package dev.reelbatch.report;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns that a file takes over from the input. The header is written with the first row; a
 * column that turns up only later (the first row may be one that could not be read to its end) makes
 * the {@link Report} begin once more, knowing them all.
 */
final class HeaderColumns {

    private final Set<String> names = new LinkedHashSet<>();
    private int written = -1;

    void see(Collection<String> columns) {
        names.addAll(columns);
    }

    /** The columns known by now; the header is written with them. */
    List<String> freeze() {
        written = names.size();
        return List.copyOf(names);
    }

    boolean isIncomplete() {
        return names.size() > written;
    }
}
