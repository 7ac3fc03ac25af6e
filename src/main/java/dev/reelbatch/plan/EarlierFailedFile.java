package dev.reelbatch.plan;

import dev.reelbatch.ledger.AdoptableClips;
import dev.reelbatch.ledger.Takes;
import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Prevents the rows of a failed.csv of an earlier version from being paid for with other settings than they were
 * submitted with. Such a file does not record its job, nor how that job read its columns.
 */
final class EarlierFailedFile {

    private static final int ROWS_NAMED = 20;

    private final Ledgers ledgers;

    EarlierFailedFile(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    /**
     * Checks the sheet.
     *
     * @throws UserException if rows would be paid for whose prompts were submitted with other settings
     */
    void check(ClipMatching.Adopter adopter, CheckedSheet sheet) {
        if (sheet.prompts().isEmpty() || !adopter.takes().equals(Takes.NONE)) {
            return;
        }
        Map<String, Integer> missing = missing(adopter, sheet);
        Map<String, String> jobs = ledgers.rows().jobsOf(missing.keySet(), adopter.api());
        if (jobs.isEmpty()) {
            return;
        }
        Map<Integer, String> rows = new TreeMap<>();
        jobs.forEach((prompt, job) -> rows.put(Objects.requireNonNull(missing.get(prompt)), job));
        String job = rows.values().iterator().next();
        String named =
                rows.keySet().stream().limit(ROWS_NAMED).map(String::valueOf).collect(Collectors.joining(","))
                        + (rows.size() > ROWS_NAMED ? ",…" : "");
        throw new UserException(Text.of(
                "The column \"error\" makes this sheet look like the failed.csv of an earlier version, and the prompts of rows %s were submitted by job \"%s\" with other settings; they would be charged again. For a failed.csv that keeps the settings, run: reelbatch run --job %s. If these are new requests, delete the column \"error\".",
                named, job, job));
    }

    /** Returns the first row of each prompt for which no clip exists with the row's values. */
    private Map<String, Integer> missing(ClipMatching.Adopter adopter, CheckedSheet sheet) {
        Set<String> known = new HashSet<>();
        sheet.wanted().values().forEach(wanted -> known.addAll(wanted.keys().all()));
        AdoptableClips clips = ledgers.load().existing(known, adopter.api(), Takes.NONE, adopter.loadedAnew());
        Map<String, Integer> missing = new HashMap<>();
        sheet.wanted()
                .forEach((request, wanted) -> wanted.forEachClip((row, variant) -> {
                    if (clips.take(wanted.keys(), row, variant, false) == null) {
                        missing.merge(Objects.requireNonNull(sheet.prompts().get(request)), row, Math::min);
                    }
                }));
        return missing;
    }
}
