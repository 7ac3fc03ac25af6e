package dev.reelbatch.plan;

import dev.reelbatch.ledger.AdoptableClips;
import dev.reelbatch.ledger.Candidate;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Takes;
import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.sheet.Column;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.sheet.UnclearSheetException;
import dev.reelbatch.sheet.UnclearSheetException.Answer;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Prevents a sheet from being paid for again because it is now read differently: columns that an earlier version or a
 * person left out make other requests of rows whose videos exist.
 */
final class EarlierReading {

    private static final int ROWS_NAMED = 20;

    private final Ledgers ledgers;
    private final Map<Long, ReadOptions> readings = new HashMap<>();

    EarlierReading(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    /**
     * Checks the sheet.
     *
     * @throws UnclearSheetException if rows would be paid for again; it offers the options that decide
     */
    void check(ClipMatching.Adopter adopter, CheckedSheet sheet, ReadOptions readOptions) {
        if (sheet.before().isEmpty() || !adopter.takes().equals(Takes.NONE)) {
            return;
        }
        Set<Integer> rows = paidBefore(adopter, sheet);
        if (!rows.isEmpty()) {
            throw unclear(rows, leftOut(sheet.synonyms()), readOptions);
        }
    }

    /** Returns the rows that have no video as they are read now, but had one as they were read before. */
    private Set<Integer> paidBefore(ClipMatching.Adopter adopter, CheckedSheet sheet) {
        Set<String> all = new HashSet<>();
        sheet.before().forEach((now, before) -> {
            all.addAll(Objects.requireNonNull(sheet.wanted().get(now)).keys().all());
            all.addAll(before);
        });
        AdoptableClips clips = ledgers.load().existing(all, adopter.api(), Takes.NONE, adopter.loadedAnew());
        Set<Integer> rows = new TreeSet<>();
        sheet.before().forEach((now, before) -> {
            CheckedSheet.Wanted wanted = Objects.requireNonNull(sheet.wanted().get(now));
            wanted.forEachClip((row, variant) -> {
                if (clips.take(wanted.keys(), row, variant, false) == null
                        && isPaid(clips.take(before, row, variant, false))) {
                    rows.add(row);
                }
            });
        });
        return rows;
    }

    /** Returns true if the clip is paid for. A sheet that never had the column requests another video. */
    private boolean isPaid(@Nullable Candidate clip) {
        return clip != null
                && clip.state() != ClipState.QUEUED
                && readings.computeIfAbsent(clip.runId(), this::reading).leavesOut();
    }

    private ReadOptions reading(long runId) {
        return RunOptions.parse(ledgers.runs().run(runId).options()).reading();
    }

    /** Returns the columns that the runs did not understand whose videos are the rows'; all if a person left them out. */
    private List<Column> leftOut(List<Column> synonyms) {
        int oldest = readings.values().stream()
                .filter(ReadOptions::leavesOut)
                .mapToInt(ReadOptions::edition)
                .min()
                .orElse(0);
        List<Column> newer =
                synonyms.stream().filter(column -> column.edition() > oldest).toList();
        return newer.isEmpty() ? synonyms : newer;
    }

    private static UnclearSheetException unclear(Set<Integer> rows, List<Column> synonyms, ReadOptions readOptions) {
        String named = rows.stream().limit(ROWS_NAMED).map(String::valueOf).collect(Collectors.joining(","))
                + (rows.size() > ROWS_NAMED ? ",…" : "");
        String paid = rows.size() == 1
                ? Text.of("1 row (%s) was already paid for", named)
                : Text.of("%d rows (%s) were already paid for", rows.size(), named);
        String fact = synonyms.isEmpty()
                ? Text.of(
                        "%s when texts such as =\"…\" were sent as written; sending the text that a spreadsheet shows would be charged again",
                        paid)
                : Text.of("%s without using %s; using it now would be charged again", paid, quoted(synonyms));
        List<Answer> answers = synonyms.isEmpty() ? List.of(asBefore(readOptions)) : answers(synonyms, readOptions);
        String options = answers.stream()
                .map(answer -> Text.of("%s (%s)", answer.option(), answer.name()))
                .collect(Collectors.joining(Text.of(" or ")));
        String cure =
                synonyms.isEmpty() ? Text.of("%s or --fresh --rows %s (pay for them again)", options, named) : options;
        return new UnclearSheetException(
                Text.of("%s; choose one: %s", fact, cure), Text.of("%s. What do you want?", fact), answers);
    }

    private static Answer asBefore(ReadOptions readOptions) {
        return new Answer(Text.of("keep these videos"), List.of(), readOptions.asBefore(), "--read-as-before");
    }

    private static List<Answer> answers(List<Column> synonyms, ReadOptions readOptions) {
        ReadOptions mapped = readOptions;
        List<String> options = new ArrayList<>();
        Set<String> said = new HashSet<>(readOptions.map().keySet());
        for (Column column : synonyms) {
            String meaning = String.valueOf(column.meaning());
            if (said.add(meaning)) {
                mapped = mapped.mapping(meaning, column.header());
                options.add("--map " + meaning + "=" + column.inOptions());
            }
        }
        List<String> headers = synonyms.stream().map(Column::header).toList();
        String ignoring = synonyms.stream().map(Column::ignoring).collect(Collectors.joining(" "));
        List<Answer> answers = new ArrayList<>(
                List.of(new Answer(Text.of("keep these videos"), List.of(), readOptions.ignoring(headers), ignoring)));
        if (!options.isEmpty()) {
            answers.add(new Answer(Text.of("pay for them again"), List.of(), mapped, String.join(" ", options)));
        }
        return answers;
    }

    private static String quoted(List<Column> columns) {
        return columns.stream().map(Column::inOptions).collect(Collectors.joining(", "));
    }
}
