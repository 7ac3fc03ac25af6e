package dev.reelbatch.web.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The entries of the navigation. */
enum Section {
    OVERVIEW,
    NEW,
    RUNS,
    FOLDERS,
    SPENDING,
    APPROVALS,
    SYSTEM;

    /** Returns for each by its name in small letters whether it is this one. */
    Map<String, Boolean> current() {
        return Arrays.stream(values())
                .collect(Collectors.toMap(one -> one.name().toLowerCase(Locale.ROOT), one -> one == this));
    }
}
